"""One task function for tasks that one call in the source made, where only data differs in it.

A factory of DAGs, or a function that makes an operator, is called with this and that: the bodies
of the tasks are the same but for texts and numbers, which become parameters. What differs in the
decorators of DAGs of one origin is said where the task is submitted, in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from translator import ir
from translator.lines import comments_in, string_lines
from translator.lower.code import literal
from translator.lower.flow.loops import site_of
from translator.lower.flow.sites import ABSENT, wanted_name
from translator.lower.names import snake
from translator.lower.sharing.common_code import Common, DifferentError, names_of
from translator.lower.sharing.common_sources import sources_of
from translator.lower.sharing.common_text import common_words
from translator.lower.sharing.drafts import Draft, Drafted, Drafts
from translator.plan import Code

Key = tuple[str, str]

FEW = 2
"""So many tasks of one DAG, which differ in nothing but their ids, have a function each."""

SIGNATURES = {"run_bash": ["command"]}
"""The parameters of emitted functions that task functions call."""

_MAKES = re.compile(r"^(build|create|get|make|new)_|_(op|operator|task)$")
"""What the name of a function that makes an operator says beside what the operator does."""

FUNCTIONS = {"Bash": "run_command"}
"""Names for the functions of operators whose tasks have no word in common."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A task and what it asks for."""

    dag: ir.Dag
    task: ir.Task
    drafted: Drafted

    @property
    def key(self) -> Key:
        """DAG id and task id."""
        return (self.dag.dag_id, self.task.task_id)


def repeated(file: ir.DagFile) -> dict[str, list[ir.Task]]:
    """By DAG id: the tasks whose call made others too, not only as the runs of one loop."""
    found: dict[int, dict[object, list[tuple[str, ir.Task]]]] = {}
    for dag in file.dags:
        for task in dag.tasks:
            statement = (dag.dag_id, site_of(task, dag))
            found.setdefault(task.site, {}).setdefault(statement, []).append((dag.dag_id, task))
    tasks: dict[str, list[ir.Task]] = {}
    for statements in found.values():
        made = [one for runs in statements.values() for one in runs] if len(statements) > 1 else []
        for dag_id, task in made:
            tasks.setdefault(dag_id, []).append(task)
    return tasks


def agreed(file: ir.DagFile, asked: Mapping[Key, Drafted]) -> Drafts:
    """What the tasks of a file get instead of what they asked for."""
    asking = [
        Asking(dag, task, asked[dag.dag_id, task.task_id])
        for dag in file.dags
        for task in dag.tasks
        if (dag.dag_id, task.task_id) in asked
    ]
    instead: dict[Key, tuple[Drafted, Drafted]] = {}
    by_site = sorted(asking, key=lambda one: one.task.site)
    for _, group in groupby(by_site, key=lambda one: one.task.site):
        for one in _agreed(list(group)):
            if one.drafted is not asked[one.key]:
                instead[one.key] = (asked[one.key], one.drafted)
    return Drafts(instead=instead)


def _agreed(group: list[Asking]) -> list[Asking]:
    """The tasks of one call, agreed on what they ask for."""
    if len({one.dag.dag_id for one in group}) > 1 and len({one.dag.span for one in group}) == 1:
        group = _with_options(group)
    drafts = [one.drafted.draft for one in group]
    known = [one for one in drafts if one is not None]
    if len(known) < len(drafts):
        return group
    try:
        known = _with_parameters(group, known)
    except DifferentError:
        return group
    wanted = _wanted(group)
    return [
        replace(one, drafted=replace(one.drafted, draft=draft, wanted=wanted))
        for one, draft in zip(group, known, strict=True)
    ]


