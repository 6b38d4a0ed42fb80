"""An operator that no mapping knows: a task that raises, the call that it stands for beside it.

The call is written as Prefect would write it: a template is an f-string, what comes from the run,
from another task or from a loop is a parameter, and the flow passes it. So the task has its place
in the graph and its values at hand; only what the operator did is missing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from translator import ir
from translator.diagnostics import Rule
from translator.lower.airflow_names import file_imports, is_airflow
from translator.lower.code import code_of
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.fields import Fields
from translator.lower.manual import manual_task, mentioned
from translator.lower.options import HANDLED, INERT, REPORTED
from translator.lower.pieces import statement_text
from translator.lower.services import VARIABLE_NAME
from translator.lower.sites import Draft, finish
from translator.lower.templates import Untranslatable, is_template

EVERYWHERE = (HANDLED | INERT | REPORTED.keys()) - {"resources"}
"""Arguments that every operator has: the decorator and the flow say them."""


def lower_unmapped(task: ir.Task, ctx: LowerContext, rule: Rule, detail: str) -> Lowered:
    """Report `rule`; a task that raises, with the operator's call as a comment."""
    ctx.report(rule, task.span, detail, task)
    message = f"{rule.code} {rule.title}: {detail}"
    fields = Fields(task, ctx)
    try:
        call = tuple(_call(fields))
        fields.check_mapped()
        mapped_kwargs = fields.mapped_kwargs
    except Untranslatable:
        return manual_task(task, ctx, message)
    body = fields.body
    kept, above = _names(ctx.file, body.names)
    return finish(
        task,
        ctx,
        Draft(
            lines=(
                *mentioned((*above, *call)),
                f"raise NotImplementedError({message!r})",
            ),
            parameters=fields.parameters,
            args=body.arguments(),
            mapped=fields.mapped,
            mapped_kwargs=mapped_kwargs,
            names=kept,
            support="manual",
        ),
    )


def _call(fields: Fields) -> Iterator[str]:
    """The lines of the call."""
    yield f"{fields.task.operator.rsplit('.', 1)[-1]}("
    mapped = fields.task.mapped
    names = [*fields.task.args, *fields.task.inherited]
    names += [name for name in (mapped.arguments if mapped else ()) if name not in names]
    for name in names:
        if name not in EVERYWHERE and (source := _source(fields, name)) is not None:
            yield from textwrap.indent(f"{name}={_at_margin(source)},", "    ").split("\n")
    yield ")"


def _at_margin(source: str) -> str:
    """An expression over several lines, the last of them at the left margin."""
    first, *rest = source.split("\n")
    return "\n".join([first, *textwrap.dedent("\n".join(rest)).split("\n")]) if rest else first


def _source(fields: Fields, name: str) -> str | None:
    """The argument as it reads in the task; a template without translation stays as it is."""
    if fields.is_mapped(name):
        return fields.template(name)
    given = fields.given(name)
    if given is None:
        return None
    if is_template(given.value):
        try:
            return fields.template(name)
        except Untranslatable:
            return fields.body.inline(code_of(given))
    return fields.value(name)


def _names(file: ir.DagFile, names: set[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names that the call reads of the module's, and the lines above it that say the others."""
    imported = file_imports(file)
    lost = {name for name in names - imported.keys() if _is_lost(file, name)}
    shown = names.union(*(one.uses for one in _definitions(file, lost)))
    lines = [*_imports(imported, shown)]
    source = file.text.split("\n")
    for statement in _definitions(file, lost):
        lines += statement_text(statement, source).split("\n")
    return frozenset(names - lost).difference(imported), tuple(lines)


def _definitions(file: ir.DagFile, names: set[str]) -> list[ir.Statement]:
    return [one for one in file.statements if one.defines & names]


def _is_lost(file: ir.DagFile, name: str, depth: int = 8) -> bool:
    """Whether making the value of a constant takes something of Airflow's."""
    airflow = {one.local for s in file.statements for one in s.imports if one.canonical} - {
        local for local, dotted in file_imports(file).items() if dotted == VARIABLE_NAME
    }
    made = [one for one in _definitions(file, {name}) if one.kind != "function"]
    reads = frozenset().union(*(one.uses for one in made))
    if reads & airflow:
        return True
    return depth > 0 and any(_is_lost(file, one, depth - 1) for one in reads - {name})


def _imports(imported: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    """What the call needs of the file's imports, as lines above it."""
    found = sorted((imported[name], name) for name in names if name in imported)
    for dotted, local in found:
        if is_airflow(dotted):
            continue
        module, _, name = dotted.rpartition(".")
        alias = "" if name == local else f" as {local}"
        yield f"from {module} import {name}{alias}" if module else f"import {name}{alias}"
