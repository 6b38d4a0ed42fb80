"""What Prefect will say: the module to emit, decided down to names and order, not yet text.

`lower` makes these, `emit` prints them. All are frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from translator.diagnostics import Span
from translator.ir import Ref

Tier = Literal["plain", "rules"]
Support = Literal["native", "hosted", "manual"]


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`import module [as alias]`, or `from module import name [as alias]`."""

    module: str
    name: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Python source of an expression, and what it needs around it.

    `text` may hold placeholders `__ref_N__` (see `ir.Expr`); `refs` says what they are. The flow
    body puts the names of futures in their place.
    """

    text: str
    imports: frozenset[Import] = frozenset()
    refs: Mapping[str, Ref] = field(default_factory=dict, hash=False)
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that it reads."""
    context: frozenset[str] = frozenset()
    """Run values it reads (`ds`, `logical_date`, `params`, ...), defined at the top of the flow."""
    loops: frozenset[int] = frozenset()
    """`ir.Loop.site` of the loops whose targets it reads."""
    inside: bool = False
    """It can fail, or reads the task run: it belongs inside the task, not in the flow."""


@dataclass(frozen=True, slots=True)
class TaskDef:
    """A `@task` function of the emitted module."""

    name: str
    """Python name, unique in the module."""
    source: str
    """The whole `def` (or `async def`), without decorator, formatted as the user had it."""
    task_name: str | None = None
    """`name=` of the decorator: the Airflow task id, where it differs from `name`."""
    decorator: Mapping[str, Code] = field(default_factory=dict, hash=False)
    """Other decorator arguments, in order: retries, retry_delay_seconds, timeout_seconds, ..."""
    trigger_rule: str = "all_success"
    """Rules tier only."""
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that the body reads."""
    support: frozenset[str] = frozenset()
    """Emitted helper modules it needs, by name: `trigger_rules`, `run_bash`, ..."""
    span: Span | None = None
    """Where it stands in the DAG file: it is emitted in that order."""
    comments: tuple[str, ...] = ()
    """Comment lines above it, `#` included."""
    manual: bool = False
    """The body raises: a person has to decide."""


@dataclass(frozen=True, slots=True)
class TaskUse:
    """One Airflow task in terms of a `TaskDef`: what the flow body submits."""

    task_id: str
    definition: str | None
    """Name of the TaskDef; None: the task only joined others (EmptyOperator) and vanishes."""
    args: tuple[Code, ...] = ()
    kwargs: Mapping[str, Code] = field(default_factory=dict, hash=False)
    mapped: Mapping[str, Code] = field(default_factory=dict, hash=False)
    """`expand`: parameter -> iterable, in Airflow's order (several: cross product)."""
    mapped_kwargs: Code | None = None
    """`expand_kwargs`: a list of dicts of keyword arguments."""
    spread: bool = False
    """The mapped values are op_args and op_kwargs: `f.submit(*op_args, **op_kwargs)`."""
    options: Mapping[str, Code] = field(default_factory=dict, hash=False)
    """Decorator arguments that differ from the definition's, `name` included: `.with_options`."""
    support: Support = "native"
    may_skip: bool = False
    """Its own code can end it skipped (AirflowSkipException, exit code 99, soft_fail, a gate)."""
    decides: Literal["branch", "short_circuit"] | None = None
    """Its result decides which direct downstream tasks are skipped."""
    ignore_rules: bool = True
    """short_circuit: skips all transitive downstream, whatever their rules."""
    variable: str = ""
    """Suggested name of its future, unique in the flow; "" if nobody refers to it."""
    comments: tuple[str, ...] = ()
    result: Literal["value", "keys", "dict", "single"] = "value"
    """What it returns. "single": a list of one, for a decision.
    "keys": a dict of the XComs it pushed, with "return_value" where it has one;
    "dict": its value, each key of which is an XCom too (`multiple_outputs`). A key may be missing:
    its XCom is None then."""


