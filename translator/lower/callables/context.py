"""What an expression of a callable means in terms of Airflow's context.

Airflow: a callable gets the context by parameter name or through `**kwargs`, and reads
`context["ds"]`, `ti.xcom_pull(...)`, `dag_run.conf` from it (semantics, section 7.4).
Prefect: there is no context; what a task reads is passed to it, or read from `prefect.runtime`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

import libcst as cst

from translator.lower import syntax
from translator.lower.airflow_names import canonical, is_airflow
from translator.lower.flow import run_identity as runs
from translator.lower.flow.dates import DATED
from translator.lower.flow.past_runs import PAST
from translator.lower.flow.run_identity import OF_RUNS
from translator.plan import Import
from translator.references import AssetRef


class Whole(Enum):
    """An object of Airflow's that has no counterpart of its own; its attributes may have one."""

    CONTEXT = "context"
    TI = "ti"
    DAG_RUN = "dag_run"
    DAG = "dag"
    TASK = "task"
    VAR = "var"
    VAR_VALUE = "var.value"
    VAR_JSON = "var.json"
    OUTLET_EVENTS = "outlet_events"
    INLET_EVENTS = "inlet_events"


@dataclass(frozen=True, slots=True)
class RunValue:
    """A value that the flow knows and passes: `ds`, `params`, `conf`."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """Known where the task is known: its own id, or its DAG's."""

    what: str


@dataclass(frozen=True, slots=True)
class OwnValue:
    """Known of each task that runs the code: `own_values` has its code."""

    what: str


@dataclass(frozen=True, slots=True)
class Runtime:
    """Read from Prefect where it is used."""

    text: str
    imports: frozenset[Import]
    name: str = ""
    """The attribute of `ti` that it is, where a hook reads it elsewhere."""


@dataclass(frozen=True, slots=True)
class UserKey:
    """A key of `**kwargs` that op_kwargs brings."""

    name: str


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Part of the context, but without a counterpart."""

    detail: str


@dataclass(frozen=True, slots=True)
class MapIndex:
    """The number of a mapped task's run."""


@dataclass(frozen=True, slots=True)
class AssetArgument:
    """A parameter of an `@asset` function for which Airflow passes an asset."""

    name: str
    ref: AssetRef


Entity = (
    Whole
    | RunValue
    | Constant
    | OwnValue
    | Runtime
    | UserKey
    | Unsupported
    | MapIndex
    | AssetArgument
)

LOGGER = Runtime("get_run_logger()", frozenset({Import("prefect", "get_run_logger")}))
TASK_RUN = frozenset({Import("prefect.runtime", "task_run")})
TRY_NUMBER = Runtime("task_run.run_count", TASK_RUN, "try_number")
TASK_STARTED = Runtime(
    "TaskRunContext.get().start_time",
    frozenset({Import("prefect.context", "TaskRunContext")}),
    "start_date",
)
LOG_URL = Runtime("task_run.ui_url", TASK_RUN, "log_url")
HOSTNAME = Runtime("socket.getfqdn()", frozenset({Import("socket")}))

# What stands for an object of Airflow's in a log.
SHOWN: dict[Whole, Runtime] = {
    Whole.CONTEXT: Runtime(
        "get_run_context()", frozenset({Import("prefect.context", "get_run_context")})
    ),
    Whole.TI: Runtime("task_run.name", frozenset({Import("prefect.runtime", "task_run")})),
    Whole.TASK: Runtime("task_run.task_name", frozenset({Import("prefect.runtime", "task_run")})),
    Whole.DAG_RUN: Runtime("flow_run.name", frozenset({Import("prefect.runtime", "flow_run")})),
    Whole.DAG: Runtime("flow_run.flow_name", frozenset({Import("prefect.runtime", "flow_run")})),
}

# Keys of the context, and parameters of a callable that Airflow fills by name.
KEYS: dict[str, Entity] = {
    **{name: RunValue(name) for name in DATED | PAST},
    "execution_date": RunValue("logical_date"),
    "END_DATE": RunValue("ds"),
    "end_date": RunValue("ds"),
    "latest_date": RunValue("ds"),
    "run_id": RunValue("run_id"),
    "task_instance_key_str": OwnValue("task_instance_key_str"),
    "test_mode": Runtime("False", frozenset()),
    "params": RunValue("params"),
    "templates_dict": RunValue("templates_dict"),
    "ti": Whole.TI,
    "task_instance": Whole.TI,
    "dag_run": Whole.DAG_RUN,
    "dag": Whole.DAG,
    "task": Whole.TASK,
    "var": Whole.VAR,
    "outlet_events": Whole.OUTLET_EVENTS,
    "inlet_events": Whole.INLET_EVENTS,
    "macros": Runtime("templating.macros", frozenset({Import("templating")})),
}

# Known to be keys, so that a read of one is told from a read of an op_kwarg.
UNSUPPORTED_KEYS = frozenset(
    [
        "conf",
        "conn",
        "inlets",
        "outlets",
        "triggering_asset_events",
        "triggering_dataset_events",
        "map_index_template",
        "expanded_ti_count",
        "partition_key",
        "partition_date",
        "task_reschedule_count",
        "task_state_store",
        "asset_state_store",
    ]
)

PARTITION: dict[str, Entity] = {
    "partition_key": RunValue("partition_key"),
    "partition_date": RunValue("partition_date"),
}
"""Read from the context by name only: before 3.2 a parameter of that name is the user's own."""

