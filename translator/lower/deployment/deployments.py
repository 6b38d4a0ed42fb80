"""A DAG's schedule and limits become a deployment: one entry of prefect.yaml."""

from __future__ import annotations

from translator import ir
from translator.lower.context_types import LowerContext
from translator.lower.deployment.asset_triggers import lower_triggers
from translator.lower.deployment.schedules import lower_schedules
from translator.plan import Deployment
from translator.rules.schedule import DAG_ARGUMENT


def lower_deployment(ctx: LowerContext, flow: str) -> Deployment:
    """The deployment of the flow function `flow`."""
    paused = ctx.dag.args.get("is_paused_upon_creation")
    return Deployment(
        name=ctx.dag.dag_id,
        flow=flow,
        description=_text(ctx.dag, "description"),
        tags=_tags(ctx.dag),
        schedules=lower_schedules(ctx),
        triggers=lower_triggers(ctx),
        concurrency_limit=_limit(ctx),
        paused=True if paused is not None and paused.value is True else None,
    )


def _text(dag: ir.Dag, name: str) -> str | None:
    given = dag.args.get(name)
    return given.value if given is not None and isinstance(given.value, str) else None


def _tags(dag: ir.Dag) -> tuple[str, ...]:
    given = dag.args.get("tags")
    if given is None or not isinstance(given.value, list | tuple | set | frozenset):
        return ()
    tags = [tag for tag in given.value if isinstance(tag, str)]
    return tuple(sorted(tags) if isinstance(given.value, set | frozenset) else tags)


def _limit(ctx: LowerContext) -> int | None:
    """`max_active_runs`, where it is given: Prefect has no limit of its own."""
    given = ctx.dag.args.get("max_active_runs")
    if given is None or given.value is None:
        return None
    if not isinstance(given.value, int):
        ctx.report(DAG_ARGUMENT, given.span, f"max_active_runs={given.code}")
        return None
    return given.value