# The body of a flow ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """Source text of one statement or several, at the indentation of its block."""

    text: str
    tasks: tuple[str, ...] = ()
    """Airflow task ids it submits: provenance for the report."""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suite:
    """A compound statement: `header` (`for x in xs:`, `if path == "a":`) and its body."""

    header: str
    body: tuple[Block, ...]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank line."""


Block = Line | Suite | Gap


@dataclass(frozen=True, slots=True)
class FlowParameter:
    """A parameter of the flow function."""

    name: str
    annotation: str = ""
    default: str = ""
    imports: frozenset[Import] = frozenset()


@dataclass(frozen=True, slots=True)
class Flow:
    """A `@flow` function."""

    dag_id: str
    name: str
    """Python name, unique in the module."""
    body: tuple[Block, ...]
    parameters: tuple[FlowParameter, ...] = ()
    decorator: Mapping[str, Code] = field(default_factory=dict, hash=False)
    """name=, description=, timeout_seconds=, hooks, ... in order."""
    docstring: str | None = None
    tier: Tier = "plain"
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that the body reads."""
    support: frozenset[str] = frozenset()
    span: Span | None = None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A flow that a factory makes: `load_orders = create_flow("load_orders", "orders")`."""

    name: str
    """Of the flow, as in `Module.flows`."""
    arguments: tuple[str, ...] = ()
    """Source of each, with `name=` where it is a keyword argument."""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factory:
    """A function that makes flows of the module which differ in data only."""

    name: str
    """Python name, unique in the module."""
    flow: Flow
    """What they have in common, in terms of the parameters."""
    parameters: tuple[FlowParameter, ...]
    made: tuple[Made, ...]
    docstring: str | None = None
    comments: tuple[str, ...] = ()
    returns: str = ""
    """The annotation of its result."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of the user's module, verbatim (or rewritten, when an import in it went away)."""

    text: str
    line: int
    """Its first line in the source: pieces, tasks and flows are emitted in source order."""


@dataclass(frozen=True, slots=True)
class ScheduleSpec:
    """One schedule of a deployment in prefect.yaml."""

    cron: str | None = None
    interval: float | None = None
    """Seconds."""
    anchor_date: str | None = None
    rrule: str | None = None
    timezone: str | None = None
    active: bool = True


Trigger = Mapping[str, Any]
"""One trigger of a deployment, as prefect.yaml has it."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One entry under `deployments:` in prefect.yaml."""

    name: str
    flow: str
    """Python name of the flow."""
    description: str | None = None
    tags: tuple[str, ...] = ()
    schedules: tuple[ScheduleSpec, ...] = ()
    triggers: tuple[Trigger, ...] = field(default=(), hash=False)
    parameters: Mapping[str, object] = field(default_factory=dict, hash=False)
    concurrency_limit: int | None = None
    paused: bool | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """One emitted module."""

    path: str
    """Relative to the output folder."""
    docstring: str | None
    """Source of the module docstring, quotes included, or None."""
    kept: tuple[Kept, ...] = ()
    tasks: tuple[TaskDef, ...] = ()
    flows: tuple[Flow, ...] = ()
    factories: tuple[Factory, ...] = ()
    """Those of `flows` that they make are printed as calls of them."""
    imports: frozenset[Import] = frozenset()
    """Beyond what kept pieces, tasks and flows bring."""
    support: frozenset[str] = frozenset()
    deployments: tuple[Deployment, ...] = ()
    requirements: frozenset[str] = frozenset()
    """Requirement lines beyond Prefect's own."""
    header: tuple[str, ...] = ()
    """Comment lines above the docstring: a licence, a coding line."""
    main: tuple[str, ...] = ()
    """What comes after the flows: an `if __name__ == "__main__":` block."""
    own: frozenset[str] = frozenset()
    """Top-level names of modules of the same tree: their imports are sorted last."""
    import_comments: Mapping[Import, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Comment lines above an import of the user's; one that begins with blanks goes at its end."""
    helpers: tuple[str, ...] = ()
    """Paths of the tree's modules (and data files) that the emitted module needs beside it."""
