"""DAGs: `DAG(...)`, `with DAG(...)`, `@dag`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Span
from translator.load.airflow import naming
from translator.load.airflow.defaults import entries_of
from translator.load.airflow.groups import GroupObject
from translator.load.airflow.nodes import (
    Node,
    Resolved,
    frames_of,
    native,
    nodes_in,
    refuse,
    state_of,
    touch,
)
from translator.load.airflow.nodes import uncertain as is_uncertain
from translator.load.airflow.tasks import TaskObject
from translator.load.airflow.user_class import UserPart
from translator.load.language import unset
from translator.load.language.frames import Iteration
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    DictValue,
    Known,
    ListValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

POSITIONAL = {
    1: (
        "dag_id",
        "description",
        "schedule_interval",
        "start_date",
        "end_date",
        "full_filepath",
        "template_searchpath",
        "template_undefined",
        "user_defined_macros",
        "user_defined_filters",
        "default_args",
    ),
    2: ("dag_id", "description", "schedule_interval", "start_date", "end_date"),
    3: ("dag_id",),
}
"""Positional parameters of `DAG` by major."""

GONE_IN_3 = frozenset(
    [
        "schedule_interval",
        "timetable",
        "concurrency",
        "full_filepath",
        "default_view",
        "orientation",
        "fail_stop",
    ]
)


class DagObject(AirflowObject):
    """One DAG."""

    __slots__ = (
        "args",
        "comments",
        "complete",
        "dag_id",
        "defaults",
        "doc",
        "edge_labels",
        "frames",
        "function",
        "param_values",
        "parameters",
        "raw",
        "registers",
        "root",
        "span",
        "symbolic",
        "tasks",
        "user",
        "variable",
    )

    def __init__(self, dag_id: str) -> None:
        super().__init__()
        self.dag_id = dag_id
        self.user = UserPart()
        self.symbolic = False
        self.root = GroupObject(None, self, None)
        self.tasks: dict[str, TaskObject] = {}
        self.raw: dict[str, Value] = {}
        self.args: dict[str, ir.Expr] = {}
        self.defaults: dict[str, Value] = {}
        self.edge_labels: dict[tuple[str, str], str | None] = {}
        self.registers = True
        self.complete = True
        self.doc: str | None = None
        self.span = Span("")
        self.frames: tuple[ir.Frame, ...] = ()
        self.variable: str | None = None
        self.function: str | None = None
        self.parameters: tuple[ir.Parameter, ...] = ()
        self.param_values: dict[str, Value] = {}
        """Defaults of `DagParam`s, which become params."""
        self.comments: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<DAG {self.dag_id}>"

    # Tasks -------------------------------------------------------------------------------------

    def add_task(self, ev: Evaluator, task: TaskObject, group: GroupObject | None = None) -> None:
        """Put a task into the DAG, and into `group` or the group around."""
        task.dag = self
        group = group or task.group or state_of(ev).current_group(self) or self.root
        if not self._takes(ev, task):
            return
        self.tasks[task.task_id] = task
        group.add(ev, task, task.task_id)
        group.used.add(task.task_id)
        self.root.used.add(task.task_id)
        if is_uncertain(ev):
            self.complete = False
        touch(ev)

    def _takes(self, ev: Evaluator, task: TaskObject) -> bool:
        """Whether the id is free; an id of an unknown loop or branch gets a free name."""
        other = self.tasks.get(task.task_id)
        if other is task:
            return True
        if other is None and task.task_id not in self.root.used:
            return True
        if task.symbolic or (other is not None and _alternatives(task, other)):
            task.task_id = naming.free_name(task.task_id, self.root.used)
            task.symbolic = True
            return True
        span = task.span if task.span.path else None
        detail = f"{task.task_id!r}"
        refuse(ev, detail, self, rule=rules.DUPLICATE_TASK, span=span)
        return False

    # As an object ------------------------------------------------------------------------------

    def enter(self, ev: Evaluator) -> Value:
        """`with dag:`."""
        state_of(ev).dag_stack.append(self)
        return self

    def exit(self, ev: Evaluator) -> None:
        """The end of the `with` registers it."""
        state = state_of(ev)
        if state.dag_stack:
            state.dag_stack.pop()
        if self.registers:
            state.registered.setdefault(self)

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its attributes and methods."""
        own = self.user.get(ev, self, name)
        if own is not None:
            return own
        match name:
            case "dag_id" | "safe_dag_id":
                return UnknownValue("a dag id") if self.symbolic else Known(self.dag_id)
            case "task":
                from translator.load.airflow.taskflow import TaskCollection

                return TaskCollection(self)
            case "tasks" | "topological_sort":
                return ListValue(list(self.tasks.values()))
            case "task_ids":
                return ListValue([Known(task_id) for task_id in self.tasks])
            case "task_dict":
                return DictValue((Known(key), task) for key, task in self.tasks.items())
            case "task_group":
                return self.root
            case "roots" | "leaves":
                return ListValue(list(getattr(self.root, name)(ev)))
            case "default_args":
                pairs = [(Known(key), value) for key, value in self.defaults.items()]
                return self.raw.get(name) or DictValue(pairs)
        return self._method(name) or self.raw.get(name)

    def _method(self, name: str) -> Value | None:
        match name:
            case "add_task" | "add_tasks":
                return native(name, self._add_tasks)
            case "get_task":
                return native(name, lambda ev, args: self.item(ev, args.positional[0]))
            case "has_task":
                return native(name, self._has_task)
            case "set_dependency":
                return native(name, self._set_dependency)
            case "param":
                return native(name, self._param)
            case "add_result":
                return native(name, lambda ev, args: args.positional[0])
            case "cli" | "test" | "run" | "clear" | "validate" | "check_cycle":
                return native(name, lambda ev, args: Known(None))
        return None

    def _add_tasks(self, ev: Evaluator, args: Arguments) -> Value:
        for value in args.positional[:1]:
            for node in nodes_in(ev, value, self):
                if isinstance(node, TaskObject):
                    self.add_task(ev, node)
        return Known(None)

    def _has_task(self, ev: Evaluator, args: Arguments) -> Value:
        task_id = args.plain("task_id", 0)
        if isinstance(task_id, str) and self.complete:
            return Known(task_id in self.tasks)
        return UnknownValue("has_task()")

    def _set_dependency(self, ev: Evaluator, args: Arguments) -> Value:
        ends = [
            args.plain(f"{side}_task_id", at) for at, side in enumerate(("upstream", "downstream"))
        ]
        up, down = (self.tasks.get(end) if isinstance(end, str) else None for end in ends)
        if up is None or down is None:
            refuse(ev, "set_dependency() names a task that is not there", self)
        else:
            up.relate(ev, down, upstream=False)
        return Known(None)

    def _param(self, ev: Evaluator, args: Arguments) -> Value:
        name = args.plain("name", 0)
        if not isinstance(name, str):
            return UnknownValue("dag.param()")
        if (default := args.get("default", 1)) is not None:
            self.param_values[name] = default
        return DagParamObject(self, name)

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`dag["task_id"]`."""
        if isinstance(key, Known) and isinstance(key.value, str):
            found = self.tasks.get(key.value) or self._group(key.value)
            if found is not None:
                return found
            if self.complete:
                refuse(ev, f"there is no task {key.value!r}", self)
        return UnknownValue("a task by its id")

    def _group(self, group_id: str) -> Node | None:
        groups = [self.root]
        while groups:
            group = groups.pop()
            if group.group_id == group_id:
                return group
            groups.extend(c for c in group.children.values() if isinstance(c, GroupObject))
        return None

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`dag.doc_md = ...` and such."""
        if self.user.cls is not None:
            self.user.attributes[name] = value
            return
        self.raw[name] = value
        self.args[name] = ev.expr(value)
        touch(ev)

    def named(self, ev: Evaluator, name: str) -> None:
        """Remember the first name."""
        self.variable = self.variable or name

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The DAG itself."""
        return ir.DagRef(self.dag_id)

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        """1.10: `dag >> task` puts the task into the DAG."""
        if op in (">>", "<<") and ev.major == 1:
            for node in nodes_in(ev, other, self):
                if isinstance(node, TaskObject) and node.dag is None:
                    self.add_task(ev, node)
            return other if not reflected else self
        return None

    def is_instance(self, name: str) -> bool | None:
        """It is a DAG."""
        return name.rpartition(".")[2] == "DAG"


def _alternatives(task: TaskObject, other: TaskObject) -> bool:
    """Whether both stand in one unknown loop, or in two branches of one unknown condition."""
    for mine, its in zip(task.frames, other.frames, strict=False):
        if mine == its:
            continue
        if isinstance(mine, ir.Loop) and isinstance(its, ir.Loop):
            return mine.site == its.site and mine.count is None
        if isinstance(mine, ir.Condition) and isinstance(its, ir.Condition):
            return mine.site == its.site and mine.branch != its.branch
        return False
    return False


class DagParamObject(Resolved):
    """A parameter of a `@dag` function, or `dag.param(name)`."""

    __slots__ = ("dag", "name")

    def __init__(self, dag: DagObject, name: str) -> None:
        super().__init__()
        self.dag = dag
        self.name = name

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The parameter."""
        return ir.DagParamRef(self.name)


