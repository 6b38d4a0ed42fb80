"""What a callback's context is in a hook: the task or flow, its run, and the state it is in.

Airflow: `callback(context)`. Prefect: `hook(task, task_run, state)`, `hook(flow, flow_run, state)`.
They differ in: dates, which a hook only knows as the scheduled start (AP605); params, XComs, the
log's address and the reason, which it doesn't know at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import libcst as cst

from translator.lower.context import (
    Constant,
    Entity,
    Resolver,
    Runtime,
    RunValue,
    Unsupported,
)
from translator.plan import Import

Kind = Literal["task", "flow"]

SIGNATURES: Mapping[Kind, tuple[str, str, str]] = {
    "task": ("task", "task_run", "state"),
    "flow": ("flow", "flow_run", "state"),
}

FLOW_RUN = Import("prefect.runtime", "flow_run")

START: Mapping[Kind, str] = {
    "task": "flow_run.scheduled_start_time",
    "flow": "{flow_run}.expected_start_time",
}

DATES = {
    "logical_date": "",
    "ds": ".date().isoformat()",
    "ts": ".isoformat()",
}

KNOWN: Mapping[Kind, Mapping[str, str]] = {
    "task": {
        "run_id": "{task_run}.flow_run_id",
        "task_id": "{task}.name",
        "try_number": "{task_run}.run_count",
        "context['exception']": "{state}.result(raise_on_failure=False)",
        "ti.max_tries": "{task}.retries",
        "ti.start_date": "{task_run}.start_time",
        "task.retries": "{task}.retries",
    },
    "flow": {
        "run_id": "{flow_run}.id",
        "dag_id": "{flow}.name",
        "context['exception']": "{state}.result(raise_on_failure=False)",
        "dag_run.start_date": "{flow_run}.start_time",
    },
}
"""What is read, in terms of the hook's parameters."""

EXCEPTION = "context['exception']"


@dataclass(slots=True)
class HookResolver(Resolver):
    """Answers what an expression of a callback means in a hook."""

    kind: Kind = "task"
    parameters: dict[str, str] = field(default_factory=dict)
    """Prefect's name for a parameter -> the hook's."""
    read: set[str] = field(default_factory=set)
    """What was looked up so far."""

    def entity(self, node: cst.CSTNode) -> Entity | None:
        """What `node` stands for."""
        found = Resolver.entity(self, node)
        match found:
            case RunValue(name=name) if name in DATES:
                return self._date(name)
            case RunValue(name=name):
                return self._known(name) or Unsupported(name)
            case Constant(what=what):
                return self._known(what) or self._literal(found)
            case Runtime(text="task_run.run_count"):
                return self._known("try_number") or Unsupported("try_number")
            case Unsupported(detail=detail):
                return self._known(detail) or found
        return found

    def _literal(self, found: Constant) -> Entity:
        """The id of a DAG is a text in a task's hook; a flow's hook knows no task."""
        return found if self.kind == "task" else Unsupported(found.what)

    def _known(self, name: str) -> Runtime | None:
        text = KNOWN[self.kind].get(name)
        if text is None:
            return None
        self.read.add(name)
        return Runtime(text.format(**self.parameters), frozenset())

    def _date(self, name: str) -> Runtime:
        self.read.add(name)
        text = START[self.kind].format(**self.parameters) + DATES[name]
        return Runtime(text, frozenset({FLOW_RUN} if self.kind == "task" else ()))
