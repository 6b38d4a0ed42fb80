"""Run values: the definitions at the top of a flow, evaluated."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from croniter import croniter

from tests.lower_operators.build import context
from translator import ir
from translator.lower.flow.dates import RUN_VALUES, lower_run_values
from translator.lower.flow.past_runs import PAST
from translator.lower.flow.periods import cron_period

STARTED = datetime(2024, 3, 11, 6, tzinfo=timezone.utc)
"""A Monday, when the schedules below fire."""

RUN = SimpleNamespace(auto_scheduled=True, created_by=None)
CONTEXT = SimpleNamespace(flow_run=RUN, start_time=STARTED)


def cron(text: str, zone: str = "UTC") -> ir.Schedule:
    return ir.Schedule("cron", text, timezone=zone)


def last_success(before: datetime, date_of: Any = lambda moment: moment) -> SimpleNamespace:
    """A run that was scheduled at six on a Thursday."""
    moment = pendulum.datetime(2024, 3, 7, 6)
    assert before > moment
    return SimpleNamespace(date=date_of(moment), moment=moment, start=moment, end=moment)


def head(*names: str, schedule: ir.Schedule, major: int, **values: Any) -> dict[str, Any]:
    """The names that the head of a flow defines for a run that was scheduled at STARTED."""
    ctx = context(schedule=schedule, major=major)
    made = lower_run_values(ctx, frozenset(names))
    run = SimpleNamespace(scheduled_start_time=STARTED, id="0b6b5b0e-1")
    scope: dict[str, Any] = {"flow_run": run, "pendulum": pendulum, "datetime": datetime}
    scope["FlowRunContext"] = SimpleNamespace(get=lambda: CONTEXT)
    scope |= {"timedelta": timedelta, "timezone": timezone, "ZoneInfo": ZoneInfo, "date": date}
    scope |= {"croniter": croniter, "Any": Any, "last_success": last_success}
    scope |= {one.name: eval(one.default, scope) for one in made.parameters if one.default}
    scope |= values
    for line in made.body:
        exec(line.text, scope)
    return {name: scope[name] for name in names}


DAILY, WORKDAYS, HOURLY = cron("0 6 * * *"), cron("0 6 * * 1-5"), cron("0 * * * *")
PARIS = cron("0 7 * * *", "Europe/Paris")
SIX_HOURS = ir.Schedule("interval", 6 * 3600.0)

VALUES = [
    (3, DAILY, "ds", "2024-03-11"),
    (3, DAILY, "ts", "2024-03-11T06:00:00+00:00"),
    (3, DAILY, "ts_nodash", "20240311T060000"),
    (3, DAILY, "ts_nodash_with_tz", "20240311T060000+0000"),
    (3, DAILY, "data_interval_end", pendulum.datetime(2024, 3, 11, 6)),
    (2, DAILY, "ds", "2024-03-10"),
    (2, DAILY, "ds_nodash", "20240310"),
    (2, DAILY, "next_ds", "2024-03-11"),
    (2, DAILY, "prev_ds", "2024-03-09"),
    (2, DAILY, "yesterday_ds", "2024-03-09"),
    (2, DAILY, "tomorrow_ds_nodash", "20240311"),
    (2, DAILY, "execution_date", pendulum.datetime(2024, 3, 10, 6)),
    (2, DAILY, "data_interval_start", pendulum.datetime(2024, 3, 10, 6)),
    (2, DAILY, "data_interval_end", pendulum.datetime(2024, 3, 11, 6)),
    (2, WORKDAYS, "ds", "2024-03-08"),
    (2, WORKDAYS, "next_ds", "2024-03-11"),
    (2, WORKDAYS, "prev_ds", "2024-03-07"),
    (2, HOURLY, "ts", "2024-03-11T05:00:00+00:00"),
    (2, SIX_HOURS, "ts", "2024-03-11T00:00:00+00:00"),
    (2, PARIS, "ts", "2024-03-10T06:00:00+00:00"),
    (2, ir.Schedule("unset"), "ds", "2024-03-10"),
    (2, ir.Schedule("none"), "ds", "2024-03-11"),
    (2, ir.Schedule("none"), "prev_ds", "2024-03-11"),
    (3, DAILY, "run_id", "scheduled__2024-03-11T06:00:00+00:00"),
    (2, DAILY, "run_id", "scheduled__2024-03-10T06:00:00+00:00"),
    (2, DAILY, "run_type", "scheduled"),
    (2, DAILY, "external_trigger", False),
    (3, DAILY, "run_started", STARTED),
]


@pytest.mark.parametrize(("major", "schedule", "name", "expected"), VALUES)
def test_a_scheduled_run(major: int, schedule: ir.Schedule, name: str, expected: Any):
    assert head(name, schedule=schedule, major=major)[name] == expected


BY_HAND = SimpleNamespace(auto_scheduled=False, created_by=None)
BY_USER = SimpleNamespace(auto_scheduled=False, created_by=SimpleNamespace(type="USER"))
BY_ASSET = SimpleNamespace(auto_scheduled=False, created_by=SimpleNamespace(type="AUTOMATION"))
ASSETS = ir.Schedule("assets")
BOTH = ir.Schedule("timetable", ir.Opaque("airflow.timetables.datasets.DatasetOrTimeSchedule"))

TYPES = [
    (2, DAILY, BY_HAND, "manual__2024-03-10T06:00:00+00:00"),
    (3, DAILY, BY_HAND, "manual__2024-03-11T06:00:00+00:00"),
    (3, DAILY, BY_ASSET, "manual__2024-03-11T06:00:00+00:00"),
    (2, ASSETS, BY_USER, "manual__2024-03-11T06:00:00+00:00"),
    (2, ASSETS, BY_ASSET, "dataset_triggered__2024-03-11T06:00:00+00:00"),
    (3, ASSETS, BY_ASSET, "asset_triggered__2024-03-11T06:00:00+00:00_0b6b5b0e"),
    (2, BOTH, BY_ASSET, "dataset_triggered__2024-03-11T06:00:00+00:00"),
    (2, BOTH, RUN, "scheduled__2024-03-11T06:00:00+00:00"),
]


@pytest.mark.parametrize(("major", "schedule", "run", "expected"), TYPES)
def test_the_id_of_a_run_tells_how_it_was_started(
    major: int, schedule: ir.Schedule, run: Any, expected: str
):
    given = SimpleNamespace(get=lambda: SimpleNamespace(flow_run=run))
    names = ("run_id", "external_trigger", "run_type")
    found = head(*names, schedule=schedule, major=major, FlowRunContext=given)
    kind = expected.partition("__")[0]
    assert found == {"run_id": expected, "external_trigger": kind == "manual", "run_type": kind}


def test_a_run_id_takes_the_date_that_is_given():
    """As `dag.test()`: 2.10.5 takes the logical date, 3.3.2 the time at which it is started."""
    given = datetime(2020, 2, 29, 1, tzinfo=timezone.utc)
    two = head("run_id", schedule=DAILY, major=2, logical_date=given)
    assert two == {"run_id": "scheduled__2020-02-29T01:00:00+00:00"}
    three = head("run_id", schedule=DAILY, major=3, logical_date=given)
    assert three == {"run_id": "scheduled__2024-03-11T06:00:00+00:00"}


def test_a_daily_schedule_across_a_change_of_the_clock():
    """Paris changes on 2024-03-31: the tick before 07:00 (05:00 UTC) was at 06:00 UTC."""
    run = SimpleNamespace(scheduled_start_time=datetime(2024, 3, 31, 5, tzinfo=timezone.utc))
    found = head("ts", schedule=PARIS, major=2, flow_run=run)
    assert found["ts"] == "2024-03-30T06:00:00+00:00"


def test_a_logical_date_that_is_given_counts():
    given = datetime(2020, 2, 29, 1)
    found = head("ds", "next_ds", schedule=DAILY, major=2, logical_date=given)
    assert found == {"ds": "2020-02-29", "next_ds": "2020-02-28"}


GIVEN = [
    (DAILY, "data_interval_start", pendulum.datetime(2024, 3, 4, 6)),
    (DAILY, "data_interval_end", pendulum.datetime(2024, 3, 5, 6)),
    (DAILY, "prev_ds", "2024-03-05"),
    (DAILY, "next_execution_date", pendulum.datetime(2024, 3, 5, 6)),
    (DAILY, "execution_date", pendulum.datetime(2024, 3, 5, 6, 30)),
    (SIX_HOURS, "data_interval_start", pendulum.datetime(2024, 3, 5, 0, 30)),
    (SIX_HOURS, "next_ds", "2024-03-05"),
    (cron("0 0 1 * *"), "data_interval_start", pendulum.datetime(2024, 2, 1)),
    (cron("0 0 1 * *"), "data_interval_end", pendulum.datetime(2024, 3, 1)),
    (PARIS, "data_interval_end", pendulum.datetime(2024, 3, 5, 6)),
]


@pytest.mark.parametrize(("schedule", "name", "expected"), GIVEN)
def test_a_run_that_is_started_by_hand(schedule: ir.Schedule, name: str, expected: Any):
    """As `dag.test()` of Airflow 2.10.5: the interval is the last one that is complete."""
    given = datetime(2024, 3, 5, 6, 30, tzinfo=timezone.utc)
    assert head(name, schedule=schedule, major=2, logical_date=given)[name] == expected


def test_a_tick_that_is_given_ends_the_interval():
    given = datetime(2024, 3, 5, 6, tzinfo=timezone.utc)
    names = ("data_interval_start", "data_interval_end", "logical_date")
    found = head(*names, schedule=DAILY, major=2, logical_date=given)
    assert [found[name].day for name in names] == [4, 5, 5]


def test_dates_that_code_sees_are_those_of_pendulum():
    found = head("logical_date", schedule=DAILY, major=3, logical_date=datetime(2024, 1, 1))
    assert found["logical_date"] == pendulum.datetime(2024, 1, 1)
    assert isinstance(found["logical_date"], pendulum.DateTime)


def test_one_value_takes_one_line_and_none_takes_nothing():
    ctx = context(schedule=DAILY)
    assert len(lower_run_values(ctx, frozenset({"ds"})).body) == 1
    assert lower_run_values(ctx, frozenset()) == lower_run_values(context(), frozenset())


PAST_VALUES = [
    (3, DAILY, "prev_start_date_success", pendulum.datetime(2024, 3, 7, 6)),
    (3, DAILY, "prev_data_interval_start_success", pendulum.datetime(2024, 3, 7, 6)),
    (3, DAILY, "prev_data_interval_end_success", pendulum.datetime(2024, 3, 7, 6)),
    (2, DAILY, "prev_execution_date_success", pendulum.datetime(2024, 3, 6, 6)),
    (2, DAILY, "prev_data_interval_start_success", pendulum.datetime(2024, 3, 6, 6)),
    (2, DAILY, "prev_data_interval_end_success", pendulum.datetime(2024, 3, 7, 6)),
    (2, WORKDAYS, "prev_data_interval_end_success", pendulum.datetime(2024, 3, 7, 6)),
    (2, WORKDAYS, "prev_data_interval_start_success", pendulum.datetime(2024, 3, 6, 6)),
]


@pytest.mark.parametrize(("major", "schedule", "name", "expected"), PAST_VALUES)
def test_the_last_run_that_succeeded(
    major: int, schedule: ir.Schedule, name: str, expected: pendulum.DateTime
):
    assert head(name, schedule=schedule, major=major)[name] == expected


@pytest.mark.parametrize("name", sorted(PAST))
def test_before_the_first_run_there_is_none(name: str):
    found = head(name, schedule=DAILY, major=2, last_success=lambda *_: None)
    assert found == {name: None}


@pytest.mark.parametrize("name", sorted(RUN_VALUES))
def test_every_run_value_can_be_defined(name: str):
    assert name in head(name, schedule=WORKDAYS, major=2)


PERIODS = [
    ("0 6 * * *", "UTC", timedelta(days=1)),
    ("0 6 * * *", "Europe/Paris", None),
    ("15 * * * *", "Europe/Paris", timedelta(hours=1)),
    ("*/15 * * * *", "Europe/Paris", timedelta(minutes=15)),
    ("* * * * *", "UTC", timedelta(minutes=1)),
    ("*/7 * * * *", "UTC", None),
    ("0 */6 * * *", "UTC", timedelta(hours=6)),
    ("0 */5 * * *", "UTC", None),
    ("0 0 * * 0", "UTC", timedelta(days=7)),
    ("0 0 * * MON", "UTC", timedelta(days=7)),
    ("0 0 1 * *", "UTC", None),
    ("0 0 * * 1-5", "UTC", None),
    ("0,30 * * * *", "UTC", None),
]


@pytest.mark.parametrize(("text", "zone", "expected"), PERIODS)
def test_the_distance_of_ticks(text: str, zone: str, expected: timedelta | None):
    assert cron_period(text, zone) == expected
    if expected is not None:
        ticks = croniter(text, datetime(2024, 1, 1, tzinfo=ZoneInfo(zone)))
        times = [ticks.get_next(float) for _ in range(100)]
        gaps = {b - a for a, b in pairwise(times)}
        assert gaps == {expected.total_seconds()}


def test_a_data_interval_is_told():
    ctx = context(schedule=DAILY, major=2)
    lower_run_values(ctx, frozenset({"ds"}))
    assert [one.code for one in ctx.sink] == ["AP603"]
    later = context(schedule=DAILY, major=3)
    lower_run_values(later, frozenset({"ds"}))
    assert not list(later.sink)
