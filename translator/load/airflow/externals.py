"""Airflow's own names: what calling `DAG`, `task`, `chain`, an operator class, ... does."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from translator.load.airflow import (
    assets,
    constants,
    dag_decorator,
    dags,
    edges,
    group_decorator,
    groups,
    mapped,
    new_groups,
    operators,
    task_decorators,
    taskflow,
)
from translator.load.airflow.names import is_airflow
from translator.load.airflow.nodes import (
    Node,
    mark_incomplete,
    native,
    refuse,
    state_of,
    unknown_dependency,
)
from translator.load.airflow.operator_facts import template_fields_of
from translator.load.airflow.tasks import TaskObject
from translator.load.airflow.xcoms import XComObject
from translator.load.language.convert import why
from translator.load.language.external import SILENT, holds_airflow
from translator.load.language.hooks import ExternalCall, ExternalConstant, Hooks
from translator.load.language.values import (
    Arguments,
    BoundExternal,
    ClassValue,
    ExternalValue,
    FunctionValue,
    Known,
    ListValue,
    OpaqueValue,
    SetValue,
    TupleValue,
    UnknownMember,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

SDK = "airflow.sdk."
EXECUTED = ("builtins.exec", "builtins.eval", "builtins.compile", "runpy.run_path")
LABELS = ("Label", "EdgeModifier")


def call_xcom_arg(ev: Evaluator, args: Arguments) -> Value:
    """`XComArg(operator, key)`."""
    task, key = args.get("operator", 0), args.plain("key", 1, "return_value")
    if isinstance(task, TaskObject) and isinstance(key, str):
        return XComObject(task, key)
    return UnknownValue("XComArg()")


def call_dag_param(ev: Evaluator, args: Arguments) -> Value:
    """`DagParam(current_dag, name, default)`."""
    dag, name = args.get("current_dag", 0), args.plain("name", 1)
    if isinstance(dag, dags.DagObject) and isinstance(name, str):
        return dags.DagParamObject(dag, name)
    return UnknownValue("DagParam()")


def call_is_venv_installed(ev: Evaluator, args: Arguments) -> Value:
    """Whether there is virtualenv: an Airflow that runs such tasks has it."""
    ev.report(rules.ASSUMED_DEFAULT, "is_venv_installed() is taken to be true", args.node)
    return Known(True)


BY_NAME: dict[str, ExternalCall] = {
    "DAG": dags.call_dag,
    "dag": dag_decorator.call_dag_decorator,
    "task": lambda ev, args: taskflow.decorate(ev, "python", args),
    "task_group": group_decorator.call_task_group_decorator,
    "setup": task_decorators.call_setup,
    "teardown": task_decorators.call_teardown,
    "setup_task": task_decorators.call_setup,
    "teardown_task": task_decorators.call_teardown,
    "result": task_decorators.call_result,
    "TaskGroup": new_groups.call_task_group,
    "Label": edges.call_label,
    "EdgeModifier": edges.call_label,
    "chain": edges.call_chain,
    "chain_linear": edges.call_chain_linear,
    "cross_downstream": edges.call_cross_downstream,
    "XComArg": call_xcom_arg,
    "PlainXComArg": call_xcom_arg,
    "DagParam": call_dag_param,
    "Asset": assets.call_asset,
    "Dataset": assets.call_asset,
    "AssetAlias": assets.call_alias,
    "DatasetAlias": assets.call_alias,
    "AssetAll": lambda ev, args: assets.call_condition(ev, args, "all"),
    "DatasetAll": lambda ev, args: assets.call_condition(ev, args, "all"),
    "AssetAny": lambda ev, args: assets.call_condition(ev, args, "any"),
    "DatasetAny": lambda ev, args: assets.call_condition(ev, args, "any"),
    "asset": lambda ev, args: assets.call_asset_decorator(ev, args, multi=False),
    "asset.multi": lambda ev, args: assets.call_asset_decorator(ev, args, multi=True),
    "Asset.ref": assets.call_reference,
    "context_wrapper": task_decorators.call_context_wrapper,
    "ContextWrapper": task_decorators.call_context_wrapper,
    "is_venv_installed": call_is_venv_installed,
}
"""Names of `airflow.sdk` (and of the modules behind it)."""

HOMES = (
    "airflow.sdk.",
    "airflow.models.",
    "airflow.decorators.",
    "airflow.utils.",
    "airflow.datasets.",
    "airflow.assets.",
    "airflow.operators.python.",
)
PYTHON_TASKS = ("python_task", "task")
NOT_OPERATORS = ("Hook", "Trigger", "Link", "Notifier", "Config", "Mode", "Error", "Exception")
DATA_BASES = ("pydantic.", "pydantic_settings.", "attr.", "attrs.", "msgspec.", "marshmallow.")
"""Where classes that only hold data come from."""
PARTS = frozenset({"operators", "sensors", "transfers"})
BASES = frozenset(
    f"{SDK}{name}"
    for name in (
        "BaseOperator",
        "BaseSensorOperator",
        "BaseBranchOperator",
        "bases.operator.BaseOperator",
        "bases.sensor.BaseSensorOperator",
        "bases.branch.BaseBranchOperator",
        "bases.decorator.DecoratedOperator",
    )
)


def sdk_name(name: str) -> str | None:
    """The name in `BY_NAME` for a canonical dotted name, None when it is not one of Airflow's."""
    if not name.startswith(HOMES):
        return None
    last = name.rpartition(".")[2]
    for two in ("asset.multi", "Asset.ref"):
        if name.endswith(f".{two}"):
            return two
    return last if last in BY_NAME else None


