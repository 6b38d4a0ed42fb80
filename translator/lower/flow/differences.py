"""What Airflow does and the flow does not, where it can be seen: told, not translated.

Each check looks at one task and says what differs there; the rules say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from translator import ir
from translator.diagnostics import Rule
from translator.lower.callables.exits import mentions_exit
from translator.lower.callables.skips import called
from translator.lower.context_types import LowerContext
from translator.lower.flow.steps import xcoms
from translator.lower.xcom.targets import mapped_group_of, runs
from translator.plan import TaskUse
from translator.rules.data import LOST_PUSH, XCOM_VERSION
from translator.rules.operators import SYSTEM_EXIT

STRICT_RULES = frozenset({"all_success", "none_failed", "none_failed_min_one_success"})
CAUTIOUS_RULES = STRICT_RULES | {"none_failed_or_skipped", "all_skipped", "none_skipped"}

Told = Iterator[tuple[Rule, str]]


def report_differences(ctx: LowerContext, uses: Mapping[str, TaskUse]) -> None:
    """Tell what differs in one DAG."""
    for task in ctx.dag.tasks:
        for check in (_lost, _empty_group, _exits):
            for rule, detail in check(task, ctx, uses):
                ctx.report(rule, task.span, detail, task)


def _lost(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """Keys pushed before a failure, read by a task that runs after failures."""
    if task.trigger_rule in CAUTIOUS_RULES:
        return
    for ref in _xcoms(uses[task.task_id]):
        kept = ctx.tier == "rules" and ctx.dag.task(ref.task_id).function is not None
        if uses[ref.task_id].result == "keys" and not kept:
            yield LOST_PUSH, f"{ref.key!r}, if {ref.task_id!r} pushes it and then fails"


def _empty_group(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """The results of a mapped group, read by a task that runs when it had nothing to run over."""
    if task.trigger_rule == "all_success":
        return
    for ref in _xcoms(uses[task.task_id]):
        group = mapped_group_of(ctx.dag, ref.task_id)
        inside = group is not None and mapped_group_of(ctx.dag, task.task_id) == group
        if group is not None and not inside and not runs(ctx.dag, ref.task_id):
            yield XCOM_VERSION, f"{ref.task_id!r} is None in Airflow where its group has no runs"


def _xcoms(use: TaskUse) -> list[ir.XComRef]:
    return [ref for _, ref in xcoms(use) if isinstance(ref, ir.XComRef)]


def _exits(task: ir.Task, ctx: LowerContext, uses: Mapping[str, TaskUse]) -> Told:
    """Functions that the callable calls and that leave Python."""
    if task.function is None:
        return
    for helper in called(task.function, ctx.file):
        if mentions_exit(helper.source):
            yield SYSTEM_EXIT, helper.name
