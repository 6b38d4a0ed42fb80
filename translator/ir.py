"""What Airflow means: DAGs, tasks, edges and groups, free of any syntax tree.

`load` makes these, everything after it only reads them. All are frozen. A value that came from the
source is an `Expr`: what was written, and what it evaluates to where that is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from translator.diagnostics import Span
from translator.references import (
    RETURN_VALUE,
    UNKNOWN,
    AssetRef,
    DagIndex,
    DagParamRef,
    DagRef,
    GroupArgument,
    GroupRef,
    NameRef,
    Opaque,
    PlainObject,
    Ref,
    TaskRef,
    Unknown,
    XComRef,
    XComTransform,
)
from translator.statements import FileText, ImportedName, Statement

__all__ = [
    "RETURN_VALUE",
    "UNKNOWN",
    "AssetRef",
    "Call",
    "Condition",
    "CustomOperator",
    "Dag",
    "DagFile",
    "DagParamRef",
    "DagRef",
    "Edge",
    "Expr",
    "Frame",
    "Function",
    "Gate",
    "Group",
    "GroupArgument",
    "GroupRef",
    "ImportedName",
    "Loop",
    "Mapped",
    "NameRef",
    "Opaque",
    "Param",
    "Parameter",
    "PlainObject",
    "Ref",
    "Schedule",
    "Statement",
    "Task",
    "TaskRef",
    "Unknown",
    "XComRef",
    "XComTransform",
]


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression of the DAG file.

    `code` is Python source that is valid at module level of the emitted file, inside the loops of
    `loops`: local variables and factory parameters are substituted, module-level names stay. In the
    place of an Airflow object it has `__ref_0__`, `__ref_1__`, ... and `refs` says what it is.
    """

    code: str
    span: Span
    value: Any = UNKNOWN
    """Plain Python value (containers may hold the refs above), or UNKNOWN."""
    names: frozenset[str] = frozenset()
    """Free names in `code` that the emitted module must define: constants, imports, helpers."""
    loops: frozenset[int] = frozenset()
    """`Loop.site` of the loops whose targets occur in `code`."""
    refs: Mapping[str, Ref] = field(default_factory=dict, hash=False)
    function: Function | None = None
    """Set where the expression is a function: a callable argument."""
    literal: bool = False
    """Whether it was written as a literal at this place."""
    imports: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Names in `code` that the DAG file does not define: name -> `module:name`, or `module`."""

    @property
    def known(self) -> bool:
        """Whether the value is known (it may still hold refs)."""
        return self.value is not UNKNOWN


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function."""

    name: str
    kind: Literal["positional_only", "normal", "var_positional", "keyword_only", "var_keyword"]
    default: str | None = None
    """Source of the default, None where it has none."""
    annotation: str | None = None


@dataclass(frozen=True, slots=True)
class Function:
    """A function or lambda of the user's: a callable, a decorated task, a callback."""

    name: str  # `<lambda>` for a lambda
    module: str
    """Dotted module inside the source tree; "" for the DAG file itself."""
    span: Span
    """From the first decorator to the end."""
    source: str
    """Dedented source of the `def` (without decorators) or of the lambda, comments kept."""
    parameters: tuple[Parameter, ...] = ()
    decorators: tuple[str, ...] = ()
    """Source of each decorator, outermost first, the Airflow ones included."""
    returns: str | None = None
    docstring: str | None = None
    is_async: bool = False
    is_generator: bool = False
    owner: str | None = None
    """The function or class it is defined in; None at module level."""
    closure: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """Free names bound in enclosing functions (not at module level)."""
    comments: tuple[str, ...] = ()
    """Comment lines directly above it."""
    bound: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """Arguments fixed by functools.partial; positional ones as "0", "1", ..."""
    reached: tuple[Function, ...] = field(default=(), compare=False)
    """Of a callable: the functions of the tree that it calls, directly or not (`callees`)."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A `for` (or a comprehension) around a task, one of its iterations."""

    site: int
    """The same for all iterations of one loop statement in one surrounding iteration or not."""
    target: str
    """Source of the target: `table`, `i, table`."""
    iterable: Expr
    index: int
    count: int | None
    """None: the iterable is unknown; index is then 0 or 1 (two symbolic iterations)."""
    span: Span
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Known value of each target name in this iteration."""
    comprehension: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """An `if` with an unknown condition around a task."""

    site: int
    test: Expr
    branch: bool  # True: the body; False: the else part
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a user's function that created the task; `values` are those of its parameters."""

    site: int
    function: str
    span: Span
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)


