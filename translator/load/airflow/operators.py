"""Classic operators: a call of an operator class becomes a task.

Airflow: `BaseOperatorMeta._apply_defaults` and `BaseOperator.__init__`. A class of the source tree
has its own `__init__` evaluated, so that what reaches the operator outside the tree is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.diagnostics import Severity
from translator.load.airflow import naming
from translator.load.airflow.defaults import applicable, merged_defaults
from translator.load.airflow.nodes import (
    depend_on,
    frames_of,
    in_open_loop,
    mark_incomplete,
    refuse,
    state_of,
    touch,
)
from translator.load.airflow.operator_facts import BASE_PARAMETERS
from translator.load.airflow.tasks import TEARDOWN_RULE, TaskObject, class_name, template_fields
from translator.load.language import unset
from translator.load.language.convert import why
from translator.load.language.values import (
    Arguments,
    BoundExternal,
    ClassValue,
    FunctionValue,
    Known,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.groups import GroupObject
    from translator.load.language.evaluator import Evaluator

TRIGGER_RULES = frozenset(
    [
        "all_success",
        "all_failed",
        "all_done",
        "all_done_min_one_success",
        "all_done_setup_success",
        "one_success",
        "one_failed",
        "one_done",
        "none_failed",
        "none_failed_min_one_success",
        "none_skipped",
        "all_skipped",
        "always",
    ]
)
OLD_TRIGGER_RULES = {
    "dummy": "always",
    "none_failed_or_skipped": "none_failed_min_one_success",
}
"""Gone in Airflow 3, which refuses them."""

CONTEXT = ("dag", "task_group", "default_args")
"""Arguments that say where a task belongs; no arguments of the operator."""


def create_operator(ev: Evaluator, operator: str, args: Arguments) -> Value:
    """A call of an operator class outside the tree."""
    task = new_task(ev, operator, args)
    task.fields = template_fields(ev, task)
    if args.positional:
        refuse(ev, "operators take keyword arguments only", span=args.span)
    values = dict(args.keywords)
    exprs = {name: args.expr(ev, name) for name in values if name not in CONTEXT}
    if not args.complete:
        note_unknown_arguments(ev, task, args)
    settle(ev, task, values, exprs)
    finish(ev, task)
    return task


def new_task(
    ev: Evaluator, operator: str, args: Arguments, cls: ClassValue | None = None
) -> TaskObject:
    """A task that knows where it was made."""
    touch(ev)
    task = TaskObject(operator, cls)
    task.origin = args.origin
    task.span, task.site = args.span, ev.site(args.node)
    task.stack, task.frames = tuple(ev.stack), frames_of(ev)
    task.comments = ev.comments(args.node)
    return task


def note_unknown_arguments(ev: Evaluator, task: TaskObject, args: Arguments) -> None:
    """`**` of something unknown."""
    reasons = [value.reason for value in args.starred if isinstance(value, UnknownValue)]
    detail = f"of {task.operator.rpartition('.')[2]}"
    if reasons:
        detail += f", from {', '.join(reasons)}"
    ev.report(rules.UNKNOWN_ARGUMENTS, detail, args.node)


def settle(
    ev: Evaluator, task: TaskObject, values: dict[str, Value], exprs: dict[str, ir.Expr]
) -> None:
    """What `BaseOperator.__init__` does with the explicit arguments."""
    dag, group = place(ev, values)
    defaults = merged_defaults(ev, dag, group, values.get("default_args"))
    base = task.base_class or task.operator
    inherited = applicable(base, defaults, values)
    task.raw.update({name: value for name, value in values.items() if name not in CONTEXT})
    task.args.update(exprs)
    for name, value in inherited.items():
        task.raw.setdefault(name, value)
        task.inherited.setdefault(name, ev.expr(value))
    effective = {**inherited, **values}
    read_common(ev, task, effective)
    if task.function is None:
        task.function = callable_of(ev, effective.get("python_callable"))
    scope = state_of(ev).scope
    if scope.active and task.mapped is None:
        scope.add(task)
    enter_dag(ev, task, effective.get("task_id"), dag, group)


def place(ev: Evaluator, values: dict[str, Value]) -> tuple[DagObject | None, GroupObject | None]:
    """The DAG and the group of a task made now."""
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.groups import GroupObject

    state = state_of(ev)
    given, dag = values.get("dag"), state.current_dag
    if isinstance(given, DagObject):
        dag = given
    elif given is not None and not (isinstance(given, Known) and given.value is None):
        reason = given.reason if isinstance(given, UnknownValue) else type(given).__name__
        ev.report(rules.UNKNOWN_DEPENDENCY, f"the DAG of a task is {reason}")
    group = values.get("task_group")
    if isinstance(group, GroupObject):
        return dag or group.dag, group
    return dag, state.current_group(dag) if dag is not None else None


def read_common(ev: Evaluator, task: TaskObject, values: dict[str, Value]) -> None:
    """Trigger rule and retries."""
    if (rule := values.get("trigger_rule")) is not None:
        task.trigger_rule = plain_trigger_rule(ev, rule, task)
    if "retries" in values:
        task.retries = plain_retries(values["retries"])
        if task.retries is None:
            detail = f"retries: {why(values['retries'])}"
            ev.sink.add(rules.UNKNOWN_ARGUMENTS, task.span, detail, severity=Severity.INFO)


def plain_trigger_rule(ev: Evaluator, value: Value, task: TaskObject) -> str:
    """The rule's value, with the names of older majors translated."""
    rule = ev.plain(value)
    rule = getattr(rule, "value", rule)
    if not isinstance(rule, str):
        reason = value.reason if isinstance(value, UnknownValue) else "it is not known"
        ev.report(rules.UNKNOWN_ARGUMENTS, f"trigger_rule: {reason}")
        mark_incomplete(ev, task.dag)
        return "all_success"
    rule = rule.rpartition(".")[2].lower()
    if rule in OLD_TRIGGER_RULES:
        if ev.major == 3:
            refuse(ev, f"the trigger rule {rule!r} is gone in Airflow 3", task.dag)
        return OLD_TRIGGER_RULES[rule]
    if rule not in TRIGGER_RULES:
        refuse(ev, f"there is no trigger rule {rule!r}", task.dag)
        return "all_success"
    return rule


