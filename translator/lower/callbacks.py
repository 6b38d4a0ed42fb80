"""Airflow's callbacks get a context dict; Prefect's hooks get `(task, task_run, state)`.

The two can't be exchanged without reading the callback, so each one is reported (AP605) until it
has a translation of its own.
"""

from __future__ import annotations

from translator import ir
from translator.lower.context_types import LowerContext
from translator.rules.schedule import CALLBACK

TASK_CALLBACKS = (
    "on_failure_callback",
    "on_success_callback",
    "on_retry_callback",
    "on_execute_callback",
    "on_skipped_callback",
)

DAG_CALLBACKS = ("on_failure_callback", "on_success_callback", "sla_miss_callback")


def report_callbacks(task: ir.Task, ctx: LowerContext) -> None:
    """Name the callbacks of a task; those of default_args once a DAG."""
    for name in TASK_CALLBACKS:
        given = task.argument(name)
        if given is None or given.value in (None, []):
            continue
        owner = task if name in task.args else None
        ctx.report(CALLBACK, given.span, f"{name}={given.code}", owner)


def report_dag_callbacks(ctx: LowerContext) -> None:
    """Name the callbacks of the DAG."""
    for name in DAG_CALLBACKS:
        given = ctx.dag.args.get(name)
        if given is not None and given.value not in (None, []):
            ctx.report(CALLBACK, given.span, f"DAG({name}={given.code})")
