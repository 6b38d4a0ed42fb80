"""Where a flow body waits, and whether one wait holds up another.

A decision, a mapping over a result and a look at failures make the plain flow body wait. Two of
them are fine where one waits for nothing that the other doesn't wait for anyway. Otherwise what
stands behind the second would begin late; the rules tier decides inside the tasks instead.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from translator import ir
from translator.graph import DagGraph
from translator.lower.flow.decisions import mapped_group

Wait = tuple[str, frozenset[str]]
"""Which task makes the flow wait, and for what."""


def mappings(graph: DagGraph) -> Iterator[Wait]:
    """The mapped tasks and groups, with the results that they are mapped over."""
    seen: set[str] = set()
    for task_id, task in graph.tasks.items():
        group = mapped_group(task, graph)
        mapped = task.mapped or (group.mapped if group else None)
        name = task_id if task.mapped or group is None else group.group_id
        if mapped is not None and name not in seen:
            seen.add(name)
            if found := frozenset(mapped_over_results(mapped, graph)):
                yield name, found


def mapped_over_results(mapped: ir.Mapped, graph: DagGraph) -> Iterator[str]:
    """The tasks whose one result is mapped over; runs of a mapped task are there already."""
    exprs = [*mapped.arguments.values(), *([mapped.kwargs] if mapped.kwargs else [])]
    for ref in (ref for expr in exprs for ref in expr.refs.values()):
        match ref:
            case ir.XComTransform():
                yield from _transformed(ref)
            case ir.XComRef(task_id=up) if up in graph.tasks and graph.tasks[up].mapped is None:
                yield up


def _transformed(ref: ir.XComTransform) -> Iterator[str]:
    for source in ref.sources:
        match source:
            case ir.XComTransform():
                yield from _transformed(source)
            case ir.XComRef(task_id=up):
                yield up


def held_up(graph: DagGraph, waits: Iterable[Wait]) -> Iterator[tuple[str, str]]:
    """Pairs of which neither waits only for what the other waits for anyway."""
    ended = [
        (name, awaited, awaited.union(*(graph.ancestors(one) for one in awaited)))
        for name, awaited in waits
    ]
    for (left, first, before), (right, second, after) in itertools.combinations(ended, 2):
        if not (first <= after or second <= before):
            yield left, right
