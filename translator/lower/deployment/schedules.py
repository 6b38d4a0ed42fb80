"""A DAG's schedule becomes schedules of the deployment.

Airflow and Prefect fire the same cron at the same moments; what the moment is called (`ds`) differs
by version and is in `dates`. They differ in: missed runs, which Prefect doesn't catch up (AP602);
`@once`, which is one run started by hand (AP614); `@continuous`, which Prefect doesn't have
(AP601); a schedule's end (AP612).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from translator import ir
from translator.diagnostics import Severity
from translator.lower.context_types import LowerContext
from translator.lower.deployment.asset_triggers import asset_or_time
from translator.lower.operators.retries import plain_number
from translator.plan import ScheduleSpec
from translator.rules.schedule import (
    CATCHUP,
    END_DATE,
    ONCE,
    START_DATE,
    UNKNOWN_SCHEDULE,
    UNSUPPORTED_SCHEDULE,
)

DAY = 86400.0

RRULE_FREQUENCIES = {
    "years": "YEARLY",
    "months": "MONTHLY",
    "weeks": "WEEKLY",
    "days": "DAILY",
    "hours": "HOURLY",
    "minutes": "MINUTELY",
}

CRON_TIMETABLES = frozenset(
    {"CronTriggerTimetable", "CronDataIntervalTimetable", "MultipleCronTriggerTimetable"}
)
DELTA_TIMETABLES = frozenset({"DeltaTriggerTimetable", "DeltaDataIntervalTimetable"})


def lower_schedules(ctx: LowerContext) -> tuple[ScheduleSpec, ...]:
    """The schedules of the deployment; none for a DAG that is only triggered."""
    specs = _specs(ctx)
    if specs:
        _report_dates(ctx)
        _report_catchup(ctx)
    return specs


def _specs(ctx: LowerContext) -> tuple[ScheduleSpec, ...]:
    schedule = ctx.dag.schedule
    match schedule.kind:
        case "none":
            return ()
        case "assets" if schedule.value is not None:
            return ()
        case "unset":
            return () if ctx.dag.major >= 3 else (_interval(ctx, DAY),)
        case "cron":
            return (ScheduleSpec(cron=schedule.value, timezone=schedule.timezone),)
        case "interval":
            return (_interval(ctx, schedule.value),)
        case "relativedelta":
            return _relative(ctx, schedule.value)
        case "timetable":
            return _timetable(ctx, schedule.value)
        case "once":
            ctx.report(ONCE, _span(ctx), "start one run by hand")
            return ()
        case "unknown":
            ctx.report(UNKNOWN_SCHEDULE, _span(ctx), schedule.written or "")
            return ()
        case _:
            _unsupported(ctx, schedule.written or schedule.kind)
            return ()


def _interval(ctx: LowerContext, seconds: float) -> ScheduleSpec:
    return ScheduleSpec(
        interval=plain_number(float(seconds)),
        anchor_date=_anchor(ctx),
        timezone=ctx.dag.schedule.timezone,
    )


def _relative(ctx: LowerContext, value: Mapping[str, Any]) -> tuple[ScheduleSpec, ...]:
    """`relativedelta(months=1)`: a recurrence rule from the start date on."""
    parts = {name: count for name, count in value.items() if count}
    start = start_date(ctx)
    if len(parts) != 1 or start is None or next(iter(parts)) not in RRULE_FREQUENCIES:
        _unsupported(ctx, ctx.dag.schedule.written or "relativedelta")
        return ()
    name, count = next(iter(parts.items()))
    rule = f"DTSTART:{start:%Y%m%dT%H%M%S}\nRRULE:FREQ={RRULE_FREQUENCIES[name]};INTERVAL={count}"
    return (ScheduleSpec(rrule=rule, timezone=ctx.dag.schedule.timezone),)


def _timetable(ctx: LowerContext, value: Any) -> tuple[ScheduleSpec, ...]:
    if (both := asset_or_time(ctx.dag.schedule)) is not None and value is ctx.dag.schedule.value:
        return _timetable(ctx, both[0])
    name = value.name.rsplit(".", 1)[-1] if isinstance(value, ir.Opaque) else ""
    zone = value.kwargs.get("timezone") if isinstance(value, ir.Opaque) else None
    if name in CRON_TIMETABLES and all(isinstance(cron, str) for cron in value.args):
        crons = value.args or (value.kwargs.get("cron"),)
        text = zone if isinstance(zone, str) else ctx.dag.schedule.timezone
        return tuple(ScheduleSpec(cron=cron, timezone=text) for cron in crons)
    if name in DELTA_TIMETABLES:
        delta = value.args[0] if value.args else value.kwargs.get("delta")
        if isinstance(delta, timedelta):
            return (_interval(ctx, delta.total_seconds()),)
    _unsupported(ctx, ctx.dag.schedule.written or name)
    return ()


def start_date(ctx: LowerContext) -> datetime | None:
    """The DAG's start date, where it is known."""
    expr = _date_argument(ctx, "start_date")
    if expr is None:
        return None
    return _moment(expr.value)


def _moment(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            return None
    return None


def _date_argument(ctx: LowerContext, name: str) -> ir.Expr | None:
    expr = ctx.dag.args.get(name) or ctx.dag.default_args.get(name)
    return None if expr is None or expr.value is None else expr


def _anchor(ctx: LowerContext) -> str | None:
    start = start_date(ctx)
    return None if start is None else start.isoformat()


def _report_dates(ctx: LowerContext) -> None:
    start = _date_argument(ctx, "start_date")
    if start is not None:
        moment = _moment(start.value)
        if moment is None or "now" in start.code or "days_ago" in start.code:
            ctx.report(START_DATE, start.span, f"start_date={start.code}")
        elif _aware(moment) > datetime.now(timezone.utc):
            ctx.report(START_DATE, start.span, f"start_date={start.code}", None, Severity.WARNING)
    end = _date_argument(ctx, "end_date")
    if end is not None:
        ctx.report(END_DATE, end.span, f"end_date={end.code}")


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _report_catchup(ctx: LowerContext) -> None:
    given = ctx.dag.args.get("catchup")
    if given is None and ctx.dag.major < 3:
        ctx.report(CATCHUP, ctx.dag.span, "catchup is on by default", None, Severity.INFO)
    elif given is not None and given.value is not False:
        ctx.report(CATCHUP, given.span, f"catchup={given.code}")


def _unsupported(ctx: LowerContext, detail: str, severity: Severity | None = None) -> None:
    ctx.report(UNSUPPORTED_SCHEDULE, _span(ctx), detail, None, severity)


def _span(ctx: LowerContext) -> Any:
    return ctx.dag.schedule.span or ctx.dag.span
