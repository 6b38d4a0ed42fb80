"""How far apart the runs of a schedule are, for the data intervals of Airflow 1.10 and 2.x.

Airflow < 3 starts a scheduled run at the *end* of its interval and dates it by the start. A
schedule with ticks at a fixed distance is a `timedelta`; any other cron needs the tick before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from translator import ir
from translator.lower.flow.gather import Gather

FIXED_OFFSETS = frozenset({"UTC", "Etc/UTC", "GMT", "Z", "+00:00"})
"""Time zones without daylight saving, in which a day has 24 hours."""

CRON_PERIODS = (
    (re.compile(r"\d+ \* \* \* \*"), timedelta(hours=1), True),
    (re.compile(r"\d+ \d+ \* \* \*"), timedelta(days=1), False),
    (re.compile(r"\d+ \d+ \* \* (\d|[a-zA-Z]{3})"), timedelta(days=7), False),
)
"""Pattern of a cron, the distance of its ticks, whether it is the same in every time zone."""

EVERY = (
    (re.compile(r"\*(?:/(\d+))? \* \* \* \*"), 60, timedelta(minutes=1), True),
    (re.compile(r"\d+ \*/(\d+) \* \* \*"), 24, timedelta(hours=1), False),
)
"""Pattern with a step, what the step must divide, its unit, whether it is the same everywhere."""


@dataclass(frozen=True, slots=True)
class Period:
    """The distance of two runs: `fixed`, or that of the ticks of `cron`; neither: no interval."""

    fixed: timedelta | None = None
    cron: str | None = None
    timezone: str = "UTC"

    def before(self, moment: str, out: Gather, *, tick: bool = True) -> str:
        """Code for the tick before `moment` (code), which is one itself unless `tick` is False."""
        if not tick and self.cron is not None:
            return self._tick(moment, out, "get_prev")
        if self.fixed is not None:
            return f"{moment} - {timedelta_code(self.fixed, out)}"
        return moment if self.cron is None else self._tick(moment, out, "get_prev")

    def after(self, moment: str, out: Gather) -> str:
        """Code for the tick after `moment` (code), which is one itself."""
        if self.fixed is not None:
            return f"{moment} + {timedelta_code(self.fixed, out)}"
        return moment if self.cron is None else self._tick(moment, out, "get_next")

    def aligned(self, moment: str, out: Gather) -> str:
        """Code for the last tick that isn't after `moment` (code)."""
        if self.cron is None:
            return moment
        out.need("datetime", "timedelta")
        return self._tick(f"{moment} + timedelta(seconds=1)", out, "get_prev")

    def _tick(self, moment: str, out: Gather, method: str) -> str:
        out.need("croniter", "croniter")
        out.need("datetime", "datetime")
        if self.timezone in FIXED_OFFSETS:
            return f"croniter({self.cron!r}, {moment}).{method}(datetime)"
        out.need("zoneinfo", "ZoneInfo")
        out.need("datetime", "timezone")
        simple = moment.isidentifier() or moment.endswith(")")
        owner = moment if simple and " " not in moment else f"({moment})"
        local = f"{owner}.astimezone(ZoneInfo({self.timezone!r}))"
        return f"croniter({self.cron!r}, {local}).{method}(datetime).astimezone(timezone.utc)"


def period_of(dag: ir.Dag) -> Period:
    """The data interval of a DAG's scheduled runs; none from Airflow 3 on."""
    if dag.major >= 3:
        return Period()
    if dag.schedule.kind == "unset":
        return Period(fixed=timedelta(days=1))
    return schedule_period(dag.schedule)


def schedule_period(schedule: ir.Schedule) -> Period:
    """The distance of two runs of a schedule."""
    match schedule.kind:
        case "interval" if isinstance(schedule.value, (int, float)):
            return Period(fixed=timedelta(seconds=schedule.value))
        case "cron" if isinstance(schedule.value, str):
            fixed = cron_period(schedule.value, schedule.timezone)
            return Period(fixed, schedule.value, schedule.timezone)
        case _:
            return Period()


def cron_period(cron: str, timezone: str) -> timedelta | None:
    """The fixed distance of a cron's ticks, None where it varies."""
    anywhere = timezone in FIXED_OFFSETS
    for pattern, period, every_zone in CRON_PERIODS:
        if pattern.fullmatch(cron) and (every_zone or anywhere):
            return period
    for pattern, whole, unit, every_zone in EVERY:
        found = pattern.fullmatch(cron)
        if found and (every_zone or anywhere):
            step = int(found[1] or 1)
            return unit * step if step and whole % step == 0 else None
    return None


def timedelta_code(delta: timedelta, out: Gather) -> str:
    """`timedelta(hours=6)`: in the largest unit that fits."""
    out.need("datetime", "timedelta")
    seconds = delta.total_seconds()
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds and seconds % size == 0:
            return f"timedelta({unit}={int(seconds // size)})"
    return f"timedelta(seconds={seconds:g})"
