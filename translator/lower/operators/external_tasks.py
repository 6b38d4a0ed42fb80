"""ExternalTaskSensor becomes a task that asks the API for runs of the other flow.

Airflow: looks for the run with the same logical date (or one `execution_delta` earlier), at its
state or at those of some tasks; other states than `allowed_states` are waited out, `failed_states`
fail, `skipped_states` skip. Prefect: the emitted helper `external_runs` does the same over flow and
task runs. They differ in: a run's date is the time that it was scheduled for, less the interval of
the schedule before Airflow 3; a task that only joined others has no run in Prefect (AP215).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from translator import ir
from translator.diagnostics import Severity
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.gather import Gather
from translator.lower.flow.periods import Period, period_of
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.operators.polling import expired, is_set, needs, polling
from translator.lower.operators.sensors import finished
from translator.lower.operators.trigger_dagrun import state_name
from translator.lower.templates.compiler import Untranslatable
from translator.mappings import OperatorMapping
from translator.plan import Code, Import
from translator.rules.operators import EXTERNAL_RUN, UNKNOWN_ARGUMENT_VALUE

HELPER = "external_runs"
FUNCTION = "state_of_run"
STATES = ("allowed", "skipped", "failed")


def lower_external_task(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """A task that waits for a run of another flow, or for tasks of it."""
    fields = Fields(_with_interval(task), ctx)
    fields.body.taken |= {"deadline", "state", "time", FUNCTION}
    try:
        call = f"{FUNCTION}({', '.join(_arguments(fields))})"
        after, skips = _after(fields)
        loop = polling(fields, f'{f"(state := {call})" if after else call} == "waiting"')
        fields.check_mapped()
    except Untranslatable as problem:
        return refused(task, ctx, problem)
    _report(fields)
    fields.body.imports.add(Import(HELPER, FUNCTION))
    needed, support = needs(ctx.tier, skips, False)
    loop = replace(
        loop,
        lines=(*loop.lines, *after),
        imports=loop.imports | needed,
        support=loop.support | support | {HELPER},
        may_skip=loop.may_skip or skips,
    )
    return finished(fields, (), loop)


def _with_interval(task: ir.Task) -> ir.Task:
    """`poll_interval` is an older name of `poke_interval`."""
    given = task.args.get("poll_interval")
    if given is None or "poke_interval" in task.args:
        return task
    return replace(task, args={**task.args, "poke_interval": given})


def _arguments(fields: Fields) -> Iterator[str]:
    """The arguments of the helper, those that are not its defaults."""
    flow = fields.template("external_dag_id")
    if flow is None:
        raise Untranslatable("external_dag_id", UNKNOWN_ARGUMENT_VALUE)
    yield flow
    yield _date(fields)
    if one := fields.template("external_task_id"):
        yield f"tasks=[{one}]"
    elif several := fields.template("external_task_ids"):
        yield f"tasks={several}"
    if group := fields.template("external_task_group_id"):
        yield f"group={group}"
    for name in STATES:
        if (states := _states(fields, name)) and states != ["success"][: name == "allowed"]:
            yield f"{name}={states!r}"
    if delay := _delay(fields):
        yield f"delay={delay}"
    if is_set(fields.task, "check_existence") and fields.ctx.dag.major < 3:
        yield "must_exist=True"


def _date(fields: Fields) -> str:
    """The date of the other run, or a function's list of them."""
    name = "logical_date"
    date = fields.body.inline(Code(name, context=frozenset({name})))
    if delta := fields.value("execution_delta"):
        return f"{date} - {delta}"
    given = fields.given("execution_date_fn")
    if given is None:
        return date
    if given.function is None or len(given.function.parameters) != 1:
        raise Untranslatable(f"execution_date_fn={given.code}", UNKNOWN_ARGUMENT_VALUE)
    function = fields.value("execution_date_fn")
    return f"({function})({date})" if given.function.name == "<lambda>" else f"{function}({date})"


def _states(fields: Fields, name: str) -> list[str]:
    given = fields.given(f"{name}_states")
    values = given.value if given is not None else []
    if not isinstance(values, list | tuple | set | frozenset):
        raise Untranslatable(f"{name}_states={given.code if given else ''}", UNKNOWN_ARGUMENT_VALUE)
    return [state_name(value) for value in values]


def _other(fields: Fields) -> ir.Dag | None:
    """The other DAG, where it is in the same file."""
    given = fields.given("external_dag_id")
    dags = [dag for dag in fields.ctx.file.dags if given and dag.dag_id == given.value]
    return dags[0] if dags else None


def _delay(fields: Fields) -> str | None:
    """The data interval of the other DAG: how long after its date a run starts before Airflow 3."""
    period, out = period_of(_other(fields) or fields.ctx.dag), Gather()
    if period == Period():
        return None
    if period.fixed is None:
        raise Untranslatable("the other DAG's interval varies", UNKNOWN_ARGUMENT_VALUE)
    text = period.after("", out).removeprefix(" + ")
    fields.body.imports |= set(out.imports)
    return text


def _after(fields: Fields) -> tuple[tuple[str, ...], bool]:
    """What follows the loop: a failure, a skip; and whether there is a skip."""
    soft, lines = is_set(fields.task, "soft_fail"), []
    skipping = bool(_states(fields, "skipped"))
    failing = bool(_states(fields, "failed"))
    skip = expired(fields.ctx.tier, True, False, "the other run is one to skip for")
    if failing and not soft:
        message = "the other run has failed"
        lines += ['if state == "failed":', f"    raise RuntimeError({message!r})"]
    if skipping or (failing and soft):
        states = ["skipped"] * skipping + ["failed"] * (failing and soft)
        test = f"== {states[0]!r}" if len(states) == 1 else f"in {states!r}"
        lines += [f"if state {test}:", f"    {skip}"]
    return tuple(lines), skipping or (failing and soft)


def _report(fields: Fields) -> None:
    """Say what a person should know; with less certainty where the other DAG is not in sight."""
    ctx, task, other = fields.ctx, fields.task, _other(fields)
    given = fields.given("external_dag_id")
    detail = given.code if given is not None else ""
    if other is None and period_of(ctx.dag) != Period():
        detail += ", taken to have the same schedule as this DAG"
        ctx.report(EXTERNAL_RUN, task.span, detail, task, Severity.WARNING)
    else:
        ctx.report(EXTERNAL_RUN, task.span, detail, task)
