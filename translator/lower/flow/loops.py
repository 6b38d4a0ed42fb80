"""Loops of the DAG file around tasks: which tasks are runs of one statement, and when they are not.

Airflow runs a `for` once, when the file is parsed: its tasks are all that is left of it. We keep
the loop. Tasks of one call (`site`) in one loop are the runs of one statement (`Unit`); a unit that
lacks some iterations gets an `if` on the loop's target around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from translator import ir
from translator.lower.flow.blocks import Guard, Scope, ScopeKey, Step, Unit
from translator.plan import TaskUse


def _frames(task: ir.Task, dag: ir.Dag) -> tuple[ir.Frame, ...]:
    """The frames around a task inside its DAG."""
    return task.frames[len(dag.frames) :]


def scopes_of(task: ir.Task, dag: ir.Dag) -> tuple[Scope, ...]:
    """The loops and unknown conditions around a task, outermost first."""
    scopes: list[Scope] = []
    key: ScopeKey = ()
    for frame in _frames(task, dag):
        match frame:
            case ir.Loop() if not _kept(frame):
                key = (*key, "once", frame.site, frame.index)
            case ir.Loop():
                key = (*key, "loop", frame.site)
                scopes.append(Scope(key, "loop", frame.index, frame))
            case ir.Condition():
                key = (*key, "if", frame.site, frame.branch)
                scopes.append(Scope(key, "condition", 0, frame))
            case ir.Call():
                key = (*key, "call", frame.site)
    return tuple(scopes)


def site_of(task: ir.Task, dag: ir.Dag) -> tuple[object, ...]:
    """What the runs of one statement have in common: the call, and how it was reached."""
    reached: list[object] = []
    for frame in _frames(task, dag):
        match frame:
            case ir.Loop() if not _kept(frame):
                reached += ["once", frame.site, frame.index]
            case ir.Loop() | ir.Call():
                reached.append(frame.site)
            case ir.Condition():
                reached += [frame.site, frame.branch]
    return (task.site, *reached)


def _kept(loop: ir.Loop) -> bool:
    """Whether the flow can have this loop: not one over tasks."""
    return not loop.iterable.refs


def loops_gone(task: ir.Task, dag: ir.Dag) -> tuple[ir.Loop, ...]:
    """The loops around a task that the flow does not have: those around its DAG, for one."""
    outer = (frame for frame in dag.frames if isinstance(frame, ir.Loop))
    inner = (f for f in _frames(task, dag) if isinstance(f, ir.Loop) and not _kept(f))
    return (*outer, *inner)


# Units -------------------------------------------------------------------------------------------


def shape(use: TaskUse | None) -> object:
    """What must be equal for two tasks to be submitted by one statement."""
    if use is None:
        return None
    mapped = [(name, code.text) for name, code in use.mapped.items()]
    return (
        use.definition,
        [code.text for code in use.args],
        [(name, code.text) for name, code in use.kwargs.items()],
        mapped,
        use.mapped_kwargs.text if use.mapped_kwargs else None,
        [(name, code.text) for name, code in use.options.items()],
        use.decides,
    )


def units_of(steps: Iterable[Step]) -> list[Unit]:
    """Steps gathered into the statements that submit them."""
    gathered: dict[object, dict[tuple[int, ...], Step]] = {}
    for step in steps:
        key: object = (step.kind, step.site, step.keys)
        found = gathered.setdefault(key, {})
        if step.path in found:
            found = gathered.setdefault((key, step.step_id), {})
        found[step.path] = step
    return [Unit(runs, order) for order, runs in enumerate(gathered.values())]


def irregular(unit: Unit) -> bool:
    """Whether the runs of a unit can't be one statement: their code or their data differ."""
    first = unit.first
    return any(
        shape(step.use) != shape(first.use) or step.data.keys() != first.data.keys()
        for step in unit.steps.values()
    )


def unrolled(step: Step) -> Step:
    """The step outside of all its loops: one statement of its own."""
    kept = tuple(s for s in step.scopes if s.kind not in ("loop", "guard"))
    return replace(step, scopes=kept, site=(step.site, step.path))


# Iterations --------------------------------------------------------------------------------------


def runs_of(units: Iterable[Unit]) -> dict[ScopeKey, dict[tuple[int, ...], dict[int, Scope]]]:
    """By statement and surrounding path: the runs of its body that some task belongs to."""
    runs: dict[ScopeKey, dict[tuple[int, ...], dict[int, Scope]]] = {}
    for unit in units:
        for step in unit.steps.values():
            for depth, scope in enumerate(step.scopes):
                outer = runs.setdefault(scope.key, {}).setdefault(step.path[:depth], {})
                outer.setdefault(scope.index, scope)
    return runs


def guarded(units: list[Unit]) -> list[Unit] | None:
    """Units that lack some iterations get an `if` around them; None where none can be found."""
    runs = runs_of(units)
    found: list[Unit] = []
    for unit in units:
        for depth in range(len(unit.keys) - 1, -1, -1):
            if unit.keys[depth][-2:-1] == ("loop",):
                missing = _guard(unit, depth, runs[unit.keys[depth]])
                if missing is None:
                    return None
                unit = missing
        found.append(unit)
    return found


def _guard(
    unit: Unit, depth: int, runs: Mapping[tuple[int, ...], Mapping[int, Scope]]
) -> Unit | None:
    """The unit with a guard inside its loop at `depth`, itself where it has every iteration."""
    present = {step.path[: depth + 1] for step in unit.steps.values()}
    outers = {path[:-1] for path in present}
    every = {(*outer, i): scope for outer in outers for i, scope in runs[outer].items()}
    if len(present) == len(every) and not _lacks(every):
        return unit
    guard = _test(present, every)
    if guard is None:
        return None
    return Unit(
        {
            (*path[: depth + 1], 0, *path[depth + 1 :]): _with_guard(step, depth, guard)
            for path, step in unit.steps.items()
        },
        unit.order,
    )


def _lacks(every: Mapping[tuple[int, ...], Scope]) -> bool:
    """Whether a known loop has iterations that made no task at all."""
    made: dict[tuple[int, ...], int] = {}
    for path in every:
        made[path[:-1]] = made.get(path[:-1], 0) + 1
    counts = {path[:-1]: scope.header.count for path, scope in every.items()}
    return any(count is not None and count > made[outer] for outer, count in counts.items())


def _with_guard(step: Step, depth: int, guard: Guard) -> Step:
    loop = step.scopes[depth]
    scope = Scope((*loop.key, "guard", guard.name, guard.members), "guard", 0, guard)
    return replace(step, scopes=(*step.scopes[: depth + 1], scope, *step.scopes[depth + 1 :]))


def _test(present: set[tuple[int, ...]], every: Mapping[tuple[int, ...], Scope]) -> Guard | None:
    """A test on one target that is true for `present` and false for the others."""
    loop: ir.Loop = next(iter(every.values())).header
    for name in loop.values:
        values = {path: scope.header.values.get(name) for path, scope in every.items()}
        if not all(isinstance(value, str | int) for value in values.values()):
            continue
        inside = _unique(values[path] for path in sorted(present))
        outside = _unique(values[path] for path in values if path not in present)
        if not set(inside) & set(outside):
            negated = len(outside) < len(inside) and loop.count == len(every)
            return Guard(name, outside if negated else inside, negated)
    return None


def _unique(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))
