"""What Airflow does and the flow does not, where it can be seen: told, not translated.

Each check looks at one task and says what differs there; the rules say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from translator import ir
from translator.diagnostics import Rule
from translator.lower.context_types import LowerContext
from translator.lower.exits import mentions_exit
from translator.lower.outputs import has_multiple_outputs
from translator.lower.returned_values import differences, returned_parameters
from translator.lower.skips import called
from translator.lower.steps import slots, xcoms
from translator.lower.xcom_pushed_keys import never_pushes
from translator.plan import TaskUse
from translator.rules.data import LOST_PUSH, MISSING_KEY, XCOM_STORED
from translator.rules.operators import SYSTEM_EXIT
from translator.rules.trigger_rules import VERSION_RULE

PLAIN = ("PythonOperator", "_PythonDecoratedOperator")
STRICT_RULES = frozenset({"all_success", "none_failed", "none_failed_min_one_success"})
CAUTIOUS_RULES = STRICT_RULES | {"none_failed_or_skipped", "all_skipped", "none_skipped"}

Told = Iterator[tuple[Rule, str]]


def report_differences(ctx: LowerContext, uses: Mapping[str, TaskUse]) -> None:
    """Tell what differs in one DAG."""
    for task in ctx.dag.tasks:
        for check in (_stored, _lost, _missing, _lazy, _exits, _one_failed):
            for rule, detail in check(task, ctx, uses):
                ctx.report(rule, task.span, detail, task)


def _stored(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """Values that XCom changes or refuses."""
    function = task.function
    if function is None or function.is_generator or not task.operator.endswith(PLAIN):
        return
    read = any(ref.task_id == task.task_id for use in uses.values() for ref in _xcoms(use))
    found = differences(task, ctx.file, ctx.dag.major, has_multiple_outputs(task), read)
    for detail in dict.fromkeys(found):
        yield XCOM_STORED, detail


def _lost(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """Keys pushed before a failure, read by a task that runs after failures."""
    if task.trigger_rule in CAUTIOUS_RULES:
        return
    for ref in _xcoms(uses[task.task_id]):
        if uses[ref.task_id].result == "keys":
            yield LOST_PUSH, f"{ref.key!r}, if {ref.task_id!r} pushes it and then fails"


def _missing(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """`result["key"]` of a task that has no such XCom."""
    for ref in _xcoms(uses[task.task_id]):
        if ref.key == ir.RETURN_VALUE or uses[ref.task_id].result != "value":
            continue
        if never_pushes(ctx.dag.task(ref.task_id), ref.key):
            yield MISSING_KEY, f"{ref.task_id!r} pushes no {ref.key!r}"


def _lazy(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """A parameter that holds all results of a mapped task, returned as it is."""
    if task.function is None or ctx.dag.major < 3:
        return
    passed = {
        name
        for name, code in _by_parameter(task, uses[task.task_id]).items()
        for ref in code
        if isinstance(ref, ir.XComRef) and ctx.dag.task(ref.task_id).mapped is not None
    }
    if passed and (found := sorted(passed & returned_parameters(task.function))):
        yield XCOM_STORED, f"{found[0]!r} is a lazy sequence: returning it fails in Airflow 3"


def _xcoms(use: TaskUse) -> list[ir.XComRef]:
    return [ref for _, ref in xcoms(use) if isinstance(ref, ir.XComRef)]


def _by_parameter(task: ir.Task, use: TaskUse) -> dict[str, list[ir.Ref]]:
    assert task.function is not None
    names = [parameter.name for parameter in task.function.parameters]
    found: dict[str, list[ir.Ref]] = {}
    for name, code in slots(use):
        if name.isdigit():
            name = names[int(name)] if int(name) < len(names) else name
        found[name] = list(code.refs.values()) if re.fullmatch(r"__ref_\d+__", code.text) else []
    return found


def _exits(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """Functions that the callable calls and that leave Python."""
    if task.function is None:
        return
    for helper in called(task.function, ctx.file):
        if mentions_exit(helper.source):
            yield SYSTEM_EXIT, helper.name


def _one_failed(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """`one_failed` inside a mapped group."""
    if ctx.dag.major >= 3 or task.trigger_rule != "one_failed":
        return
    groups = {group.group_id: group for group in ctx.dag.groups}
    name = task.group
    while name is not None:
        if groups[name].mapped is not None:
            detail = "in a mapped group Airflow 2 looks at all its instances, Airflow 3 at one"
            yield VERSION_RULE, detail
        name = groups[name].parent
