"""Where in a module a comment goes that stood at a line of the source.

Places of the source that are told apart: the call of a task, a dependency between tasks, the call
of a DAG. A comment belongs to the place that it stands in, else to the next one below it in the
same top-level statement, else to the end of that statement's flow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from translator import ir
from translator.diagnostics import Span
from translator.lines import logical_lines
from translator.plan import Block, Flow, Line, Module, Suite

_EDGE = re.compile(r">>|<<|\bset_(up|down)stream\b|\bchain(_linear)?\(|\bcross_downstream\(")
_BACKWARD = re.compile(r"<<|\bset_upstream\b")
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A place of the source that has a counterpart in a flow."""

    first: int
    last: int
    kind: Literal["task", "edge", "dag", "end"]
    dag_id: str
    tasks: tuple[str, ...] = ()
    loops: tuple[int, ...] = ()
    """Lines of the loops around the task, outermost first."""


def anchors(file: ir.DagFile) -> list[Anchor]:
    """The places of a file, in the order of their lines."""
    found: dict[tuple[int, int, str], Anchor] = {}
    for dag in file.dags:
        for one in (*_of_tasks(file, dag), *_of_dag(file, dag)):
            known = found.setdefault((one.first, one.last, one.kind), one)
            if known.dag_id == one.dag_id and one is not known:
                tasks = (*known.tasks, *one.tasks)
                found[one.first, one.last, one.kind] = replace(known, tasks=tasks)
    return sorted([*found.values(), *_of_edges(file, list(found.values()))])


def _of_tasks(file: ir.DagFile, dag: ir.Dag) -> Iterator[Anchor]:
    for task in dag.tasks:
        calls = (frame.span for frame in task.frames if isinstance(frame, ir.Call))
        for span in (task.span, *calls, *_group_spans(dag, task)):
            if span.path == file.path:
                loops = tuple(loop.span.line for loop in task.loops if loop.span.path == file.path)
                yield Anchor(span.line, span.end_line, "task", dag.dag_id, (task.task_id,), loops)


def _group_spans(dag: ir.Dag, task: ir.Task) -> Iterator[Span]:
    """The calls of the groups around a task: a comment above a group is one above its tasks."""
    groups = {group.group_id: group for group in dag.groups}
    group = groups.get(task.group or "")
    while group is not None:
        yield group.span
        group = groups.get(group.parent or "")


def _of_dag(file: ir.DagFile, dag: ir.Dag) -> Iterator[Anchor]:
    if dag.span.path == file.path:
        yield Anchor(dag.span.line, dag.span.end_line, "dag", dag.dag_id)


def _of_edges(file: ir.DagFile, known: list[Anchor]) -> Iterator[Anchor]:
    """Statements that only join tasks: they belong to the first task that waits."""
    lines = file.text.split("\n")
    building = [s for s in file.statements if s.builds]
    for line in logical_lines(file.text):
        text = "\n".join(lines[line.first - 1 : line.last])
        if not _EDGE.search(text) or any(line.first <= a.first <= line.last for a in known):
            continue
        if any(s.start_line <= line.first <= s.last_line for s in building):
            named = _named(file, text, line.first)
            if named:
                dag, task = named[0 if len(named) == 1 or _BACKWARD.search(text) else 1]
                tasks = tuple(one.task_id for one in dag.tasks if one.site == task.site)
                yield Anchor(line.first, line.last, "edge", dag.dag_id, tasks)


def _named(file: ir.DagFile, text: str, line: int) -> list[tuple[ir.Dag, ir.Task]]:
    """The tasks that a statement names by their variables, each the last one made above it."""
    variables = {
        task.variable: (dag, task)
        for dag in file.dags
        for task in dag.tasks
        if task.variable and task.span.line <= line
    }
    return [variables[name] for name in dict.fromkeys(_NAME.findall(text)) if name in variables]


def placed(
    module: Module,
    file: ir.DagFile,
    line: int,
    comments: tuple[str, ...],
    places: list[Anchor],
    *,
    below: bool,
) -> Module:
    """The module with comments that stood at `line`, if they go below (above) what is there."""
    flows = {flow.dag_id: flow for flow in module.flows}
    for anchor in _candidates(file, line, places):
        flow = flows.get(anchor.dag_id)
        path = None if flow is None else _place(flow, anchor, line)
        if flow is not None and path is not None:
            if path[1] == below:
                flows[anchor.dag_id] = _in_flow(flow, path[0], comments, below)
            return replace(module, flows=tuple(flows.values()))
    return module


def _candidates(file: ir.DagFile, line: int, places: list[Anchor]) -> Iterator[Anchor]:
    """The anchors for a line, the best first; one of a task that vanished has no place."""
    inside = [one for one in places if one.first <= line <= one.last]
    yield from sorted(inside, key=lambda one: one.last - one.first)
    statement = next((s for s in file.statements if s.first_line <= line <= s.last_line), None)
    last = statement.last_line if statement and statement.builds else len(file.text)
    yield from (one for one in places if line < one.first <= last)
    above = [one for one in places if one.last < line]
    yield from (replace(one, kind="end") for one in above[-1:])
    yield from (one for one in places if one.first > last)


def _place(flow: Flow, anchor: Anchor, line: int) -> tuple[list[int], bool] | None:
    """The way to the block (empty: the flow), and whether below its comments; None: it has none."""
    if anchor.kind == "dag":
        return [], True
    if anchor.kind == "end":
        return [len(flow.body) - 1], True
    path = _path(flow.body, set(anchor.tasks))
    if not path:
        return None
    outer = len(path) - _depth(flow.body, path, sum(at >= line for at in anchor.loops))
    below = not outer and (anchor.kind == "edge" or line >= anchor.first)
    return path[: len(path) - outer], below


def _in_flow(flow: Flow, path: list[int], comments: tuple[str, ...], below: bool) -> Flow:
    if not path:
        return replace(flow, comments=(*flow.comments, *comments))
    return replace(flow, body=_at(flow.body, path, comments, below))


def _path(blocks: tuple[Block, ...], tasks: set[str]) -> list[int]:
    """The way to the first line that submits one of the tasks, as places in nested blocks."""
    for index, block in enumerate(blocks):
        if isinstance(block, Line) and tasks & set(block.tasks):
            return [index]
        if isinstance(block, Suite) and (inner := _path(block.body, tasks)):
            return [index, *inner]
    return []


def _depth(blocks: tuple[Block, ...], path: list[int], around: int) -> int:
    """How much of a path leads to the line, or to the loop that is `around` loops further out."""
    loops = []
    for depth, index in enumerate(path, start=1):
        block = blocks[index]
        if isinstance(block, Suite):
            if block.header.startswith(("for ", "async for ")):
                loops.append(depth)
            blocks = block.body
    return loops[-min(around, len(loops))] if around and loops else len(path)


def _at(
    blocks: tuple[Block, ...], path: list[int], comments: tuple[str, ...], below: bool
) -> tuple[Block, ...]:
    """The blocks with `comments` at the one that a path leads to."""
    index, *rest = path
    block = blocks[index]
    if rest and isinstance(block, Suite):
        block = replace(block, body=_at(block.body, rest, comments, below))
    else:
        block = _commented(block, comments, below)
    return (*blocks[:index], block, *blocks[index + 1 :])


def _commented(block: Block, comments: tuple[str, ...], below: bool = False) -> Block:
    if not isinstance(block, Line | Suite):
        return block
    own = block.comments
    return replace(block, comments=(*own, *comments) if below else (*comments, *own))
