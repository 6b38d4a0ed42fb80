"""Code that differs between the runs of one statement, said once in terms of the loop around it.

`load.submit("orders")`, `load.submit("users")` in `for table in TABLES` is `load.submit(table)`;
the names of the runs are the expression that the DAG file gave `task_id`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from translator import ir
from translator.lower.code import code_of
from translator.lower.flow.blocks import Step, Unit
from translator.plan import Code, TaskUse


def generalised(unit: Unit) -> Unit:
    """The unit with what differs between its runs said in terms of its loops, where it can be."""
    steps = list(unit.steps.values())
    uses = [step.use for step in steps if step.use is not None]
    if len(uses) != len(steps) or len({_outline(use) for use in uses}) > 1:
        return unit
    changed = _changed(steps, uses)
    found = [replace(step, use=use) for step, use in zip(steps, changed, strict=True)]
    return Unit(dict(zip(unit.steps, found, strict=True)), unit.order)


def _outline(use: TaskUse) -> object:
    return (use.definition, len(use.args), tuple(use.kwargs), tuple(use.mapped), tuple(use.options))


def _changed(steps: Sequence[Step], uses: Sequence[TaskUse]) -> list[TaskUse]:
    """The uses, argument by argument."""

    def same(get: Callable[[TaskUse], Code]) -> list[Code]:
        return _said_once(steps, [get(use) for use in uses])

    args = [same(lambda use, i=i: use.args[i]) for i in range(len(uses[0].args))]  # type: ignore[misc]
    kwargs = {n: same(lambda use, n=n: use.kwargs[n]) for n in uses[0].kwargs}  # type: ignore[misc]
    mapped = {n: same(lambda use, n=n: use.mapped[n]) for n in uses[0].mapped}  # type: ignore[misc]
    options = {n: same(lambda use, n=n: use.options[n]) for n in uses[0].options}  # type: ignore[misc]
    if "name" in options:
        options["name"] = _names(steps, options["name"])
    return [
        replace(
            use,
            args=tuple(codes[i] for codes in args),
            kwargs={n: codes[i] for n, codes in kwargs.items()},
            mapped={n: codes[i] for n, codes in mapped.items()},
            options={n: codes[i] for n, codes in options.items()},
        )
        for i, use in enumerate(uses)
    ]


def _said_once(steps: Sequence[Step], codes: list[Code]) -> list[Code]:
    """One code for all runs, `codes` where there is none."""
    if len({code.text for code in codes}) == 1 and not _one_run(steps, codes):
        return codes
    for scope in steps[0].scopes:
        loop = scope.header
        for name in loop.values if isinstance(loop, ir.Loop) else ():
            values = [_value(step, name) for step in steps]
            if all(_is_literal(c.text, v) for c, v in zip(codes, values, strict=True)):
                return [Code(name, loops=frozenset({loop.site}))] * len(codes)
    return codes


def _one_run(steps: Sequence[Step], codes: Sequence[Code]) -> bool:
    """Whether a loop has this one run only, and the code is a text that may be its target's."""
    return len(steps) == 1 and codes[0].text[:1] in ("'", '"')


def _value(step: Step, name: str) -> Any:
    found: Any = ir.UNKNOWN
    for scope in step.scopes:
        if isinstance(scope.header, ir.Loop):
            found = scope.header.values.get(name, found)
    return found


def _is_literal(text: str, value: Any) -> bool:
    if isinstance(value, str):
        return text in (repr(value), f'"{value}"')
    return isinstance(value, int | float | bool | None) and text == repr(value)


def _names(steps: Sequence[Step], codes: list[Code]) -> list[Code]:
    """The expression that made the task ids, where they are exactly that."""
    given = [step.task.args.get("task_id") if step.task else None for step in steps]
    written = [one for one in given if one is not None]
    ids = [step.step_id for step in steps]
    if len({code.text for code in codes}) == 1 or [one.value for one in written] != ids:
        return codes
    return [code_of(written[0])] * len(codes) if len({w.code for w in written}) == 1 else codes
