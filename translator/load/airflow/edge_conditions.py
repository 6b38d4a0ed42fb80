"""Edges under conditions that only a run could tell.

A statement such as `a >> b` may stand under an unknown `if`. Both branches are read, so the edge is
there; what is kept beside it are the loops and conditions around each statement that made it
("ways"). Conditions that one of its tasks stands under anyway say nothing about the edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.load.language.frames import Guard
from translator.load.language.operations import report_condition

if TYPE_CHECKING:
    from translator.load.airflow.tasks import TaskObject
    from translator.load.language.evaluator import Evaluator

Way = tuple[ir.Frame, ...]
Ways = dict[tuple["TaskObject", "TaskObject"], list[Way]]


def note(ev: Evaluator, ways: Ways, up: TaskObject, down: TaskObject, *, known: bool) -> None:
    """Remember what is around the statement that makes an edge; `known`: it was there before."""
    found = ways.get((up, down))
    if known and found is None:
        return
    around = [frame for frame in (*up.stack, *down.stack) if isinstance(frame, Guard)]
    open_guards = [
        frame
        for frame in ev.stack
        if isinstance(frame, Guard)
        and not any(one.answers(frame.value, frame.branch) for one in around)
    ]
    if not open_guards:
        ways.pop((up, down), None)
        return
    for guard in open_guards:
        report_condition(ev, guard.test, guard.value, guard.scope)
    way = tuple(frame for frame in ev.frames if not isinstance(frame, ir.Call))
    implied = {id(guard.to_ir(ev)) for guard in around}
    left = _without_complements([*(found or ()), way], implied)
    if left:
        ways[up, down] = left
    else:
        ways.pop((up, down), None)


def _without_complements(ways: list[Way], implied: set[int]) -> list[Way]:
    """Two ways that end in the two branches of one condition are one way without it.

    Empty when one of them holds always.
    """
    *others, last = ways
    for other in others:
        if _same(other, last):
            return others
        if _opposite(other, last):
            shorter = last[:-1]
            if all(isinstance(f, ir.Loop) or id(f) in implied for f in shorter):
                return []
            return _without_complements([*(o for o in others if o is not other), shorter], implied)
    return ways


def _same(one: Way, other: Way) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _opposite(one: Way, other: Way) -> bool:
    first, second = one[-1], other[-1]
    return (
        isinstance(first, ir.Condition)
        and isinstance(second, ir.Condition)
        and first.site == second.site
        and first.branch != second.branch
        and _same(one[:-1], other[:-1])
    )