def task_variant(name: str) -> str | None:
    """`branch` for `airflow.sdk.task.branch`."""
    head, _, last = name.rpartition(".")
    if head in ("airflow.sdk.task", "airflow.decorators.task"):
        return last
    return None


def warn_of_dags(ev: Evaluator, name: str, args: Arguments) -> None:
    """Something outside the tree that, by its name, makes DAGs: they are not read."""
    if not name.startswith("airflow.") and "dag" in name.rpartition(".")[2].lower():
        ev.report(rules.UNRESOLVED_IMPORT, f"{name}() may make DAGs", args.node)


def is_operator(name: str) -> bool:
    """Whether a dotted name outside the tree is, by its looks, an operator or sensor class."""
    if name in BASES:
        return True
    module, _, last = name.rpartition(".")
    if not last[:1].isupper() or last.endswith(NOT_OPERATORS) or "." not in name:
        return False
    if last.endswith(("Operator", "Sensor", "SensorAsync", "OperatorAsync")):
        return True
    return bool(PARTS & set(module.split("."))) and not last.isupper()


def makes_task(name: str, args: Arguments) -> bool:
    """Whether this call of something outside the tree makes a task."""
    last = name.rpartition(".")[2]
    if last.endswith(("Operator", "Sensor", "SensorAsync", "OperatorAsync", "_operator")):
        return is_operator(name)
    return "task_id" in args.keywords and last[:1].isupper() and not last.endswith(NOT_OPERATORS)