Frame = Loop | Condition | Call


@dataclass(frozen=True, slots=True)
class Mapped:
    """Dynamic task mapping: `.partial(...).expand(...)` or `.expand_kwargs(...)`."""

    kind: Literal["expand", "expand_kwargs"]
    arguments: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """`expand`: name -> iterable, in the order written. Empty for expand_kwargs."""
    kwargs: Expr | None = None
    """`expand_kwargs`: the list of dicts."""
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """One operator instance (mapped: before expansion)."""

    task_id: str
    operator: str
    """Canonical class, as Airflow 3 builds it (`..._PythonDecoratedOperator` for `@task`)."""
    span: Span
    """The call that made it."""
    site: int
    """The same for all tasks that one call in the source made."""
    args: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """Explicit operator arguments (`.partial`, `.override` and decorator arguments merged in)."""
    inherited: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """What default_args of DAG and groups add, where not explicit."""
    function: Function | None = None
    """`python_callable`, or the decorated function."""
    call_args: tuple[Expr, ...] = ()
    """TaskFlow: positional arguments of the call. Classic: elements of op_args where known."""
    call_kwargs: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """TaskFlow: keyword arguments of the call. Classic: items of op_kwargs where known."""
    taskflow: bool = False
    trigger_rule: str = "all_success"
    retries: int | None = 0
    """None where unknown."""
    group: str | None = None
    """Full id of the innermost group."""
    mapped: Mapped | None = None
    frames: tuple[Frame, ...] = ()
    """Loops, unknown conditions and factory calls around it, outermost first."""
    is_setup: bool = False
    is_teardown: bool = False
    on_failure_fail_dagrun: bool = False
    variable: str | None = None
    """The name it was first assigned to."""
    comments: tuple[str, ...] = ()
    custom: CustomOperator | None = None
    """Set when the class is defined in the source tree."""
    gates: tuple[Gate, ...] = ()
    """`@task.run_if` / `@task.skip_if`."""
    symbolic: bool = False
    """The id is only known at run time (AP106) or stands for several: `task_id` is then a pattern
    such as `load_{table}`, unique in the DAG, and no id of Airflow's."""
    assigned: frozenset[str] = frozenset()
    """Attributes set after it was made; their values are in `args`."""

    def argument(self, name: str) -> Expr | None:
        """Explicit argument `name`, else the inherited one, else None."""
        return self.args.get(name) or self.inherited.get(name)

    @property
    def loops(self) -> tuple[Loop, ...]:
        """The loops around it, outermost first."""
        return tuple(f for f in self.frames if isinstance(f, Loop))


@dataclass(frozen=True, slots=True)
class Gate:
    """`@task.run_if(condition)` or `@task.skip_if(condition)` on a task."""

    kind: Literal["run_if", "skip_if"]
    condition: Expr
    message: Expr | None = None


@dataclass(frozen=True, slots=True)
class CustomOperator:
    """An operator class defined in the source tree."""

    name: str
    module: str
    """Dotted module inside the tree, "" for the DAG file itself."""
    span: Span
    source: str
    bases: tuple[str, ...]
    """Canonical names of the whole MRO after the class itself, as far as known."""
    template_fields: tuple[str, ...] = ()
    base: str | None = None
    """The first base outside the tree that is an operator."""
    base_args: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """What its `__init__` passes to that base, with the arguments of the call put in."""
    imports: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Names of its module that are Airflow's -> canonical name."""
    parents: tuple[CustomOperator, ...] = ()
    """The classes of the tree that it derives from, in the order of its MRO."""
    template_ext: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Of a task: the plain values of the object's attributes after `__init__`, UNKNOWN included."""
    top_level: bool = True
    """It stands at the top level of its module."""