def call_dag(ev: Evaluator, args: Arguments) -> Value:
    """`DAG(...)`."""
    values, exprs = read_arguments(ev, args)
    return make_dag(ev, args, values, exprs)


def read_arguments(ev: Evaluator, args: Arguments) -> tuple[dict[str, Value], dict[str, ir.Expr]]:
    """Explicit arguments by name."""
    leave_loops(ev)
    names = POSITIONAL[ev.major]
    if ev.major == 2 and len(args.positional) == 2 and isinstance(args.positional[1], DictValue):
        names = ("dag_id", "default_args")
    if len(args.positional) > len(names):
        refuse(ev, "too many positional arguments of DAG", span=args.span)
    values, exprs = {}, {}
    for index, (name, value) in enumerate(zip(names, args.positional, strict=False)):
        values[name], exprs[name] = value, args.expr(ev, index)
    for name, value in args.keywords.items():
        values[name], exprs[name] = value, args.expr(ev, name)
    if ev.major == 3 and (gone := sorted(GONE_IN_3 & set(values))):
        refuse(ev, f"Airflow 3 has no {', '.join(gone)}", span=args.span)
    if not args.complete:
        ev.report(rules.UNKNOWN_ARGUMENTS, "of DAG", args.node)
    return values, exprs


def leave_loops(ev: Evaluator) -> None:
    """A loop that makes one DAG after the other is no loop of their flows."""
    for frame in ev.stack:
        if isinstance(frame, Iteration) and not frame.open:
            frame.around_dag = True