def plain_retries(value: Value) -> int | None:
    """The number of retries; None where it is not known."""
    if not isinstance(value, Known):
        return None
    if value.value is None:
        return 0
    try:
        return int(value.value)
    except (TypeError, ValueError):
        return None


def callable_of(ev: Evaluator, value: Value | None) -> Value | None:
    """A function of the user's given as `python_callable`."""
    from translator.load.airflow.taskflow import TaskDecorator

    if isinstance(value, TaskDecorator):
        return value.function
    if value is None or ev.function(value) is None:
        return None
    return value


def enter_dag(
    ev: Evaluator,
    task: TaskObject,
    task_id: Value | None,
    dag: DagObject | None,
    group: GroupObject | None,
) -> None:
    """Give the task its id and put it into group and DAG."""
    prefix = group.child_id("") if group is not None else ""
    task_id = unset.taken(ev, task_id, "task_id", task.span)
    if isinstance(task_id, Known) and isinstance(task_id.value, str):
        task.task_id = prefix + task_id.value
        problem = naming.key_problem(task.task_id)
        if naming.MODULE in task_id.value:
            detail = f"__name__ in {task.task_id!r} has a digest of the place of the file"
            ev.sink.add(rules.UNKNOWN_SETTING, task.span, detail)
        if problem is not None and not (group is not None and group.symbolic):
            refuse(ev, problem, dag, span=task.span)
    else:
        _unknown_id(ev, task, prefix, dag)
    if group is not None and group.symbolic:
        task.symbolic = True
    if dag is not None:
        dag.add_task(ev, task, group)


def _unknown_id(ev: Evaluator, task: TaskObject, prefix: str, dag: DagObject | None) -> None:
    task.symbolic = True
    expr = task.args.get("task_id") or task.inherited.get("task_id")
    name = naming.pattern_of(expr, f"{{{task.operator.rpartition('.')[2]}}}")
    task.task_id = prefix + name
    dag_id = None if dag is None else dag.dag_id
    detail = "task_id is missing" if expr is None else f"task_id={expr.code}"
    # In a loop over unknown data AP104 has said it: the task stands for a family.
    severity = Severity.INFO if in_open_loop(ev) else None
    ev.sink.add(rules.UNKNOWN_NAME, task.span, detail, dag_id=dag_id, severity=severity)
    mark_incomplete(ev, dag)


