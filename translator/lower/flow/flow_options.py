"""Arguments of `DAG(...)` become arguments of `@flow`, of the deployment, or a finding.

The schedule, tags and limits of runs are the deployment's (`deployments`), params and dates are
parameters of the flow (`params`, `dates`). Here is the rest, so that nothing is dropped silently.
"""

from __future__ import annotations

from collections.abc import Mapping

from translator import ir
from translator.diagnostics import Rule
from translator.lower.callbacks.options import DAG_CALLBACKS, flow_hooks
from translator.lower.code import literal
from translator.lower.context_types import LowerContext
from translator.lower.operators.retries import seconds_code
from translator.plan import Code, Import
from translator.rules.operators import TIMEOUT_THREAD
from translator.rules.schedule import DAG_ARGUMENT, INERT_DAG_ARGUMENT, SLA
from translator.rules.trigger_rules import FAIL_FAST

HANDLED = frozenset(
    {
        "dag_id",
        "schedule",
        "schedule_interval",
        "timetable",
        "start_date",
        "end_date",
        "catchup",
        "default_args",
        "params",
        "max_active_runs",
        "max_active_tasks",
        "concurrency",
        "dagrun_timeout",
        "fail_fast",
        "fail_stop",
        "description",
        "doc_md",
        "tags",
        "is_paused_upon_creation",
        "user_defined_macros",
        "user_defined_filters",
        "render_template_as_native_obj",
        "template_searchpath",
        "task_group",
    }
) | frozenset(DAG_CALLBACKS)
"""Translated here or in the files named above."""

INERT = frozenset(
    {
        "access_control",
        "owner_links",
        "default_view",
        "orientation",
        "dag_display_name",
        "auto_register",
        "disable_bundle_versioning",
        "rerun_with_latest_version",
        "full_filepath",
    }
)

LOST: Mapping[str, Rule] = {
    "deadline": SLA,
    "template_undefined": DAG_ARGUMENT,
    "jinja_environment_kwargs": DAG_ARGUMENT,
    "max_consecutive_failed_dag_runs": DAG_ARGUMENT,
    "allowed_run_types": DAG_ARGUMENT,
}

PRINTING = ("bash", "Bash")
"""Parts of the names of operators whose tasks print what they have to say."""


def flow_options(ctx: LowerContext) -> dict[str, Code]:
    """Arguments of `@flow`, in order."""
    _report(ctx)
    options = {"name": literal(ctx.dag.dag_id)}
    if timeout := _given(ctx.dag, "dagrun_timeout"):
        detail = f"dagrun_timeout={timeout.code}; Airflow ends as skipped what has not ended then"
        ctx.report(TIMEOUT_THREAD, timeout.span, detail)
        options["timeout_seconds"] = seconds_code(timeout)
    if any(_prints(task) for task in ctx.dag.tasks):
        options["log_prints"] = Code("True")
    limit = task_limit(ctx.dag)
    if limit is not None and isinstance(limit.value, int):
        options["task_runner"] = _runner(ctx.dag, limit.value)
    return options | flow_hooks(ctx)


def _runner(dag: ir.Dag, limit: int) -> Code:
    """What runs `limit` tasks at once; Prefect's own counts those that wait for others as well."""
    if dag.edges and (
        limit < len(dag.tasks) or any(task.loops or task.mapped for task in dag.tasks)
    ):
        imports = frozenset({Import("limited_tasks", "LimitedTaskRunner")})
        return Code(f"LimitedTaskRunner({limit})", imports)
    imports = frozenset({Import("prefect.task_runners", "ThreadPoolTaskRunner")})
    return Code(f"ThreadPoolTaskRunner(max_workers={limit})", imports)


def task_limit(dag: ir.Dag) -> ir.Expr | None:
    """How many tasks may run at once, where that is said."""
    return _given(dag, "max_active_tasks") or _given(dag, "concurrency")


def _given(dag: ir.Dag, name: str) -> ir.Expr | None:
    """An argument that is there and not None."""
    expr = dag.args.get(name)
    return None if expr is None or expr.value is None else expr


def _prints(task: ir.Task) -> bool:
    """Whether Airflow would have found printed text in the task's log."""
    if task.function is not None and "print(" in task.function.source:
        return True
    return any(part in task.operator for part in PRINTING)


def fails_fast(dag: ir.Dag) -> ir.Expr | None:
    """The argument by which a failure stops the run, under its present or its old name."""
    given = _given(dag, "fail_fast") or _given(dag, "fail_stop")
    return None if given is None or given.value is False else given


def _report(ctx: LowerContext) -> None:
    if stops := fails_fast(ctx.dag):
        ctx.report(FAIL_FAST, stops.span, f"{ctx.dag.dag_id} stops when a task fails")
    for name, expr in ctx.dag.args.items():
        if name in HANDLED or expr.value is None or expr.value is False:
            continue
        if name in INERT:
            ctx.report(INERT_DAG_ARGUMENT, expr.span, name)
        else:
            ctx.report(LOST.get(name, DAG_ARGUMENT), expr.span, f"{name}={expr.code}")