def make_dag(
    ev: Evaluator,
    args: Arguments,
    values: dict[str, Value],
    exprs: dict[str, ir.Expr],
    dag_id: str | None = None,
) -> DagObject:
    """A DAG with these arguments."""
    touch(ev)
    named = unset.taken(ev, values.get("dag_id"), "dag_id", args.span) or Known(None)
    given: Any = dag_id if dag_id is not None else ev.plain(named)
    preset = state_of(ev).take_preset()
    dag = preset if isinstance(preset, DagObject) else DagObject("")
    dag.dag_id = given if isinstance(given, str) else ""
    dag.origin = args.origin
    dag.span, dag.frames, dag.comments = args.span, frames_of(ev), ev.comments(args.node)
    dag.raw, dag.args = values, exprs
    if not isinstance(given, str):
        dag.symbolic, dag.complete = True, False
        dag.dag_id = naming.pattern_of(exprs.get("dag_id"), "{dag}")
        given_id = exprs.get("dag_id")
        detail = "dag_id is missing" if given_id is None else f"dag_id={given_id.code}"
        ev.sink.add(rules.UNKNOWN_NAME, args.span, detail)
    elif (problem := naming.key_problem(dag.dag_id)) is not None:
        refuse(ev, problem, dag, span=args.span)
    elif naming.MODULE in dag.dag_id:
        detail = f"__name__ in dag_id={dag.dag_id!r} has a digest of the place of the file"
        ev.sink.add(rules.UNKNOWN_SETTING, args.span, detail)
    _read_arguments(ev, dag, args)
    state_of(ev).dags.append(dag)
    return dag


def _read_arguments(ev: Evaluator, dag: DagObject, args: Arguments) -> None:
    if not args.complete or is_uncertain(ev):
        dag.complete = False
    state = state_of(ev)
    state.dag_stack.append(dag)
    dag.defaults = entries_of(ev, dag.raw.get("default_args"))
    state.dag_stack.pop()
    if (register := dag.raw.get("auto_register")) is not None:
        dag.registers = ev.truth(register) is not False