def _wanted(group: Sequence[Asking]) -> str:
    """A name for all, where each would have another one."""
    own = [wanted_name(one.task, one.dag) for one in group]
    if len(set(own)) == 1:
        return ""
    first = group[0]
    frames = first.task.frames[len(first.dag.frames) :]
    calls = [frame.function for frame in frames if isinstance(frame, ir.Call)]
    operator = first.task.operator.rpartition(".")[2].removesuffix("Operator")
    made = (_MAKES.sub("", calls[-1].strip("_")) or calls[-1]) if calls else ""
    return common_words(own) or made or FUNCTIONS.get(operator, snake(operator))


# Bodies -------------------------------------------------------------------------------------------


def _with_parameters(group: Sequence[Asking], drafts: Sequence[Draft]) -> list[Draft]:
    """The functions as one, with a parameter for each thing that differs.

    Raises:
        DifferentError: more than data differs.
    """
    first = drafts[0]
    if len({draft.lines for draft in drafts}) == 1:
        if len({one.dag.dag_id for one in group}) == 1 and len(group) <= FEW:
            raise DifferentError("only the name")
        if len({draft.parameters for draft in drafts}) > 1:
            raise DifferentError("other parameters")
        return list(drafts)
    texts = ["\n".join(draft.lines) for draft in drafts]
    if len({_outline(draft) for draft in drafts}) > 1 or first.support == "manual":
        raise DifferentError("more than the body")
    if len({tuple(comments_in(text)) for text in texts}) > 1:
        raise DifferentError("a comment")
    taken = {name for text in texts for name in names_of(text)}
    taken |= set(re.findall(r"\w+", " ".join(first.parameters)))
    sources = sources_of([one.task.frames for one in group])
    common = Common(sources, taken, signatures=SIGNATURES, pure=frozenset())
    lines = _lines(common.statements(texts))
    return [_called(draft, lines, common, number) for number, draft in enumerate(drafts)]


def _lines(text: str) -> tuple[str, ...]:
    """The lines of a body; those inside a string belong to the line it begins on."""
    inside = string_lines(text)
    found: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if number in inside:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return tuple(found)


def _outline(draft: Draft) -> object:
    return (draft.parameters, len(draft.args), tuple(draft.mapped), draft.mapped_kwargs is None)


def _called(draft: Draft, lines: tuple[str, ...], common: Common, number: int) -> Draft:
    """A draft with its own values as arguments."""
    given = list(common.parameters.values())
    place = len(draft.args)
    names = (*draft.parameters[:place], *(p.name for p in given), *draft.parameters[place:])
    args = (*draft.args, *(Code(p.codes[number]) for p in given))
    return replace(draft, lines=lines, parameters=names, args=args)


# Decorators ---------------------------------------------------------------------------------------


def _with_options(group: Sequence[Asking]) -> list[Asking]:
    """The tasks, each of which says all that differs in their decorators."""
    decorators = _filled([dict(one.drafted.decorator) for one in group])
    names = dict.fromkeys(name for one in decorators for name in one)
    apart = frozenset(name for name in names if len({_text(one, name) for one in decorators}) > 1)
    if not apart:
        return list(group)
    return [
        replace(one, drafted=replace(one.drafted, apart=apart, decorator=_all(own, names)))
        for one, own in zip(group, decorators, strict=True)
    ]


def _text(decorator: Mapping[str, Code], name: str) -> str | None:
    return decorator[name].text if name in decorator else None


def _filled(decorators: list[dict[str, Code]]) -> list[dict[str, Code]]:
    """Who never tries again may have the delay that all others have."""
    delays = {code.text: code for one in decorators if (code := one.get("retry_delay_seconds"))}
    if len(delays) != 1:
        return decorators
    never = {"retries": literal(0), "retry_delay_seconds": next(iter(delays.values()))}
    return [one if "retries" in one else never | one for one in decorators]


def _all(own: Mapping[str, Code], names: Iterable[str]) -> dict[str, Code]:
    """Its arguments, and what says that it has none of those that others have."""
    said = {**ABSENT, **own}
    return {name: said[name] for name in names if name in said}