def finish(ev: Evaluator, task: TaskObject) -> None:
    """The end of the constructor: XComs in template fields make dependencies."""
    if task.ready:
        return
    for value in list(task.template_values()):
        depend_on(ev, task, value)
    task.ready = True
    touch(ev)


# Classes of the tree ---------------------------------------------------------------------------


def create_custom(ev: Evaluator, cls: ClassValue, args: Arguments) -> Value:
    """A call of a class of the tree whose bases reach an operator."""
    task = new_task(ev, class_name(ev, cls), args, cls)
    task.base_class = operator_base(cls)
    task.args = {name: args.expr(ev, name) for name in args.keywords if name not in CONTEXT}
    if args.positional:
        refuse(ev, "operators take keyword arguments only", span=args.span)
    if not args.complete:
        note_unknown_arguments(ev, task, args)
    ev.construct(cls, task, _with_defaults(ev, cls, task, args))
    if task.dag is None and not task.task_id:
        settle(ev, task, dict(args.keywords), {})
    task.raw = {**task.raw, **{n: v for n, v in args.keywords.items() if n not in CONTEXT}}
    task.fields = template_fields(ev, task)
    finish(ev, task)
    return task


def operator_base(cls: ClassValue) -> str | None:
    """The first base of a class that is an operator outside the tree."""
    from translator.load.airflow.externals import is_operator

    return next((name for name in cls.external_bases if is_operator(name)), None)


def _constructor(cls: ClassValue) -> FunctionValue | None:
    found = cls.lookup("__init__")
    return found if isinstance(found, FunctionValue) else None


def _with_defaults(ev: Evaluator, cls: ClassValue, task: TaskObject, args: Arguments) -> Arguments:
    """The call's arguments with what `default_args` adds for the class's own parameters."""
    init = _constructor(cls)
    function = None if init is None else ev.function(init)
    dag, group = place(ev, args.keywords)
    defaults = merged_defaults(ev, dag, group, args.keywords.get("default_args"))
    if function is None or not defaults:
        return args
    added = {}
    for parameter in function.parameters[1 + len(args.positional) :]:
        name = parameter.name
        wanted = parameter.kind in ("normal", "keyword_only") and name not in args.keywords
        if wanted and name in defaults and name not in CONTEXT:
            added[name] = defaults[name]
            task.inherited[name] = ev.expr(defaults[name])
    if not added:
        return args
    return Arguments(
        args.node,
        args.positional,
        {**args.keywords, **added},
        origin=args.origin,
        complete=args.complete,
        nodes=args.nodes,
        starred=args.starred,
    )


def base_call(ev: Evaluator, method: BoundExternal, args: Arguments) -> Value | None:
    """`super().__init__(...)` of a custom operator that reaches a base outside the tree."""
    task = method.receiver
    if not isinstance(task, TaskObject):
        return None
    if method.name == "__init__":
        base_init(ev, task, args)
    return Known(None)


def base_init(ev: Evaluator, task: TaskObject, args: Arguments) -> None:
    """The constructor of the operator outside the tree, with what the subclass passes to it."""
    if task.task_id:
        return
    values = dict(args.keywords)
    exprs = {name: args.expr(ev, name) for name in values if name not in CONTEXT}
    task.base_args = exprs
    common = {
        name: expr
        for name, expr in exprs.items()
        if name in BASE_PARAMETERS and name not in task.args and name not in task.inherited
    }
    if not args.complete:
        note_unknown_arguments(ev, task, args)
    settle(ev, task, values, common)


def forbid_teardown_rule(ev: Evaluator, task: TaskObject, given: bool) -> None:
    """A `@teardown` task has its own trigger rule."""
    if given:
        refuse(ev, "the trigger rule of a teardown can not be chosen", task.dag)
    task.trigger_rule = TEARDOWN_RULE
