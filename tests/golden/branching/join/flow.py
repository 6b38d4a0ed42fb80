"""A branch whose paths meet again, beside independent work."""

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


@task
def choose(ds):
    if ds.endswith("-01"):
        return "full_refresh"
    return "incremental"


@task
def work():
    return 1


@flow(name="join")
def join(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    other = work.with_options(name="other").submit()
    picked = choose(ds, return_state=True)
    path = picked.result() if picked.is_completed() else None
    taken = []
    if path == "full_refresh":
        full = work.with_options(name="full_refresh").submit(wait_for=[picked])
        taken.append(work.with_options(name="vacuum").submit(wait_for=[full]))
    elif path == "incremental":
        taken.append(work.with_options(name="incremental").submit(wait_for=[picked]))
    published = work.with_options(name="publish").submit(wait_for=[picked, *taken])
    return [published, other]
