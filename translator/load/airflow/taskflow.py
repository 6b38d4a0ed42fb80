"""TaskFlow: `@task` and its variants.

Airflow: `_TaskDecorator` and `DecoratedOperator`. Each call makes a task with its own id; arguments
are the operator's `op_args` and `op_kwargs`, so XComs in them make dependencies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.load.airflow import naming
from translator.load.airflow.defaults import merged_defaults
from translator.load.airflow.mapped import (
    ExpandInput,
    expand_task,
    read_expand,
    read_expand_kwargs,
)
from translator.load.airflow.nodes import depend_on, mark_line, native, refuse, state_of
from translator.load.airflow.operator_facts import DECORATED, INJECTED
from translator.load.airflow.operators import (
    CONTEXT,
    forbid_teardown_rule,
    new_task,
    place,
    settle,
)
from translator.load.airflow.signatures import misfit, returns_mapping
from translator.load.airflow.tasks import TEARDOWN_RULE, TaskObject, template_fields
from translator.load.airflow.xcoms import XComObject
from translator.load.language import unset
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    FunctionValue,
    Known,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.language.evaluator import Evaluator


class TaskCollection(AirflowObject):
    """`dag.task`: `@task` for one DAG."""

    __slots__ = ("dag", "variant")

    def __init__(self, dag: DagObject, variant: str = "python") -> None:
        super().__init__()
        self.dag, self.variant = dag, variant

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`dag.task.bash`."""
        return TaskCollection(self.dag, name)

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """`@dag.task`, `@dag.task(...)`."""
        return decorate(ev, self.variant, args, self.dag)


def decorate(ev: Evaluator, variant: str, args: Arguments, dag: DagObject | None = None) -> Value:
    """`@task.<variant>` bare, or with arguments."""
    operator = DECORATED.get(variant, f"airflow.sdk.task.{variant}")
    settings = _Settings(args, dag)
    function = args.get("python_callable", 0)
    if function is None:
        return native("task", lambda ev, more: _decorated(ev, operator, settings, more))
    return _make(ev, operator, settings, function)


def _decorated(ev: Evaluator, operator: str, settings: _Settings, args: Arguments) -> Value:
    function = args.get("python_callable", 0)
    if function is None:
        return UnknownValue("@task without a function")
    return _make(ev, operator, settings, function)


def _make(ev: Evaluator, operator: str, settings: _Settings, function: Value) -> Value:
    if isinstance(function, TaskDecorator):
        return function
    if ev.function(function) is None:
        return UnknownValue("@task on something that is no function of the user's")
    mark_line(ev)
    decorator = TaskDecorator(function, operator)
    decorator.values = dict(settings.args.keywords)
    decorator.values.pop("python_callable", None)
    decorator.exprs = {n: settings.args.expr(ev, n) for n in decorator.values if n not in CONTEXT}
    if settings.dag is not None:
        decorator.values["dag"] = settings.dag
    if not settings.args.complete:
        ev.report(rules.UNKNOWN_ARGUMENTS, "of @task", settings.args.node)
    return decorator


def _name_of(ev: Evaluator, function: Value) -> Value:
    """What the function calls itself: `functools.wraps` gives a wrapper another name."""
    named = function.attributes.get("__name__") if isinstance(function, FunctionValue) else None
    found = ev.function(function)
    return named or Known(found.name if found else "task")


class _Settings:
    """The arguments of the decorator."""

    __slots__ = ("args", "dag")

    def __init__(self, args: Arguments, dag: DagObject | None) -> None:
        self.args, self.dag = args, dag