@dataclass(frozen=True, slots=True)
class Edge:
    """`up` runs before `down`. `data`: made by an XCom argument (it may be made by >> as well)."""

    up: str
    down: str
    data: bool = False
    label: str | None = None
    when: tuple[tuple[Frame, ...], ...] = ()
    """What is around each statement that makes it, when all stand under unknown conditions."""


@dataclass(frozen=True, slots=True)
class Group:
    """A TaskGroup (or a SubDag, `kind="subdag"`)."""

    group_id: str
    parent: str | None
    span: Span
    args: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    mapped: Mapped | None = None
    function: Function | None = None
    kind: Literal["group", "subdag"] = "group"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a DAG runs.

    kind: "none", "once", "continuous", "cron", "interval", "relativedelta", "assets", "timetable",
    "unset" (no argument: none in Airflow 3, daily before) or "unknown".
    """

    kind: str
    value: Any = None
    """cron: the five or six fields, presets resolved. interval: seconds (float). relativedelta: a
    dict of its arguments. assets: AssetRef. timetable: Opaque. Otherwise None."""
    written: str | None = None
    """The source of the argument."""
    timezone: str = "UTC"
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Param:
    """One DAG param."""

    name: str
    default: Any = UNKNOWN  # UNKNOWN: none, it must be given
    schema: Mapping[str, Any] = field(default_factory=dict, hash=False)
    description: str | None = None
    code: str | None = None


@dataclass(frozen=True)
class Dag(DagIndex):
    """One DAG."""

    dag_id: str
    span: Span
    schedule: Schedule
    tasks: tuple[Task, ...] = ()
    """In the order of creation."""
    edges: tuple[Edge, ...] = ()
    """Sorted by the order of creation of their ends, without doubles."""
    groups: tuple[Group, ...] = ()
    args: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    """Explicit arguments of DAG(...) / @dag(...), `dag_id` included."""
    default_args: Mapping[str, Expr] = field(default_factory=dict, hash=False)
    params: tuple[Param, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    """Parameters of the `@dag` function."""
    complete: bool = True
    """False: an AP1xx diagnostic says what could not be known."""
    doc: str | None = None
    variable: str | None = None
    function: str | None = None
    """Name of the `@dag` function, or of the factory that made it."""
    frames: tuple[Frame, ...] = ()
    major: Literal[1, 2, 3] = 3
    """The Airflow major whose semantics hold."""
    comments: tuple[str, ...] = ()

    def task(self, task_id: str) -> Task:
        """The task with this id. Raises KeyError."""
        return self.by_id[task_id]


@dataclass(frozen=True)
class DagFile(FileText):
    """One source file after loading."""

    path: str
    """Relative to the source root, with `/`."""
    text: str
    status: Literal["ok", "error", "not_a_dag"]
    dags: tuple[Dag, ...] = ()
    statements: tuple[Statement, ...] = ()
    functions: Mapping[str, Function] = field(default_factory=dict, hash=False)
    """Module-level functions by name."""
    helpers: tuple[str, ...] = ()
    """Relative paths of modules (and data files) of the tree that it imports, transitively."""
    major: Literal[1, 2, 3] = 3
    docstring: str | None = None
    operators: Mapping[str, CustomOperator] = field(default_factory=dict, hash=False)
    """Operator classes that the file defines at module level, by name."""
    templates: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    """The text of a template file, by DAG id and the name that an argument gives it."""
    assets: Mapping[str, AssetRef] = field(default_factory=dict, hash=False)
    """Module-level names that stand for an asset or an alias."""
    constants: Mapping[str, Any] = field(default_factory=dict, hash=False)
    """Module-level names that stand for plain data; tuples are lists here."""
