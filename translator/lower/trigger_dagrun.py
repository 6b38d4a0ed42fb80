"""TriggerDagRunOperator becomes a task that starts a run of the other flow's deployment.

Airflow: the run's conf is a dict that the other DAG may read or not. Prefect: `run_deployment`
takes the parameters of the flow, so what conf holds must be parameters there (AP213). The
deployment of a translated DAG is called `<dag_id>/<dag_id>`.
They differ in: `reset_dag_run`, `skip_when_already_exists` and own run ids, which are reported.
"""

from __future__ import annotations

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.fields import Fields
from translator.lower.manual import manual_task
from translator.lower.polling import is_set
from translator.lower.retries import plain_number, seconds_of
from translator.lower.sites import Draft, finish
from translator.lower.templates import Untranslatable
from translator.lower.templates_text import string_code
from translator.mappings import OperatorMapping
from translator.plan import Import
from translator.rules.operators import (
    TRIGGERED_PARAMETERS,
    UNKNOWN_ARGUMENT_VALUE,
    UNMAPPED_ARGUMENT,
)

RUN_DEPLOYMENT = Import("prefect.deployments", "run_deployment")
POKE_INTERVAL = 60


def lower_trigger_dagrun(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that starts a run of another flow, and waits for it where Airflow does."""
    fields = Fields(task, ctx)
    fields.body.taken |= {"run", "run_deployment"}
    try:
        lines = _lines(fields)
        fields.check_mapped()
    except Untranslatable as problem:
        ctx.report(problem.rule, task.span, problem.detail, task)
        return manual_task(task, ctx, f"{problem.rule.code} {problem.rule.title}: {problem.detail}")
    body = fields.body
    draft = Draft(
        lines=lines,
        parameters=fields.parameters,
        args=body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(body.imports | {RUN_DEPLOYMENT}),
        names=frozenset(body.names),
    )
    return finish(task, ctx, draft)


def _lines(fields: Fields) -> tuple[str, ...]:
    parameters = _parameters(fields)
    call = f"run_deployment({_deployment(fields)}{fields.keywords(parameters=parameters)}"
    if not is_set(fields.task, "wait_for_completion"):
        return (f"{call}, timeout=0, as_subflow=False)",)
    given = fields.given("poke_interval")
    interval = seconds_of(given.value) if given is not None else POKE_INTERVAL
    if given is not None and interval is None:
        raise Untranslatable(f"poke_interval={given.code}", UNKNOWN_ARGUMENT_VALUE)
    for name in ("allowed_states", "failed_states"):
        if states := fields.given(name):
            raise Untranslatable(f"{name}={states.code}", UNMAPPED_ARGUMENT)
    return (
        f"run = {call}, poll_interval={plain_number(float(interval or 0))}, as_subflow=False)",
        "if not run.state.is_completed():",
        '    raise RuntimeError(f"run {run.name} ended as {run.state.name}")',
    )


def _deployment(fields: Fields) -> str:
    """`"other/other"`: flow and deployment have the DAG's name."""
    given = fields.given("trigger_dag_id")
    source = fields.template("trigger_dag_id")
    if given is None or source is None:
        raise Untranslatable("trigger_dag_id", UNKNOWN_ARGUMENT_VALUE)
    if given.literal or source == repr(given.value) or source.strip("'\"") == given.value:
        return string_code([f"{given.value}/{given.value}"])
    return f'f"{{{source}}}/{{{source}}}"' if '"' not in source else f"'/'.join([{source}] * 2)"


def _parameters(fields: Fields) -> str | None:
    """The conf and the logical date, as parameters of the other flow."""
    conf = fields.template("conf")
    date = fields.template("logical_date") or fields.template("execution_date")
    if conf is not None:
        given = fields.given("conf")
        span = given.span if given is not None else fields.task.span
        fields.ctx.report(TRIGGERED_PARAMETERS, span, conf, fields.task)
    if date is None:
        return conf
    return f"{{**{conf}, 'logical_date': {date}}}" if conf else f"{{'logical_date': {date}}}"
