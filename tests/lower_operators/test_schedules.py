from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.lower_operators.build import context
from translator import ir
from translator.lower.deployment.deployments import lower_deployment
from translator.lower.deployment.schedules import lower_schedules
from translator.lower.flow.flow_options import flow_options
from translator.plan import ScheduleSpec

START = {"start_date": "datetime(2024, 1, 2)", "catchup": "False"}


def specs(schedule: ir.Schedule, major: int = 3, **args: str) -> tuple[ScheduleSpec, ...]:
    return lower_schedules(context(schedule=schedule, major=major, args={**START, **args}))


def opaque(name: str, *args: Any, **kwargs: Any) -> ir.Schedule:
    return ir.Schedule("timetable", ir.Opaque(f"airflow.sdk.{name}", args, kwargs))


SCHEDULES = [
    (ir.Schedule("none"), ()),
    (ir.Schedule("unset"), ()),
    (ir.Schedule("once"), ()),
    (ir.Schedule("cron", "0 6 * * *"), (ScheduleSpec(cron="0 6 * * *", timezone="UTC"),)),
    (
        ir.Schedule("cron", "@daily", timezone="Europe/Paris"),
        (ScheduleSpec(cron="@daily", timezone="Europe/Paris"),),
    ),
    (
        ir.Schedule("interval", 3600.0),
        (ScheduleSpec(interval=3600, anchor_date="2024-01-02T00:00:00", timezone="UTC"),),
    ),
    (
        ir.Schedule("relativedelta", {"months": 1, "days": 0}),
        (
            ScheduleSpec(
                rrule="DTSTART:20240102T000000\nRRULE:FREQ=MONTHLY;INTERVAL=1", timezone="UTC"
            ),
        ),
    ),
    (
        opaque("MultipleCronTriggerTimetable", "0 6 * * *", "0 18 * * *", timezone="UTC"),
        (
            ScheduleSpec(cron="0 6 * * *", timezone="UTC"),
            ScheduleSpec(cron="0 18 * * *", timezone="UTC"),
        ),
    ),
    (
        opaque("DeltaTriggerTimetable", timedelta(hours=1)),
        (ScheduleSpec(interval=3600, anchor_date="2024-01-02T00:00:00", timezone="UTC"),),
    ),
]


@pytest.mark.parametrize(("schedule", "expected"), SCHEDULES)
def test_a_schedule_of_the_deployment(schedule: ir.Schedule, expected: Any):
    assert specs(schedule) == expected


def test_before_airflow_3_no_schedule_means_daily():
    assert specs(ir.Schedule("unset"), major=2)[0].interval == 86400


def found(schedule: ir.Schedule, major: int = 3, **args: str) -> list[str]:
    ctx = context(schedule=schedule, major=major, args={**START, **args})
    lower_schedules(ctx)
    return [f"{one.code} {one.level}" for one in ctx.sink]


DAILY = ir.Schedule("cron", "0 6 * * *")

FINDINGS = [
    (DAILY, {}, []),
    (DAILY, {"catchup": "True"}, ["AP602 warning"]),
    (DAILY, {"end_date": "datetime(2030, 1, 1)"}, ["AP612 warning"]),
    (DAILY, {"start_date": "datetime(2999, 1, 1)"}, ["AP610 warning"]),
    (DAILY, {"start_date": "days_ago(1)"}, ["AP610 info"]),
    (ir.Schedule("none"), {"start_date": "days_ago(1)"}, []),
    (ir.Schedule("once"), {}, ["AP614 info"]),
    (ir.Schedule("continuous"), {}, ["AP601 error"]),
    (ir.Schedule("assets"), {}, ["AP601 error"]),
    (ir.Schedule("unknown"), {}, ["AP613 error"]),
    (ir.Schedule("relativedelta", {"months": 1, "days": 1}), {}, ["AP601 error"]),
    (opaque("EventsTimetable"), {}, ["AP601 error"]),
]


@pytest.mark.parametrize(("schedule", "args", "expected"), FINDINGS)
def test_what_is_said_about_a_schedule(schedule: ir.Schedule, args: Any, expected: list[str]):
    assert found(schedule, **args) == expected


def test_before_airflow_3_catching_up_is_the_default():
    ctx = context(schedule=DAILY, major=2, args={"start_date": "datetime(2024, 1, 1)"})
    lower_schedules(ctx)
    assert [f"{one.code} {one.level}" for one in ctx.sink] == ["AP602 info"]


def test_a_deployment_has_what_the_dag_said():
    args = {
        "description": "'What it is'",
        "tags": "['b', 'a']",
        "max_active_runs": "2",
        "is_paused_upon_creation": "True",
    }
    made = lower_deployment(context(schedule=DAILY, args=args), "flow_name")
    assert (made.name, made.flow, made.description) == ("example", "flow_name", "What it is")
    assert (made.tags, made.concurrency_limit, made.paused) == (("b", "a"), 2, True)


def test_what_is_not_known_about_a_deployment_is_told():
    ctx = context(args={"max_active_runs": "LIMIT"})
    assert lower_deployment(ctx, "f").concurrency_limit is None
    assert [one.code for one in ctx.sink] == ["AP608"]


FLOW = [
    ({}, {"name": "'example'"}, []),
    (
        {"dagrun_timeout": "timedelta(hours=1)"},
        {"name": "'example'", "timeout_seconds": "3600"},
        ["AP211"],
    ),
    (
        {"max_active_tasks": "4"},
        {"name": "'example'", "task_runner": "ThreadPoolTaskRunner(max_workers=4)"},
        [],
    ),
    ({"fail_fast": "True"}, {"name": "'example'"}, ["AP508"]),
    ({"fail_fast": "False"}, {"name": "'example'"}, []),
    ({"default_view": "'grid'"}, {"name": "'example'"}, ["AP609"]),
    (
        {"on_failure_callback": "notify"},
        {"name": "'example'", "on_failure": "[flow_failure_hook]"},
        ["AP605"],
    ),
    ({"sla_miss_callback": "notify"}, {"name": "'example'"}, ["AP611"]),
    ({"deadline": "alert"}, {"name": "'example'"}, ["AP611"]),
    ({"no_such_argument": "1"}, {"name": "'example'"}, ["AP608"]),
]


@pytest.mark.parametrize(("args", "expected", "reported"), FLOW)
def test_arguments_of_the_flow(args: Any, expected: dict[str, str], reported: list[str]):
    ctx = context(args=args)
    assert {name: code.text for name, code in flow_options(ctx).items()} == expected
    assert [one.code for one in ctx.sink] == reported


def test_a_known_start_date_is_the_anchor():
    schedule = ir.Schedule("interval", 60.0)
    made = lower_schedules(context(schedule=schedule, args={"start_date": "datetime(2024, 5, 6)"}))
    assert made[0].anchor_date == datetime(2024, 5, 6).isoformat()
