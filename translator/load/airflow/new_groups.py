"""`TaskGroup(...)`: a group is made, gets its id and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.diagnostics import Severity
from translator.load.airflow import naming
from translator.load.airflow.defaults import merge_defaults
from translator.load.airflow.groups import GroupObject
from translator.load.airflow.nodes import (
    frames_of,
    in_open_loop,
    refuse,
    state_of,
    touch,
    uncertain,
    unknown_dependency,
)
from translator.load.language import unset
from translator.load.language.values import Arguments, Known, Value
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.mapped import ExpandInput
    from translator.load.language.evaluator import Evaluator

POSITIONAL = ("group_id", "prefix_group_id", "parent_group", "dag", "default_args", "tooltip")


def call_task_group(ev: Evaluator, args: Arguments) -> Value:
    """`TaskGroup(...)`."""
    values = dict(zip(POSITIONAL, args.positional, strict=False)) | args.keywords
    exprs = {
        name: args.expr(ev, name if name in args.keywords else POSITIONAL.index(name))
        for name in values
    }
    if not args.complete:
        ev.report(rules.UNKNOWN_ARGUMENTS, "of a TaskGroup", args.node)
    return make_group(ev, values, exprs, args)


def make_group(
    ev: Evaluator,
    values: dict[str, Value],
    exprs: dict[str, ir.Expr],
    args: Arguments,
    *,
    suffix: bool = False,
    mapped: ExpandInput | None = None,
) -> GroupObject:
    """A group in the current group (`suffix`: `__1` where its id is taken)."""
    touch(ev)
    parent, dag = _surroundings(ev, values)
    label, symbolic = _label(ev, values, exprs)
    preset = state_of(ev).take_preset()
    group = preset if isinstance(preset, GroupObject) else GroupObject()
    group.settle(label, dag, parent)
    group.symbolic = symbolic
    group.mapped = mapped
    group.span, group.frames, group.args = args.span, frames_of(ev), exprs
    prefix = values.get("prefix_group_id")
    group.prefix = not (isinstance(prefix, Known) and not prefix.value)
    collision = values.get("add_suffix_on_collision")
    suffix = suffix or (isinstance(collision, Known) and bool(collision.value))
    _settle_id(ev, group, suffix=suffix)
    group.defaults = merge_defaults(
        ev, parent.defaults if parent else {}, values.get("default_args")
    )
    if dag is not None and uncertain(ev):
        dag.complete = False
    return group


def _surroundings(
    ev: Evaluator, values: dict[str, Value]
) -> tuple[GroupObject | None, DagObject | None]:
    from translator.load.airflow.dags import DagObject

    state = state_of(ev)
    given = values.get("parent_group")
    parent = given if isinstance(given, GroupObject) else None
    dag = values.get("dag")
    if parent is None:
        parent = state.current_group(dag if isinstance(dag, DagObject) else None)
    owner = dag if isinstance(dag, DagObject) else parent.dag if parent is not None else None
    if owner is None:
        refuse(ev, "a TaskGroup can only be used inside a DAG")
    return parent, owner


def _label(ev: Evaluator, values: dict[str, Value], exprs: dict[str, ir.Expr]) -> tuple[str, bool]:
    given = unset.taken(ev, values.get("group_id"), "group_id")
    if isinstance(given, Known) and isinstance(given.value, str):
        return given.value, False
    severity = Severity.INFO if in_open_loop(ev) else None
    expr = exprs.get("group_id")
    detail = "group_id is missing" if expr is None else f"group_id={expr.code}"
    ev.sink.add(rules.UNKNOWN_NAME, ev.here(), detail, severity=severity)
    state = state_of(ev)
    if state.current_dag is not None:
        state.current_dag.complete = False
    return naming.pattern_of(exprs.get("group_id"), "{group}"), True


def _settle_id(ev: Evaluator, group: GroupObject, *, suffix: bool) -> None:
    """Make the id unique, or say that it is not, and enter the group into the one around it."""
    label, taken = group.label or "", group.used
    # Before 3.0 the label alone was looked up, without the ids of the groups around.
    compared = (group.group_id if ev.major >= 3 else label) or ""
    if suffix:
        group.label = naming.unique_group_id(label, compared, taken)
    if (group.group_id if suffix else compared) in taken:
        if not (group.symbolic or uncertain(ev)):
            detail = f"group {group.group_id!r}"
            refuse(ev, detail, group.dag, rule=rules.DUPLICATE_TASK)
        outer = group.group.child_id("") if group.group else ""
        group.label = naming.free_name(group.group_id or label, taken).removeprefix(outer)
    checked = not group.symbolic and (ev.major >= 3 or group.prefix)
    problem = naming.key_problem(label, group=True) if checked else None
    if problem is not None:
        refuse(ev, problem, group.dag)
    group_id = group.group_id or ""
    group.used.add(group_id)
    if group.group is not None:
        group.group.add(ev, group, group_id)


def unknown_group(ev: Evaluator, name: str, args: Arguments) -> Value:
    """A group made by a class outside the tree: what is in it is not known."""
    group = call_task_group(ev, args)
    if isinstance(group, GroupObject):
        group.unknown = True
        unknown_dependency(ev, f"the tasks that {name} makes", group.dag)
    return group
