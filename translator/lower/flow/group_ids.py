"""The id of a task in groups that a loop makes: `f"part_{part}.count"` rather than a literal.

Airflow puts the ids of the groups around a task before its own; where they come from a loop, the
name of the run does too, or the loop could not stay one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from translator import ir
from translator.lower.code import code_of, join_code
from translator.lower.templates.source import HOLE, TemplateSource, read_source
from translator.lower.templates.text import Part, string_code
from translator.plan import Code


def grouped_name(task: ir.Task, dag: ir.Dag) -> Code | None:
    """The task's id as the loops around its groups make it; None where they have no part in it."""
    groups = list(_around(task, dag))
    given = [group.args.get("group_id") for group in groups]
    if not any(one is not None and one.loops for one in given):
        return None
    own_ids = [_own_id(group) for group in groups]
    prefix = "".join(f"{own}." for own in own_ids)
    if not task.task_id.startswith(prefix):
        return None
    last = task.task_id.removeprefix(prefix)
    used = [*given, task.args.get("task_id")]
    parts: list[Part] = []
    for own, expr in zip([*own_ids, last], used, strict=True):
        parts += [*(["."] if parts else []), *_parts(own, expr)]
    holding = [one for one in used if one is not None and one.loops]
    return replace(join_code("", map(code_of, holding)), text=string_code(parts), refs={})


def _around(task: ir.Task, dag: ir.Dag) -> Iterator[ir.Group]:
    """The groups around a task, outermost first."""
    groups = {group.group_id: group for group in dag.groups}
    found = []
    group = groups.get(task.group or "")
    while group is not None:
        found.append(group)
        group = groups.get(group.parent or "")
    yield from reversed(found)


def _own_id(group: ir.Group) -> str:
    return group.group_id.removeprefix(f"{group.parent}.") if group.parent else group.group_id


def _parts(own: str, expr: ir.Expr | None) -> list[Part]:
    """One id as literal text and the holes that loops fill."""
    source: TemplateSource | None = None
    if expr is not None and expr.loops and expr.value == own:
        source = read_source(expr.code, expr.value)
    if source is None:
        return [own]
    pieces = HOLE.split(source.text)
    return [source.holes[int(p)] if i % 2 else p for i, p in enumerate(pieces)]