class AirflowHooks(Hooks):
    """What the evaluator asks about Airflow."""

    external_calls: Mapping[str, ExternalCall] = constants.CALLS
    external_values: Mapping[str, ExternalConstant] = constants.VALUES

    def call_external(
        self, ev: Evaluator, function: ExternalValue, args: Arguments
    ) -> Value | None:
        """DAGs, decorators, groups, edges, assets, and every operator class."""
        name = function.name
        if (known := sdk_name(name)) is not None:
            return BY_NAME[known](ev, args)
        if (variant := task_variant(name)) is not None:
            if variant in ("run_if", "skip_if"):
                return task_decorators.call_gate(ev, variant, args)
            return taskflow.decorate(ev, variant, args)
        if makes_task(name, args):
            if name.endswith(".SubDagOperator"):
                from translator.load.airflow.subdags import create_subdag

                return create_subdag(ev, name, args)
            return operators.create_operator(ev, name, args)
        if name.endswith("TaskGroup") and "group_id" in args.keywords:
            return new_groups.unknown_group(ev, name, args)
        # Airflow's own functions and classes add nothing to a graph behind one's back.
        warn_of_dags(ev, name, args)
        own = is_airflow(name) and not name.startswith("airflow.example_dags.")
        return OpaqueValue(name, args) if own else None

    def external_attribute(self, ev: Evaluator, value: ExternalValue, name: str) -> Value | None:
        """`Operator.partial`, `Operator.template_fields`, `task.branch`."""
        if value.name in ("airflow.sdk.task", "airflow.decorators.task"):
            return ExternalValue(f"airflow.sdk.task.{name}", None, f"{value.written}.{name}")
        if name == "partial" and is_operator(value.name):
            operator = value.name
            return native(name, lambda ev, args: mapped.call_partial(ev, operator, args))
        if name == "template_fields" and (found := template_fields_of(value.name)) is not None:
            return TupleValue([Known(field) for field in found])
        return None

    def instantiate(self, ev: Evaluator, cls: ClassValue, args: Arguments) -> Value | None:
        """A class of the tree whose bases reach an operator, a DAG or a task group."""
        if operators.operator_base(cls) is not None:
            return operators.create_custom(ev, cls, args)
        for base in cls.external_bases:
            if sdk_name(base) == "DAG":
                return _subclass(ev, cls, args, dags.DagObject(""))
            if sdk_name(base) == "TaskGroup":
                return _subclass(ev, cls, args, groups.GroupObject())
        return None

    def class_attribute(self, ev: Evaluator, cls: ClassValue, name: str) -> Value | None:
        """`MyOperator.partial`."""
        base = operators.operator_base(cls)
        if base is None:
            return None
        if name == "partial":
            return mapped.custom_partial(ev, cls)
        if name == "template_fields" and (found := template_fields_of(base)) is not None:
            return TupleValue([Known(field) for field in found])
        return None

    def base_call(self, ev: Evaluator, method: BoundExternal, args: Arguments) -> Value | None:
        """`super().__init__(...)` in an operator of the tree."""
        if isinstance(method.receiver, dags.DagObject | groups.GroupObject):
            if method.name == "__init__":
                return _base_of(ev, method.receiver, args)
            if method.name == "__enter__":
                return method.receiver.enter(ev)
            if method.name == "__exit__":
                method.receiver.exit(ev)
            return Known(None)
        return operators.base_call(ev, method, args)

    def unknown_shift(self, ev: Evaluator, left: Value, right: Value) -> None:
        """A dependency on something that is not known."""
        if state_of(ev).current_dag is None and not (holds_airflow(left) or holds_airflow(right)):
            return
        lists = (ListValue, TupleValue)
        if isinstance(left, lists) and isinstance(right, lists):
            refuse(ev, "a dependency between two lists", owner_of(left) or owner_of(right))
            return
        known = isinstance(left, ListValue | TupleValue | SetValue | Known)
        unknown_dependency(ev, why(right if known else left), owner_of(left) or owner_of(right))

    def unknown_method(self, ev: Evaluator, method: UnknownMember) -> None:
        """It may add to the graph."""
        unknown_dependency(ev, f"{method.reason}() may change the graph", None)

    def inherited_method(self, ev: Evaluator, base: str, name: str) -> None:
        """It may make tasks, where a DAG is being built."""
        if _is_foreign(base) and not base.startswith(DATA_BASES):
            _tell_current(ev, f"{name}() may make tasks")

    def kept_elsewhere(self, ev: Evaluator, place: Value, value: Value) -> None:
        """A DAG that Airflow may find there, or not."""
        if isinstance(value, dags.DagObject):
            detail = f"the DAG {value.dag_id!r} is kept in {why(place)}"
            ev.sink.add(rules.UNRESOLVED_IMPORT, ev.here(), detail, dag_id=value.dag_id)

    def for_effect(self, ev: Evaluator, result: Value) -> None:
        """A call for its effect only, where a DAG is being built, may make tasks."""
        if isinstance(result, OpaqueValue) and (
            result.name in EXECUTED or _is_foreign(result.name)
        ):
            _tell_current(ev, f"{result.name}() may make tasks")

    def around(self, ev: Evaluator, manager: Value) -> None:
        """It may be a DAG or a task group."""
        name = manager.name if isinstance(manager, OpaqueValue | ExternalValue) else ""
        if not name or _is_foreign(name):
            _tell_current(ev, f"tasks are made inside {why(manager)}()")

    def called(self, ev: Evaluator, function: FunctionValue, result: Value) -> None:
        """A function that returns a DAG is the factory of it."""
        if isinstance(result, dags.DagObject) and result.function is None:
            result.function = function.name


def _is_foreign(name: str) -> bool:
    """Whether it is neither of the standard library nor Airflow's own."""
    first = name.partition(".")[0]
    return not (is_airflow(name) or name.startswith(SILENT) or first in sys.stdlib_module_names)


def _tell_current(ev: Evaluator, detail: str) -> None:
    """Something that is not in the tree may belong to the DAG that is being built."""
    dag = state_of(ev).current_dag
    if dag is not None:
        ev.sink.add(rules.UNRESOLVED_IMPORT, ev.here(), detail, dag_id=dag.dag_id)
        mark_incomplete(ev, dag)


def owner_of(value: Value) -> dags.DagObject | None:
    """The DAG of a task, or of the first of several."""
    items = value.items if isinstance(value, ListValue | TupleValue | SetValue) else [value]
    return next((item.owner() for item in items if isinstance(item, Node)), None)


def _subclass(
    ev: Evaluator, cls: ClassValue, args: Arguments, instance: dags.DagObject | groups.GroupObject
) -> Value:
    """An instance of a user's subclass of DAG or TaskGroup."""
    instance.user.cls = cls
    ev.construct(cls, instance, args)
    return instance


def _base_of(
    ev: Evaluator, instance: dags.DagObject | groups.GroupObject, args: Arguments
) -> Value:
    """`super().__init__(...)` of such a class."""
    state_of(ev).preset = instance
    if isinstance(instance, dags.DagObject):
        dags.call_dag(ev, args)
    else:
        new_groups.call_task_group(ev, args)
    state_of(ev).preset = None
    return Known(None)
