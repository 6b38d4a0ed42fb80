import os
import time
from datetime import datetime

import pendulum
from prefect import flow, get_run_logger
from prefect.runtime import flow_run

from final_errors import FinalError, is_retryable
from trigger_rules import task
from upstream_roles import chosen


class PartsSensor:
    """Waits until all parts of a day are there."""

    def __init__(self, folder, parts=1):
        self.folder = folder
        self.parts = parts

    def poke(self):
        found = os.listdir(self.folder)
        get_run_logger().info("%s of %s", len(found), self.parts)
        return len(found) >= self.parts


class WeekBranch:
    def choose_branch(self, logical_date):
        if logical_date.weekday() == 0:
            return "weekly"
        return "daily"


class Print:
    def __init__(self, text):
        self.text = text

    def execute(self):
        print(self.text)


@task(retries=1, retry_delay_seconds=300, retry_condition_fn=is_retryable)
def arrived(ds):
    sensor = PartsSensor(folder=f"/in/{ds}", parts=3)
    deadline = time.monotonic() + 600
    while not sensor.poke():
        if time.monotonic() > deadline:
            raise FinalError("the condition was not met in time")
        time.sleep(60)


@task(branches=("weekly", "daily"))
def pick(logical_date):
    return WeekBranch().choose_branch(logical_date)


@task
def run_name(name):
    return Print(text=name).execute()


@flow(name="sensor")
def sensor(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    ds = logical_date.strftime("%Y-%m-%d")
    arrived_run = arrived.submit(ds)
    picked = pick.submit(logical_date, wait_for=[arrived_run])
    ran = []
    for name in ("weekly", "daily"):
        ran.append(run_name.with_options(name=name).submit(name, wait_for=[chosen(picked, name)]))
    return ran
