"""Operators that decide by the clock: LatestOnly, BranchDayOfWeek, BranchDateTime.

The task function returns what is followed, as a branch callable does; the flow acts on it.
LatestOnly: Airflow skips the direct children (1.10: all that follow) of a scheduled run when the
one after it is due already; a run started by hand is always the latest.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from typing import Literal

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.gather import Gather
from translator.lower.flow.periods import Period, schedule_period
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.operators.sensors import today, uses_logical_date, week_days
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
from translator.mappings import OperatorMapping
from translator.plan import Code, Import
from translator.rules.operators import UNKNOWN_ARGUMENT_VALUE


def lower_latest_only(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """Whether no later run is due."""
    period = schedule_period(ctx.dag.schedule)
    if period == Period():
        draft = Draft(("return True  # a run that is started by hand is the latest",))
        return finish(task, ctx, _short(draft, ctx))
    out = Gather()
    out.need("prefect.runtime", "flow_run")
    out.need("datetime", "datetime")
    out.need("datetime", "timezone")
    following = period.after("flow_run.scheduled_start_time", out)
    lines = (f"return datetime.now(timezone.utc) <= {following}",)
    return finish(task, ctx, _short(Draft(lines, imports=frozenset(out.imports)), ctx))


def _short(draft: Draft, ctx: LowerContext) -> Draft:
    return Draft(
        draft.lines,
        imports=draft.imports,
        decides="short_circuit",
        ignore_rules=ctx.dag.major == 1,
    )


def lower_branch_day_of_week(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """One way on some days of the week, another on the others."""
    fields = Fields(task, ctx)
    try:
        test = f"{today(fields, ctx.dag.schedule.timezone)} in {week_days(fields)}"
        return _branch(fields, (), test)
    except Untranslatable as problem:
        return refused(task, ctx, problem)


def lower_branch_datetime(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """One way between two moments, or two times of the day, another outside."""
    fields = Fields(task, ctx)
    try:
        lower, upper = _bound(fields, "target_lower"), _bound(fields, "target_upper")
        sides = [f"{lower} <= now" if lower else "", f"now <= {upper}" if upper else ""]
        test = " and ".join(side for side in sides if side)
        if not test:
            raise Untranslatable("target_lower, target_upper", UNKNOWN_ARGUMENT_VALUE)
        if lower and upper:
            test = _between(fields, lower, upper)
        return _branch(fields, (f"now = {_now(fields)}",), test)
    except Untranslatable as problem:
        return refused(task, ctx, problem)


def _between(fields: Fields, lower: str, upper: str) -> str:
    """Times of the day may run past midnight: Airflow moves the upper one to the next day."""
    first, last = fields.given("target_lower"), fields.given("target_upper")
    if first is None or last is None:
        return ""
    if isinstance(first.value, time) is not isinstance(last.value, time):
        raise Untranslatable("a time of the day and a moment", UNKNOWN_ARGUMENT_VALUE)
    if isinstance(first.value, time) and isinstance(last.value, time) and last.value < first.value:
        return f"now >= {lower}"
    return f"{lower} <= now <= {upper}"


def _bound(fields: Fields, name: str) -> str:
    """A bound as source, comparable with `now`."""
    given = fields.given(name)
    if given is None:
        return ""
    match given.value:
        case time() as at:
            return _time_of_day(fields, at)
        case datetime():
            zone = fields.ctx.dag.schedule.timezone
            local = "" if zone == "UTC" else f", tz={zone!r}"
            return f"pendulum.instance({fields.value(name)}{local})"
        case _:
            raise Untranslatable(f"{name}={given.code}", UNKNOWN_ARGUMENT_VALUE)


def _time_of_day(fields: Fields, at: time) -> str:
    """A time on the day that it is in UTC, in the DAG's timezone: as Airflow puts them together."""
    zone, moment = fields.ctx.dag.schedule.timezone, f"{at.hour}, {at.minute}, {at.second}"
    if zone == "UTC":
        return f"now.at({moment})"
    return f"pendulum.datetime(now.year, now.month, now.day, {moment}, tz={zone!r})"


def _now(fields: Fields) -> str:
    fields.body.imports.add(Import("pendulum"))
    if uses_logical_date(fields.task):
        name = "logical_date"
        return fields.body.inline(Code(name, context=frozenset({name})))
    return 'pendulum.now("UTC")'


def _branch(fields: Fields, before: tuple[str, ...], test: str) -> Lowered:
    fields.check_mapped()
    targets = {name: _targets(fields, name) for name in FOLLOW}
    lines = (
        *before,
        f"if {test}:",
        f"    return {targets[FOLLOW[0]]}",
        f"return {targets[FOLLOW[1]]}",
    )
    body = fields.body
    draft = Draft(
        lines=lines,
        parameters=fields.parameters,
        args=body.arguments(),
        imports=frozenset(body.imports),
        names=frozenset(body.names),
        decides="branch",
    )
    lowered = finish(fields.task, fields.ctx, draft)
    return replace(lowered, use=replace(lowered.use, result=_result(fields.task)))


def _result(task: ir.Task) -> Literal["value", "single"]:
    """Whether both ways are lists of one task."""
    given = [expr.value for name in FOLLOW if (expr := task.argument(name)) is not None]
    single = all(isinstance(value, list | tuple) and len(value) == 1 for value in given)
    return "single" if single else "value"


FOLLOW = ("follow_task_ids_if_true", "follow_task_ids_if_false")


def _targets(fields: Fields, name: str) -> str:
    source = fields.value(name)
    if source is None:
        raise Untranslatable(name, UNKNOWN_ARGUMENT_VALUE)
    return source
