"""TriggerDagRunOperator becomes a task that starts a run of the other flow's deployment.

Airflow: the run's conf is a dict that the other DAG may read or not. Prefect: `run_deployment`
takes the parameters of the flow, so what conf holds must be parameters there (AP213). The
deployment of a translated DAG is called `<dag_id>/<dag_id>`.
They differ in: a run has its own id and may have the name of another one, so nothing "exists
already": `skip_when_already_exists` is refused for a run with an id or a date, and where Airflow
clears the run that exists (`reset_dag_run`) a new one starts.
"""

from __future__ import annotations

from translator import ir
from translator.diagnostics import Severity
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.operators.polling import is_set
from translator.lower.operators.retries import plain_number, seconds_of
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
from translator.lower.templates.text import string_code
from translator.mappings import OperatorMapping
from translator.plan import Import
from translator.rules.data import CONTEXT_DIFFERS
from translator.rules.operators import (
    INERT_ARGUMENT,
    TRIGGERED_PARAMETERS,
    UNKNOWN_ARGUMENT_VALUE,
    UNMAPPED_ARGUMENT,
)

RUN_DEPLOYMENT = Import("prefect.deployments", "run_deployment")
POKE_INTERVAL = 60


def lower_trigger_dagrun(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that starts a run of another flow, and waits for it where Airflow does."""
    fields = Fields(task, ctx)
    fields.body.taken |= {"run", "run_deployment", "json"}
    try:
        lines = _lines(fields)
        fields.check_mapped()
    except Untranslatable as problem:
        return refused(task, ctx, problem)
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
    _check(fields)
    parameters, name = _parameters(fields), fields.template("trigger_run_id")
    if given := fields.given("trigger_run_id"):
        detail = "trigger_run_id names the other run, its run_id is made of its date"
        fields.ctx.report(CONTEXT_DIFFERS, given.span, detail, fields.task, Severity.INFO)
    keywords = fields.keywords(parameters=parameters, flow_run_name=name)
    call = f"run_deployment({_deployment(fields)}{keywords}"
    if not is_set(fields.task, "wait_for_completion"):
        return (f"{call}, timeout=0, as_subflow=False)",)
    given = fields.given("poke_interval")
    interval = seconds_of(given.value) if given is not None else POKE_INTERVAL
    if given is not None and interval is None:
        raise Untranslatable(f"poke_interval={given.code}", UNKNOWN_ARGUMENT_VALUE)
    wait = f"{call}, poll_interval={plain_number(float(interval or 0))}, as_subflow=False)"
    failing = _failing(fields)
    if failing is None:
        return (wait,)
    return (
        f"run = {wait}",
        f"if {failing}:",
        '    raise RuntimeError(f"run {run.name} ended as {run.state.name}")',
    )


def _check(fields: Fields) -> None:
    """Refuse what starts another run than ours does, or none.

    Raises:
        Untranslatable: an argument has no counterpart.
    """
    if given := fields.given("python_callable"):
        raise Untranslatable(f"python_callable={given.code} may start no run", UNMAPPED_ARGUMENT)
    own = fields.given("trigger_run_id") or fields.given("logical_date")
    for name in ("reset_dag_run", "skip_when_already_exists"):
        given = fields.given(name)
        if given is None or given.value is False:
            continue
        if own is not None or fields.given("execution_date"):
            _report_again(fields, name, given)
            continue
        detail = f"{name}: every run is a new one"
        fields.ctx.report(INERT_ARGUMENT, given.span, detail, fields.task)


def _report_again(fields: Fields, name: str, given: ir.Expr) -> None:
    """With `reset_dag_run` Airflow clears the run that exists, which keeps its conf; ours is new.

    Raises:
        Untranslatable: whether a run exists decides what the task does.
    """
    if name != "reset_dag_run" or given.value is not True:
        raise Untranslatable(f"{name}={given.code} of a run that exists", UNMAPPED_ARGUMENT)
    if fields.given("conf") is None and not fields.is_mapped("conf"):
        detail = "reset_dag_run: the run that exists stays, and a new one takes its place"
        fields.ctx.report(INERT_ARGUMENT, given.span, detail, fields.task)
        return
    detail = "reset_dag_run=True: the new run has the new conf, in Airflow it keeps the old one"
    fields.ctx.report(UNMAPPED_ARGUMENT, given.span, detail, fields.task)


def _failing(fields: Fields) -> str | None:
    """The test for an end of the other run that fails this task; None: no end does.

    Raises:
        Untranslatable: with these states Airflow goes on waiting after the end of the run.
    """
    allowed = _states(fields, "allowed_states") or {"success"}
    given = fields.task.argument("failed_states")
    failed = (
        {"failed"} if given is None or given.value is None else _states(fields, "failed_states")
    )
    if not {"success", "failed"} <= allowed | failed:
        raise Untranslatable("the states leave out an end of the other run", UNMAPPED_ARGUMENT)
    match ("success" in failed, "failed" in failed):
        case (False, True):
            return "not run.state.is_completed()"
        case (True, False):
            return "run.state.is_completed()"
        case (True, True):
            return "True"
    return None


def _states(fields: Fields, name: str) -> set[str]:
    given = fields.given(name)
    values = given.value if given is not None else []
    if not isinstance(values, list | tuple | set | frozenset):
        raise Untranslatable(f"{name}={given.code if given else None}", UNKNOWN_ARGUMENT_VALUE)
    return {state_name(value) for value in values}


def state_name(value: object) -> str:
    """`State.SUCCESS`, `TaskInstanceState.SUCCESS`, `"success"` → `success`."""
    text = value.name.rsplit(".", 1)[-1] if isinstance(value, ir.NameRef) else str(value)
    return text.lower()


def _deployment(fields: Fields) -> str:
    """`"other/other"`: flow and deployment have the DAG's name."""
    given = fields.given("trigger_dag_id")
    source = fields.template("trigger_dag_id")
    if given is None or source is None:
        raise Untranslatable("trigger_dag_id", UNKNOWN_ARGUMENT_VALUE)
    if given.literal or source == repr(given.value) or source.strip("'\"") == given.value:
        return string_code([f"{given.value}/{given.value}"])
    if source.startswith('f"') and source.count('"') == 2:
        return f'f"{source[2:-1]}/{source[2:-1]}"'
    return f'f"{{{source}}}/{{{source}}}"' if '"' not in source else f"'/'.join([{source}] * 2)"


def _conf(fields: Fields) -> str | None:
    """The conf; text is JSON."""
    source, given = fields.template("conf"), fields.given("conf")
    if source is None or given is None or not isinstance(given.value, str):
        return source
    fields.body.imports.add(Import("json"))
    return f"json.loads({source})"


def _parameters(fields: Fields) -> str | None:
    """The conf and the logical date, as parameters of the other flow."""
    conf = _conf(fields)
    date = fields.template("logical_date") or fields.template("execution_date")
    if conf is not None:
        given = fields.given("conf")
        span = given.span if given is not None else fields.task.span
        fields.ctx.report(TRIGGERED_PARAMETERS, span, conf, fields.task)
    if date is None:
        return conf
    return f"{{**{conf}, 'logical_date': {date}}}" if conf else f"{{'logical_date': {date}}}"
