"""Which output lines an Airflow task became: its task function and the line that submits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from translator.emit.flow_body import task_lines
from translator.lines import Logical, logical_lines
from translator.plan import Flow, Module, TaskUse

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one Airflow task is in the output."""

    definition: Range | None
    """Lines of its task function, decorator included; None where it has none."""
    submit: Range | None
    """Lines of the statement that submits it; None where it vanished."""

    @property
    def lines(self) -> Range | None:
        """The task function, or the submit where there is no function."""
        return self.definition or self.submit


def functions(text: str) -> dict[str, list[Logical]]:
    """The top-level functions of a module by name: their logical lines, decorators included."""
    found: dict[str, list[Logical]] = {}
    pending: list[Logical] = []
    name = None
    for line in logical_lines(text):
        if line.depth > 0:
            if name:
                found[name].append(line)
            continue
        name = _function_name(line.start)
        if name:
            found[name] = [*pending, line]
        pending = [*pending, line] if line.start.startswith("@") else []
    return found


def places(
    module: Module, text: str, uses: Mapping[str, Mapping[str, TaskUse]]
) -> dict[str, dict[str, Place]]:
    """For each DAG (by id) and each task (by id) its place in `text`."""
    bodies = functions(text)
    makers = {made.name: factory.name for factory in module.factories for made in factory.made}
    return {
        flow.dag_id: _flow_places(flow, makers.get(flow.name), bodies, uses.get(flow.dag_id, {}))
        for flow in module.flows
    }


def _flow_places(
    flow: Flow,
    maker: str | None,
    bodies: Mapping[str, list[Logical]],
    uses: Mapping[str, TaskUse],
) -> dict[str, Place]:
    lines, depth = bodies.get(maker or flow.name, []), 1 if maker is None else 2
    submits = _submits(flow, [line for line in lines if line.depth >= depth])
    return {
        task_id: Place(_range(bodies.get(use.definition or "", [])), submits.get(task_id))
        for task_id, use in uses.items()
    }


def _submits(flow: Flow, body: list[Logical]) -> dict[str, Range]:
    """The first statement of the flow that submits each task."""
    found: dict[str, Range] = {}
    for line, tasks in zip(body, task_lines(flow), strict=False):
        for task_id in tasks:
            found.setdefault(task_id, (line.first, line.last))
    return found


def _range(lines: list[Logical]) -> Range | None:
    return (lines[0].first, lines[-1].last) if lines else None


def _function_name(start: str) -> str | None:
    words = start.split()
    if words[:2] == ["async", "def"]:
        return words[2]
    return words[1] if words[:1] == ["def"] else None
