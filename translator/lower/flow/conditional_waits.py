"""Edges under conditions that only a run can tell become lists that an `if` fills.

Airflow evaluates `if FULL: a >> b` once, when the file is parsed; the flow asks the same question
when it runs:

    before_b = []
    if FULL:
        before_b.append(a_run)
    b_run = b.submit(wait_for=before_b)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from translator import ir
from translator.lower.flow.blocks import Need, Scope, Step
from translator.lower.flow.loops import site_of
from translator.lower.flow.sites import wanted_name
from translator.lower.names import slug
from translator.plan import TaskUse


@dataclass(frozen=True)
class Way:
    """The loops and conditions around statements that make edges, and the upstream ends."""

    frames: tuple[ir.Frame, ...]
    ups: list[str]


@dataclass(frozen=True)
class ConditionalWaits:
    """The lists of one DAG. What an argument brings is waited for anyway: no list for that."""

    dag: ir.Dag

    @cached_property
    def _ways(self) -> dict[str, dict[object, Way]]:
        """By task: the statements around its conditional edges, and the tasks they lead from."""
        found: dict[str, dict[object, Way]] = {}
        for edge in self.dag.edges:
            for frames in () if edge.data else edge.when:
                ways = found.setdefault(edge.down, {})
                ways.setdefault(_key(frames), Way(frames, [])).ups.append(edge.up)
        return found

    def needs(self, task_id: str, needs: tuple[Need, ...]) -> tuple[Need, ...]:
        """`needs` with the lists in the place of what is only waited for under a condition."""
        ways = self._ways.get(task_id, {})
        if not ways:
            return needs
        kept = [n for n in needs if not any(n.step in way.ups for way in ways.values())]
        lists = [
            Need(_name(task_id, index), need.how)
            for index, way in enumerate(ways.values())
            for need in needs
            if need.step == way.ups[0]
        ]
        return (*kept, *lists)

    def owns(self, step_id: str) -> bool:
        """Whether a step is one of these lists."""
        return step_id.startswith("before\0")

    def steps(
        self, task: ir.Task, scopes: Callable[[ir.Task], tuple[Scope, ...]]
    ) -> Iterator[Step]:
        """The lists of one task, waiting for what leads to it as it was written."""
        for index, way in enumerate(self._ways.get(task.task_id, {}).values()):
            placed = replace(task, frames=(*self.dag.frames, *way.frames))
            name = f"before_{slug(wanted_name(task, self.dag))}"
            yield Step(
                step_id=_name(task.task_id, index),
                kind="join",
                site=("before", index, site_of(placed, self.dag)),
                scopes=scopes(placed),
                waits=tuple(Need(up) for up in way.ups),
                use=TaskUse(task.task_id, None, variable=name),
                many=True,
            )


def _key(frames: tuple[ir.Frame, ...]) -> object:
    return tuple(
        (frame.site, frame.index if isinstance(frame, ir.Loop) else frame.branch)
        for frame in frames
        if not isinstance(frame, ir.Call)
    )


def _name(task_id: str, index: int) -> str:
    return f"before\0{task_id}" + (f"\0{index + 1}" if index else "")
