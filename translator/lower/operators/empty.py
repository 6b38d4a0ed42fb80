"""EmptyOperator: nothing runs, so in the plain tier nothing is left of it.

Airflow marks it successful without running it. Where its state matters (the rules tier, a trigger
rule of its own, a leaf of the DAG, a child of a branch) it stays a task with an empty body.
"""

from __future__ import annotations

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.sharing.drafts import Draft
from translator.mappings import OperatorMapping
from translator.plan import TaskUse

KEEPING = ("outlets", "on_execute_callback", "on_success_callback")
"""Arguments for whose sake Airflow runs it."""

DECIDING = ("Branch", "ShortCircuit", "LatestOnly", "_branch", "_short_circuit", "Approval")
"""Parts of the names of operators whose direct children can be skipped."""


def lower_empty(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task with an empty body, or no definition where it only joins others."""
    if vanishes(task, ctx):
        return Lowered(None, TaskUse(task.task_id, None))
    document = f'"""{_document(task, ctx)}"""'
    return finish(task, ctx, Draft((document,)))


def vanishes(task: ir.Task, ctx: LowerContext) -> bool:
    """Whether the flow is the same without the task."""
    return (
        ctx.tier == "plain"
        and task.trigger_rule == "all_success"
        and bool(ctx.downstream(task.task_id))
        and task.mapped is None
        and not (task.is_setup or task.is_teardown)
        and not any(_decides(ctx.dag.task(up)) for up in ctx.upstream(task.task_id))
        and not any(task.argument(name) for name in KEEPING)
    )


def _decides(task: ir.Task) -> bool:
    classes = (task.operator, *(task.custom.bases if task.custom else ()))
    last = [one.rsplit(".", 1)[-1] for one in classes]
    return any(part in one for one in last for part in DECIDING) or bool(task.gates)


def _document(task: ir.Task, ctx: LowerContext) -> str:
    if not ctx.downstream(task.task_id):
        return "Nothing to do: the end of the flow."
    if not ctx.upstream(task.task_id):
        return "Nothing to do: the start of the flow."
    return "Nothing to do: a point that tasks meet at."