_DATE_ATTRIBUTES: dict[str, Entity] = {
    "logical_date": RunValue("logical_date"),
    "execution_date": RunValue("logical_date"),
    "data_interval_start": RunValue("data_interval_start"),
    "data_interval_end": RunValue("data_interval_end"),
    "run_id": RunValue("run_id"),
    "dag_id": Constant("dag_id"),
}

ATTRIBUTES: dict[Whole, dict[str, Entity]] = {
    Whole.TI: {
        **_DATE_ATTRIBUTES,
        "task_id": Constant("task_id"),
        "task": Whole.TASK,
        "dag_run": Whole.DAG_RUN,
        "log": LOGGER,
        "try_number": TRY_NUMBER,
        "max_tries": OwnValue("max_tries"),
        "operator": OwnValue("operator"),
        "start_date": TASK_STARTED,
        "log_url": LOG_URL,
        "hostname": HOSTNAME,
        "map_index": MapIndex(),
    },
    Whole.DAG_RUN: {
        **_DATE_ATTRIBUTES,
        **{attribute: RunValue(name) for attribute, name in OF_RUNS.items()},
        "conf": RunValue("conf"),
        "dag": Whole.DAG,
        **PARTITION,
    },
    Whole.DAG: {"dag_id": Constant("dag_id")},
    Whole.TASK: {
        "task_id": Constant("task_id"),
        "dag_id": Constant("dag_id"),
        "dag": Whole.DAG,
        "log": LOGGER,
    },
    Whole.VAR: {"value": Whole.VAR_VALUE, "json": Whole.VAR_JSON},
}

# Methods without arguments that lead from one object to another.
METHODS: dict[tuple[Whole, str], Entity] = {
    (Whole.TI, "get_dagrun"): Whole.DAG_RUN,
    (Whole.TI, "get_template_context"): Whole.CONTEXT,
    (Whole.TASK, "get_dag"): Whole.DAG,
}

LAST_MAJOR: dict[Entity, int] = {
    OwnValue("operator"): 2,
    KEYS["test_mode"]: 2,
    **{RunValue(name): major for name, major in runs.LAST_MAJOR.items()},
    RunValue("prev_execution_date_success"): 2,
}
"""The last version of Airflow that has it, where it is gone."""

GET_CONTEXT = "airflow.sdk.get_current_context"


@dataclass(slots=True)
class Resolver:
    """Answers what an expression means, given what the names around it mean."""

    imports: dict[str, str]
    """Local name -> dotted name of what the file imports."""
    names: dict[str, Entity] = field(default_factory=dict)
    """Parameters and local names that stand for something of the context."""
    user_keys: frozenset[str] = frozenset()
    """Keys that op_kwargs brings: they hide the context's own."""
    major: int = 2
    """The Airflow major whose semantics hold."""

    def airflow_name(self, node: cst.CSTNode) -> str | None:
        """Canonical name where `node` is an imported Airflow object, else None."""
        name = syntax.dotted(node)
        if name is None:
            return None
        first, _, rest = name.partition(".")
        target = self.imports.get(first)
        if not is_airflow(target) or target is None:
            return None
        return canonical(f"{target}.{rest}") if rest else target

    def entity(self, node: cst.CSTNode) -> Entity | None:
        """What `node` stands for, None where it has nothing to do with the context."""
        match node:
            case cst.Name(value=name):
                return self.names.get(name)
            case cst.Subscript(value=owner) if self.entity(owner) is Whole.CONTEXT:
                position = syntax.index(node)
                key = syntax.string(position) if position else None
                return self.key(key) if key is not None else None
            case cst.Attribute(value=owner, attr=attr):
                return self._attribute(self.entity(owner), attr.value)
            case cst.Call(func=cst.Attribute(value=owner, attr=attr)):
                return self._method(node, self.entity(owner), attr.value)
            case cst.Call(func=func) if self.airflow_name(func) == GET_CONTEXT:
                return Whole.CONTEXT
        return None

    def shown(self, entity: Whole) -> Runtime | None:
        """What a log shows in the place of an object of Airflow's."""
        return SHOWN.get(entity)

    def key(self, key: str) -> Entity:
        """A key of the context."""
        if key in self.user_keys:
            return UserKey(key)
        found = KEYS.get(key) or PARTITION.get(key)
        return self.of_version(found) or Unsupported(f"context[{key!r}]")

    def _attribute(self, owner: Entity | None, attr: str) -> Entity | None:
        if isinstance(owner, AssetArgument) and attr in {"name", "uri"}:
            text = getattr(owner.ref, attr)
            return None if text is None else Runtime(f"'{text}'", frozenset())
        if owner == RunValue(runs.RUN_TYPE) and attr == "value":
            return owner
        if not isinstance(owner, Whole) or owner not in ATTRIBUTES:
            return None
        found = self.of_version(ATTRIBUTES[owner].get(attr))
        return found or Unsupported(f"{owner.value}.{attr}")

    def of_version(self, found: Entity | None) -> Entity | None:
        """None for what this version of Airflow doesn't have."""
        return None if found is None or self.major > LAST_MAJOR.get(found, 9) else found

    def _method(self, node: cst.Call, owner: Entity | None, name: str) -> Entity | None:
        if owner is Whole.CONTEXT and name in {"get", "pop"}:
            key = syntax.string(node.args[0].value) if node.args else None
            return self.key(key) if key is not None else None
        if isinstance(owner, Whole) and (found := METHODS.get((owner, name))):
            return found
        return None
