"""What a callback's context is in a hook: the task or flow, its run, and the state it is in.

Airflow: `callback(context)`. Prefect: `hook(task, task_run, state)`, `hook(flow, flow_run, state)`.
What the flow was given is in `flow_run.parameters`. They differ in: dates, which the hook of a flow
only knows as the scheduled start (AP605); XComs, which a hook doesn't know at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import libcst as cst

from translator import ir
from translator.lower.callables.context import (
    Constant,
    Entity,
    MapIndex,
    OwnValue,
    Resolver,
    Runtime,
    RunValue,
    Unsupported,
    Whole,
)
from translator.lower.flow.dates import FORMATS
from translator.lower.flow.gather import Gather
from translator.lower.flow.periods import Period, period_of
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

LOGICAL = frozenset({"logical_date", "execution_date", "data_interval_start", "data_interval_end"})
"""Dates that are the logical date where a run has no data interval."""

DATES = LOGICAL | FORMATS.keys()
"""Dates that a hook can know."""

GIVEN: Mapping[Kind, str] = {"task": "flow_run.parameters", "flow": "{flow_run}.parameters"}
"""What the flow was given."""

KNOWN: Mapping[Kind, Mapping[str, str]] = {
    "task": {
        "run_id": "{task_run}.flow_run_id",
        "task_id": "{task}.name",
        "ti.try_number": "{task_run}.run_count",
        "context['exception']": "{state}.result(raise_on_failure=False)",
        "ti.max_tries": "{task}.retries",
        "ti.start_date": "{task_run}.start_time",
        "ti.end_date": "{task_run}.end_time",
        "ti.duration": "{task_run}.total_run_time.total_seconds()",
        "ti.log_url": "url_for({task_run})",
        "task.retries": "{task}.retries",
    },
    "flow": {
        "run_id": "{flow_run}.id",
        "dag_id": "{flow}.name",
        "context['exception']": "{state}.result(raise_on_failure=False)",
        "context['reason']": "{state}.message",
        "run_started": "{flow_run}.start_time",
        "dag_run.end_date": "{flow_run}.end_time",
        "task_id": "last_task({flow_run}, {state})",
        "ti.log_url": "url_for({flow_run})",
    },
}
"""What is read, in terms of the hook's parameters."""

KNOWN_IMPORTS = {
    "task_id": Import("flow_ends", "last_task"),
    "ti.log_url": Import("prefect.utilities.urls", "url_for"),
}
"""Imports of what calls a function, where it does."""

EXCEPTION = "context['exception']"

SHOWN_RUN = "context"
"""Read by a hook that prints the context, or an object in it, as a whole."""


@dataclass(slots=True)
class HookResolver(Resolver):
    """Answers what an expression of a callback means in a hook."""

    kind: Kind = "task"
    parameters: dict[str, str] = field(default_factory=dict)
    """Prefect's name for a parameter -> the hook's."""
    read: set[str] = field(default_factory=set)
    """What was looked up so far."""
    dags: tuple[ir.Dag, ...] = ()
    """The DAGs that have the callback."""
    mapped: bool = False
    """Whether one of its tasks is mapped."""
    asked: set[str] = field(default_factory=set)
    """Parameters that the flow has to have."""
    handed: set[int] = field(default_factory=set)
    """Nodes (by id) of the context as an argument of a function that is a hook itself."""

    def entity(self, node: cst.CSTNode) -> Entity | None:
        """What `node` stands for."""
        if id(node) in self.handed:
            return Runtime(", ".join(self.parameters.values()), frozenset())
        found = Resolver.entity(self, node)
        match found:
            case RunValue(name=name) if name in DATES:
                return self._date(name)
            case RunValue(name="conf" | "params" as name):
                return self._given(name)
            case RunValue(name=name):
                return self._known(name) or Unsupported(name)
            case Constant(what=what):
                return self._known(what) or self._literal(found)
            case OwnValue(what=what):
                return self._known(f"ti.{what}") or Unsupported(what)
            case Runtime(name=name) if name:
                return self._known(f"ti.{name}") or Unsupported(f"ti.{name}")
            case MapIndex():
                known = self.kind == "task" and not self.mapped
                return Runtime("-1", frozenset()) if known else Unsupported("map_index")
            case Unsupported(detail=detail):
                return self._known(detail) or found
        return found

    def shown(self, entity: Whole) -> Runtime | None:
        """What a log shows in the place of an object of Airflow's: the run that the hook gets."""
        self.read.add(SHOWN_RUN)
        if entity is Whole.CONTEXT:
            return Runtime(self.parameters[f"{self.kind}_run"], frozenset())
        if entity is (Whole.TI if self.kind == "task" else Whole.DAG_RUN):
            return Runtime(f"{self.parameters[f'{self.kind}_run']}.name", frozenset())
        known = {Whole.DAG_RUN: "run_id", Whole.TASK: "task_id", Whole.DAG: "dag_id"}
        return self._known(known[entity]) if entity in known else None

    def _literal(self, found: Constant) -> Entity:
        """The id of a DAG is a text in a task's hook; a flow's hook knows no task."""
        return found if self.kind == "task" else Unsupported(found.what)

    def _known(self, name: str) -> Runtime | None:
        text = KNOWN[self.kind].get(name)
        if text is None:
            return None
        self.read.add(name)
        imports = {KNOWN_IMPORTS[name]} if name in KNOWN_IMPORTS and "(" in text else set()
        return Runtime(text.format(**self.parameters), frozenset(imports))

    def _given(self, name: str) -> Runtime:
        """`params` and `dag_run.conf`: what the flow was given."""
        self.asked.add("conf")
        given = GIVEN[self.kind].format(**self.parameters)
        conf = f"({given}.get('conf') or {{}})"
        text = conf if name == "conf" else f"({given} | {conf})"
        return Runtime(text, self._runtime())

    def _runtime(self) -> frozenset[Import]:
        return frozenset({FLOW_RUN} if self.kind == "task" else ())

    def _date(self, name: str) -> Entity:
        periods = {period_of(dag) for dag in self.dags}
        if name in {"data_interval_start", "data_interval_end"} and periods != {Period()}:
            return Unsupported(name)
        if self.kind == "flow" or len(periods) != 1:
            self.read.add(name)
            moment, out = START[self.kind].format(**self.parameters), Gather()
        else:
            self.asked.add("logical_date")
            out = Gather()
            start = periods.pop().before(START["task"], out)
            moment = f"({GIVEN['task']}.get('logical_date') or {start})"
        if name in LOGICAL:
            inner = moment[1:-1] if moment.startswith("(") else moment
            moment = f"{out.need('pendulum')}.instance({inner})"
        text = FORMATS[name].format(moment) if name in FORMATS else moment
        return Runtime(text, self._runtime() | out.imports)
