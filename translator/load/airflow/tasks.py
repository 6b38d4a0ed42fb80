"""A task: one operator object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Span
from translator.load.airflow.nodes import (
    Attribute,
    Node,
    depend_on,
    link,
    native,
    nodes_in,
    refuse,
    state_of,
    touch,
)
from translator.load.airflow.operator_classes import is_operator
from translator.load.airflow.operator_facts import BASE_DEFAULTS, OUTPUTS, template_fields_of
from translator.load.language.values import (
    Arguments,
    ClassValue,
    ExternalValue,
    Known,
    ListValue,
    SetValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.edges import LabelObject
    from translator.load.airflow.groups import GroupObject
    from translator.load.airflow.mapped import ExpandInput
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.frames import Frame

ON_PATH = ("dags", "plugins", "config")
"""Folders that Airflow puts on `sys.path`."""
TEARDOWN_RULE = "all_done_setup_success"


class TaskObject(Node):
    """One operator instance, or one mapped operator."""

    __slots__ = (
        "args",
        "assigned",
        "attributes",
        "base_args",
        "base_class",
        "call_args",
        "call_kwargs",
        "cls",
        "comments",
        "dag",
        "downstream",
        "fail_dagrun",
        "fields",
        "frames",
        "function",
        "gates",
        "group",
        "inherited",
        "is_setup",
        "is_teardown",
        "mapped",
        "operator",
        "raw",
        "ready",
        "retries",
        "site",
        "span",
        "stack",
        "symbolic",
        "task_id",
        "taskflow",
        "trigger_rule",
        "upstream",
        "variable",
    )

    def __init__(self, operator: str, cls: ClassValue | None = None) -> None:
        super().__init__()
        self.operator = operator
        """Canonical class; `<module>.<Class>` for one of the tree."""
        self.cls = cls
        self.task_id = ""
        self.symbolic = False
        self.assigned: set[str] = set()
        """The id is only known at run time."""
        self.dag: DagObject | None = None
        self.group: GroupObject | None = None
        self.upstream: dict[TaskObject, bool] = {}
        """Upstream task -> whether an XCom makes the edge."""
        self.downstream: dict[TaskObject, None] = {}
        self.raw: dict[str, Value] = {}
        """Explicit operator arguments."""
        self.args: dict[str, ir.Expr] = {}
        self.inherited: dict[str, ir.Expr] = {}
        self.base_args: dict[str, ir.Expr] = {}
        """What a custom class passes to the first base outside the tree."""
        self.base_class: str | None = None
        self.attributes: dict[str, Value] = {}
        """What was assigned: `self.x = ...` in a custom `__init__`, `task.x = ...` later."""
        self.fields: tuple[str, ...] | None = None
        """Template fields; None: not known, every argument may be one."""
        self.call_args: tuple[ir.Expr, ...] = ()
        self.call_kwargs: dict[str, ir.Expr] = {}
        self.function: Value | None = None
        self.taskflow = False
        self.trigger_rule = "all_success"
        self.retries: int | None = 0
        self.mapped: ExpandInput | None = None
        self.is_setup = False
        self.is_teardown = False
        self.fail_dagrun = False
        self.frames: tuple[ir.Frame, ...] = ()
        self.stack: tuple[Frame, ...] = ()
        """What `frames` is made of."""
        self.span = Span("")
        self.site = 0
        self.variable: str | None = None
        self.comments: tuple[str, ...] = ()
        self.gates: list[ir.Gate] = []
        self.ready = False
        """Its constructor has finished."""

    def __repr__(self) -> str:
        return f"<Task {self.task_id}>"

    # As a node ---------------------------------------------------------------------------------

    def roots(self, ev: Evaluator) -> Sequence[Node]:
        """Itself."""
        return (self,)

    def leaves(self, ev: Evaluator) -> Sequence[Node]:
        """Itself."""
        return (self,)

    def owner(self) -> DagObject | None:
        """Its DAG."""
        return self.dag

    def relate(
        self, ev: Evaluator, other: Value, *, upstream: bool, label: LabelObject | None = None
    ) -> None:
        """Edges to or from everything `other` stands for."""
        link(ev, self, other, upstream=upstream, label=label)

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        """Beside `>>` and `<<`: `task > outlet` and `inlet > task` set lineage, no edges."""
        if op in (">", "<") and not isinstance(other, Node):
            return self
        return super().binary(ev, op, other, reflected)

    def template_values(self) -> Iterator[Value]:
        """The values of its template fields."""
        names = self.fields if self.fields is not None else tuple(self.raw) + tuple(self.attributes)
        for name in dict.fromkeys(names):
            value = self.attributes.get(name) or self.raw.get(name)
            if value is not None:
                yield value

    def enter(self, ev: Evaluator) -> Value:
        """`with setup_task:`."""
        if not (self.is_setup or self.is_teardown):
            refuse(ev, "only setup and teardown tasks can be used as context managers", self.dag)
        scope = state_of(ev).scope
        scope.push((self,))
        return scope

    def exit(self, ev: Evaluator) -> None:
        """The end of the `with`."""
        state_of(ev).scope.pop(ev)

    def named(self, ev: Evaluator, name: str) -> None:
        """Remember the first name."""
        if self.variable is None:
            self.variable = name

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The operator itself."""
        return ir.TaskRef(self.task_id)

    def is_instance(self, name: str) -> bool | None:
        """Whether `name` is its class or one of the bases of that."""
        bases = self.cls.external_bases if self.cls is not None else (self.operator,)
        answers = {is_operator(base, name) for base in bases if base != "object"}
        return True if True in answers else None if None in answers else False

    # Attributes --------------------------------------------------------------------------------

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """An attribute: what was assigned, a method of ours, of its class, an argument."""
        if name in self.attributes:
            return self.attributes[name]
        found = self._known_attribute(ev, name) or super().get(ev, name)
        if found is not None:
            return found
        if self.cls is not None and (mine := ev.class_attribute(self.cls, name, self)) is not None:
            return mine
        if name in self.raw:
            return self.raw[name]
        if name in BASE_DEFAULTS:
            return Known(BASE_DEFAULTS[name])
        return self._unread(name)

    def _unread(self, name: str) -> Value | None:
        """An attribute that its class sets by itself."""
        from translator.load.airflow.xcoms import XComObject

        if name in OUTPUTS.get(self.operator, ()):
            return XComObject(self)
        known = self.cls is not None or template_fields_of(self.operator) is not None
        return None if known else Attribute(f"{name!r} of the task {self.task_id!r}")

    def _known_attribute(self, ev: Evaluator, name: str) -> Value | None:
        from translator.load.airflow.xcoms import XComObject

        match name:
            case "task_id" | "node_id":
                return self._id()
            case "output":
                return XComObject(self)
            case "dag":
                return self.dag
            case "dag_id":
                return None if self.dag is None else Known(self.dag.dag_id)
            case "task_group":
                return self.group
            case "trigger_rule":
                return Known(self.trigger_rule)
            case "is_setup" | "is_teardown":
                return Known(getattr(self, name))
            case "label":
                return Known(self._label())
        return self._relatives(name) or self._method(name)

    def _id(self) -> Value:
        if self.symbolic:
            return self.raw.get("task_id") or UnknownValue("a task id")
        return Known(self.task_id)

    def _label(self) -> str:
        group = self.group
        if group is not None and group.prefix and group.group_id:
            return self.task_id[len(group.group_id) + 1 :]
        return self.task_id

    def _relatives(self, name: str) -> Value | None:
        side, _, kind = name.partition("_")
        if side not in ("upstream", "downstream") or kind not in ("list", "task_ids"):
            return None
        tasks = list(self.upstream if side == "upstream" else self.downstream)
        if kind == "list":
            return ListValue(list(tasks))
        return SetValue(Known(task.task_id) for task in tasks)

    def _method(self, name: str) -> Value | None:
        match name:
            case "as_setup":
                return native(name, self._as_setup)
            case "as_teardown":
                return native(name, self._as_teardown)
            case "add_inlets" | "add_outlets" | "pre_execute" | "post_execute":
                return native(name, lambda ev, args: Known(None))
            case "get_dag":
                return native(name, lambda ev, args: self.dag or Known(None))
            case "has_dag":
                return native(name, lambda ev, args: Known(self.dag is not None))
        return None

    def _as_setup(self, ev: Evaluator, args: Arguments) -> Value:
        self.mark_setup(ev)
        return self

    def mark_setup(self, ev: Evaluator) -> None:
        """`is_setup = True`."""
        if self.is_teardown:
            refuse(ev, f"task {self.task_id!r} is already a teardown", self.dag)
        self.is_setup = True
        touch(ev)

    def mark_teardown(self, ev: Evaluator) -> None:
        """`is_teardown = True`, with the trigger rule that belongs to it."""
        if self.is_setup:
            refuse(ev, f"task {self.task_id!r} is already a setup", self.dag)
        self.is_teardown = True
        touch(ev)

    def _as_teardown(self, ev: Evaluator, args: Arguments) -> Value:
        self.teardown_of(ev, args)
        return self

    def teardown_of(self, ev: Evaluator, args: Arguments) -> None:
        """`as_teardown(setups=..., on_failure_fail_dagrun=...)`."""
        self.mark_teardown(ev)
        self.trigger_rule = TEARDOWN_RULE
        fails = args.plain("on_failure_fail_dagrun")
        if isinstance(fails, bool):
            self.fail_dagrun = fails
        setups = args.get("setups")
        if setups is None or (isinstance(setups, Known) and setups.value is None):
            return
        for node in nodes_in(ev, setups, self.dag):
            for task in node.leaves(ev):
                if isinstance(task, TaskObject):
                    task.mark_setup(ev)
            node.relate(ev, self, upstream=False)

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`task.name = value`; a template field assigned later makes dependencies as well."""
        if not self._set_known(ev, name, value):
            self.attributes[name] = value
        if not self.ready:
            return
        touch(ev)
        if name not in ("dag", "task_group", "is_setup", "is_teardown"):
            self.args[name] = ev.expr(value)
            self.raw[name] = value
            self.assigned.add(name)
        if self.fields is None or name in self.fields:
            depend_on(ev, self, value)

    def _set_known(self, ev: Evaluator, name: str, value: Value) -> bool:
        from translator.load.airflow.dags import DagObject
        from translator.load.airflow.operators import plain_retries, plain_trigger_rule

        flag: Any = value.value if isinstance(value, Known) else None
        if name == "dag" and isinstance(value, DagObject):
            if self.dag is None:
                value.add_task(ev, self)
            elif self.dag is not value:
                refuse(ev, f"the DAG of task {self.task_id!r} can not be changed", self.dag)
            return True
        if name == "is_setup" and flag is True:
            self.mark_setup(ev)
        elif name == "is_teardown" and flag is True:
            self.mark_teardown(ev)
        elif name == "on_failure_fail_dagrun":
            self.fail_dagrun = bool(flag)
        elif name == "trigger_rule":
            self.trigger_rule = plain_trigger_rule(ev, value, self)
        elif name == "retries":
            self.retries = plain_retries(value)
        return name in ("is_setup", "is_teardown", "on_failure_fail_dagrun", "trigger_rule")


def template_fields(ev: Evaluator, task: TaskObject) -> tuple[str, ...] | None:
    """The template fields of the task's class; None where they are not known."""
    if task.cls is None:
        return template_fields_of(task.operator)
    own = task.cls.lookup("template_fields")
    if own is None:
        bases = [base for base in task.cls.external_bases if base != "object"]
        return template_fields_of(bases[0]) if bases else ()
    items = ev.iterate(own) if not isinstance(own, Known) else [own]
    if items is None or not all(isinstance(i, Known) and isinstance(i.value, str) for i in items):
        return None
    return tuple(item.value for item in items if isinstance(item, Known))


def task_behind(value: Value) -> TaskObject | None:
    """The task of a task or XCom."""
    from translator.load.airflow.xcoms import XComObject

    if isinstance(value, XComObject):
        return value.task
    return value if isinstance(value, TaskObject) else None


def class_name(ev: Evaluator, cls: ClassValue) -> str:
    """`<module>.<Class>` of a class of the tree, as an import from the DAG folder calls it."""
    module = cls.scope.module
    if not module.name:
        return f"{PurePosixPath(module.source.path).stem}.{cls.name}"
    root, _, rest = module.name.partition(".")
    return f"{rest if rest and root in ON_PATH else module.name}.{cls.name}"


def first_external(cls: ClassValue) -> ExternalValue | None:
    """The first base outside the tree, in MRO order."""
    return next((base for base in cls.mro if isinstance(base, ExternalValue)), None)