class TaskDecorator(AirflowObject):
    """A decorated function."""

    __slots__ = (
        "exprs",
        "fail_dagrun",
        "function",
        "gates",
        "is_setup",
        "is_teardown",
        "operator",
        "partials",
        "partials_exprs",
        "values",
    )

    def __init__(self, function: Value, operator: str) -> None:
        super().__init__()
        self.function = function
        self.operator = operator
        self.values: dict[str, Value] = {}
        self.exprs: dict[str, ir.Expr] = {}
        self.partials: dict[str, Value] = {}
        self.partials_exprs: dict[str, ir.Expr] = {}
        self.is_setup = False
        self.is_teardown = False
        self.fail_dagrun = False
        self.gates: list[ir.Gate] = []

    def copy(self) -> TaskDecorator:
        """For `.override` and `.partial`."""
        other = TaskDecorator(self.function, self.operator)
        other.values, other.exprs = dict(self.values), dict(self.exprs)
        other.partials, other.partials_exprs = dict(self.partials), dict(self.partials_exprs)
        other.is_setup, other.is_teardown = self.is_setup, self.is_teardown
        other.fail_dagrun, other.gates = self.fail_dagrun, list(self.gates)
        return other

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its methods."""
        match name:
            case "override":
                return native(name, self._override)
            case "partial":
                return native(name, self._partial)
            case "expand":
                return native(name, lambda ev, args: self._expand(ev, args, read_expand(ev, args)))
            case "expand_kwargs":
                return native(
                    name, lambda ev, args: self._expand(ev, args, read_expand_kwargs(ev, args))
                )
            case "function" | "__wrapped__" | "python_callable":
                return self.function
            case "__name__":
                return _name_of(ev, self.function)
        return None

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`is_setup`, `is_teardown`."""
        if name in ("is_setup", "is_teardown") and isinstance(value, Known):
            setattr(self, name, bool(value.value))

    def _override(self, ev: Evaluator, args: Arguments) -> Value:
        other = self.copy()
        other.values.update(args.keywords)
        other.exprs.update({n: args.expr(ev, n) for n in args.keywords if n not in CONTEXT})
        if not args.complete:
            ev.report(rules.UNKNOWN_ARGUMENTS, "of override()", args.node)
        return other

    def _partial(self, ev: Evaluator, args: Arguments) -> Value:
        other = self.copy()
        other.partials.update(args.keywords)
        other.partials_exprs.update({name: args.expr(ev, name) for name in args.keywords})
        if not args.complete:
            ev.report(rules.UNKNOWN_ARGUMENTS, "of partial()", args.node)
        return other

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Make a task."""
        task = self._task(ev, args)
        task.call_args = tuple(args.expr(ev, at) for at in range(len(args.positional)))
        task.call_kwargs = {name: args.expr(ev, name) for name in args.keywords}
        keywords = {**self.partials, **args.keywords}
        self._bind(ev, task, args)
        self._settle(ev, task, args, len(args.positional), keywords)
        for value in (*args.positional, *keywords.values(), *self._defaults(ev, task).values()):
            depend_on(ev, task, value)
        task.ready = True
        return XComObject(task)

    def _expand(self, ev: Evaluator, args: Arguments, mapped: ExpandInput) -> Value:
        task = self._task(ev, args)
        task.mapped = mapped
        task.call_kwargs = dict(self.partials_exprs)
        self._settle(ev, task, args, 0, {**self.partials, **mapped.values})
        expand_task(ev, task)
        for value in self.partials.values():
            depend_on(ev, task, value)
        task.ready = True
        return XComObject(task)

    def _task(self, ev: Evaluator, args: Arguments) -> TaskObject:
        task = new_task(ev, self.operator, args)
        task.function, task.taskflow = self.function, True
        task.gates = list(self.gates)
        task.fields = template_fields(ev, task)
        return task

    def _settle(
        self,
        ev: Evaluator,
        task: TaskObject,
        args: Arguments,
        positional: int,
        keywords: dict[str, Value],
    ) -> None:
        """The decorator's arguments, a unique id, defaults for the function's parameters."""
        values, exprs = dict(self.values), dict(self.exprs)
        self._name(ev, values, exprs)
        self._multiple_outputs(ev, task, exprs)
        fails = values.pop("on_failure_fail_dagrun", None)
        settle(ev, task, values, exprs)
        self._fill(ev, task, positional, keywords)
        for value in task.template_values():
            depend_on(ev, task, value)
        if self.is_setup:
            task.mark_setup(ev)
        if self.is_teardown:
            task.mark_teardown(ev)
            forbid_teardown_rule(ev, task, "trigger_rule" in self.values)
            # As in Airflow: a second call of the same @teardown finds the rule of the first.
            self.values["trigger_rule"] = Known(TEARDOWN_RULE)
        task.fail_dagrun = self.fail_dagrun or (fails is not None and ev.truth(fails) is True)
        if not args.complete:
            ev.report(rules.UNKNOWN_ARGUMENTS, f"of the task {task.task_id!r}", args.node)

    def _name(self, ev: Evaluator, values: dict[str, Value], exprs: dict[str, ir.Expr]) -> None:
        """The task id: the function's name unless said otherwise, with a suffix where taken."""
        given = unset.taken(ev, values.get("task_id"), "task_id") or _name_of(ev, self.function)
        dag, group = place(ev, values)
        if isinstance(given, Known) and isinstance(given.value, str) and dag is not None:
            full = group.child_id(given.value) if group is not None else given.value
            given = Known(naming.unique_task_id(given.value, full, dag.tasks))
        values["task_id"] = given

    def _multiple_outputs(self, ev: Evaluator, task: TaskObject, exprs: dict[str, ir.Expr]) -> None:
        """`-> dict` means `multiple_outputs=True`."""
        if "multiple_outputs" not in exprs and returns_mapping(ev, self.function):
            exprs["multiple_outputs"] = ir.Expr("True", task.span, True, literal=True)

    def _defaults(self, ev: Evaluator, task: TaskObject) -> dict[str, Value]:
        dag, group = task.dag, task.group
        return merged_defaults(ev, dag, group, self.values.get("default_args"))

    def _fill(
        self, ev: Evaluator, task: TaskObject, positional: int, keywords: dict[str, Value]
    ) -> None:
        """`default_args` fill the function's own parameters that the call leaves out."""
        function = ev.function(self.function)
        defaults = self._defaults(ev, task)
        for index, parameter in enumerate(function.parameters if function else ()):
            name = parameter.name
            if name not in defaults or name in keywords or parameter.kind.startswith("var_"):
                continue
            if index < positional:
                refuse(ev, f"{name!r} is given by position and by default_args", task.dag)
                continue
            task.call_kwargs[name] = ev.expr(defaults[name])

    def _bind(self, ev: Evaluator, task: TaskObject, args: Arguments) -> None:
        """A call that does not fit the function's signature fails while the DAG is built."""
        function = ev.function(self.function)
        if function is None or not args.complete:
            return
        given = {**self.partials, **args.keywords, **self._place_defaults(ev)}
        names = INJECTED.get(self.operator, frozenset()).union(given)
        problem = misfit(function, len(args.positional), names)
        if problem is not None:
            refuse(ev, f"{function.name}(): {problem}", state_of(ev).current_dag, span=args.span)

    def _place_defaults(self, ev: Evaluator) -> dict[str, Value]:
        dag, group = place(ev, self.values)
        return merged_defaults(ev, dag, group, self.values.get("default_args"))

    def is_instance(self, name: str) -> bool | None:
        """It is no function any more."""
        return None
