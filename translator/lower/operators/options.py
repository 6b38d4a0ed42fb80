"""What every operator takes: which of BaseOperator's arguments have an effect in Prefect.

Nothing is dropped silently: an argument is translated, or named in a finding. Retries and timeouts
are in `retries`, callbacks in `callbacks`; this is the table of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from translator import ir
from translator.diagnostics import Rule, Severity
from translator.lower.callbacks.options import task_hooks, with_hook
from translator.lower.code import code_of, literal
from translator.lower.context_types import LowerContext
from translator.lower.deployment.outlets import outlet_hook
from translator.lower.operators.retries import lower_retries, lower_timeout
from translator.lower.operators.retry_policies import lower_retry_policy
from translator.lower.templates.text import Hole, string_code
from translator.plan import Code
from translator.rules.operators import INERT_ARGUMENT, UNMAPPED_ARGUMENT
from translator.rules.schedule import DEPENDS_ON_PAST, EMAIL, POOL, SLA, TASK_LIMIT

HANDLED = frozenset(
    {
        "task_id",
        "dag",
        "task_group",
        "trigger_rule",
        "retries",
        "retry_delay",
        "retry_exponential_backoff",
        "max_retry_delay",
        "execution_timeout",
        "default_args",
        "params",
        "multiple_outputs",
        "do_xcom_push",
        "on_failure_callback",
        "on_success_callback",
        "on_retry_callback",
        "on_execute_callback",
        "on_skipped_callback",
        "doc",
        "doc_md",
        "doc_json",
        "doc_yaml",
        "doc_rst",
        "task_display_name",
        "provide_context",
        "pre_execute",
        "retry_policy",
        "outlets",
    }
)
"""Translated elsewhere, or by the handler of the operator."""

INERT = frozenset(
    {
        "owner",
        "priority_weight",
        "weight_rule",
        "queue",
        "start_date",
        "end_date",
        "ignore_first_depends_on_past",
        "resources",
        "run_as_user",
        "executor",
        "executor_config",
        "logger_name",
        "allow_nested_operators",
        "email_on_retry",
        "email_on_failure",
        "inlets",
        "pool_slots",
        "map_index_template",
        "render_template_as_native_obj",
        "show_return_value_in_logs",
        "wait_for_past_depends_before_skipping",
    }
)
"""Nothing of it is left in a flow: it tells Airflow's scheduler, UI or executor something."""

SILENT = frozenset({"owner", "email_on_retry", "email_on_failure", "start_date"})
"""Inert, and in nearly every default_args: told once a DAG, not once a task."""

REPORTED: Mapping[str, Rule] = {
    "email": EMAIL,
    "pool": POOL,
    "sla": SLA,
    "depends_on_past": DEPENDS_ON_PAST,
    "wait_for_downstream": DEPENDS_ON_PAST,
    "task_concurrency": TASK_LIMIT,
    "max_active_tis_per_dag": TASK_LIMIT,
    "max_active_tis_per_dagrun": TASK_LIMIT,
    "post_execute": UNMAPPED_ARGUMENT,
}
"""Has a meaning that the translation loses, or that needs a set-up outside the code."""

TRIVIAL: Mapping[str, tuple[object, ...]] = {
    "email": (None, "", []),
    "pool": (None, "default_pool"),
    "sla": (None,),
    "email_on_failure": (False, None),
    "email_on_retry": (False, None),
    "depends_on_past": (False, None),
    "wait_for_downstream": (False, None),
    "inlets": (None, []),
    "outlets": (None, []),
    "priority_weight": (1,),
    "queue": ("default", None),
    "task_concurrency": (None,),
    "max_active_tis_per_dag": (None,),
    "max_active_tis_per_dagrun": (None,),
    "xcom_push": (True,),
}
"""Values that say what is the case anyway."""

POOL_TAG = "pool:"


def common_options(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """Arguments of `@task` that any operator's arguments give, in a fixed order."""
    return {
        **_description(task),
        **_tags(task),
        **lower_retries(task, ctx),
        **lower_retry_policy(task, ctx),
        **lower_timeout(task, ctx),
        **_hooks(task, ctx),
    }


def _hooks(task: ir.Task, ctx: LowerContext) -> dict[str, Code]:
    """Callbacks, and the event of a task that updates assets."""
    hooks = task_hooks(task, ctx)
    if (outlet := outlet_hook(task, ctx)) is not None:
        hooks["on_completion"] = with_hook(hooks.get("on_completion"), outlet)
    return hooks


def report_arguments(task: ir.Task, ctx: LowerContext, covered: Iterable[str]) -> None:
    """Name the arguments that have no translation; `covered` are those of the operator itself."""
    known = frozenset(covered) | HANDLED
    for name, expr in {**task.inherited, **task.args}.items():
        if name in known or _trivial(name, expr) or (name == "email" and _never_mails(task)):
            continue
        if name in REPORTED:
            owner = task if name in task.args else None
            ctx.report(REPORTED[name], expr.span, f"{name}={expr.code}", owner)
        elif name in INERT:
            report_inert(name, expr, task, ctx)
        elif name in task.args:
            ctx.report(UNMAPPED_ARGUMENT, expr.span, f"{_class(task)}({name}=...)", task)


def _never_mails(task: ir.Task) -> bool:
    """Whether the address in `email` is for nothing."""
    failure, retry = task.argument("email_on_failure"), task.argument("email_on_retry")
    quiet = task.retries == 0 or (retry is not None and retry.value is False)
    return quiet and failure is not None and failure.value is False


def report_inert(name: str, expr: ir.Expr, task: ir.Task, ctx: LowerContext) -> None:
    """Say that an argument has no effect and was left out."""
    if name in task.inherited or name in SILENT:
        ctx.sink.add(INERT_ARGUMENT, expr.span, name, dag_id=ctx.dag.dag_id)
    else:
        ctx.report(INERT_ARGUMENT, expr.span, name, task, Severity.INFO)


def _description(task: ir.Task) -> dict[str, Code]:
    for name in ("doc_md", "doc", "doc_rst"):
        given = task.args.get(name)
        if given is not None and isinstance(given.value, str) and given.value.strip():
            text = code_of(given) if given.loops else literal(given.value.strip())
            return {"description": text}
    return {}


def _tags(task: ir.Task) -> dict[str, Code]:
    """A pool is a tag with a concurrency limit of its own."""
    pool = task.argument("pool")
    if pool is None or not isinstance(pool.value, str) or _trivial("pool", pool):
        return {}
    if pool.loops:
        tag = string_code([POOL_TAG, Hole(pool.code, text=True)])
        return {"tags": replace(code_of(pool), text=f"[{tag}]")}
    return {"tags": literal([f"{POOL_TAG}{pool.value}"])}


def _trivial(name: str, expr: ir.Expr) -> bool:
    return expr.known and any(
        type(expr.value) is type(one) and expr.value == one for one in TRIVIAL.get(name, ())
    )


def _class(task: ir.Task) -> str:
    return task.operator.rsplit(".", 1)[-1]
