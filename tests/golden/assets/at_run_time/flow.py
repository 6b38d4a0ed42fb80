# What tasks say about the assets that they update, and read about those that they use.

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from asset_events import outlet_event, updates
from asset_history import past_events


@task(on_completion=[updates("s3://lake/report")])
def report():
    """Counts the users."""
    outlet_event("s3://lake/report").extra = {"rows": 3, "of": "s3://lake/report"}
    print(len(past_events("s3://lake/users_by_day")))


@task(on_completion=[updates("s3://lake/users_by_day")])
def users_by_day():
    outlet_event("s3://lake/users_by_day").extra["rows"] = 1


@task(on_completion=[updates("s3://lake/users", aliases=["alias://daily"])])
def by_yield(days):
    # One file a day.
    for day in days:
        outlet_event("alias://daily").add(f"s3://lake/users/{day}", {"day": day})
    outlet_event("s3://lake/users").extra.update({"days": len(days)})
    return len(days)


@task(on_completion=[updates("s3://lake/orders", aliases=["alias://daily"])])
def by_context(*, ds=None):
    outlet_event("s3://lake/orders").extra = {"ds": ds}
    outlet_event("alias://daily").add("s3://lake/orders", {"ds": ds})


@task
def read():
    for event in past_events("s3://lake/users")[-2:]:
        print(event.extra["days"])
    last = past_events("s3://lake/orders")[-1]
    return [
        last.extra,
        [event.uri for event in past_events("alias://daily", alias=True)],
        len(past_events("s3://lake/users")),
    ]


@flow(name="report", log_prints=True)
def report_flow():
    """Counts the users."""
    reported = report.submit()
    return [reported]


@flow(name="users_by_day")
def users_by_day_flow():
    users_by_day_run = users_by_day.submit()
    return [users_by_day_run]


@flow(name="produce", log_prints=True)
def produce(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    by_yield_run = by_yield.submit([1, 2])
    by_context_run = by_context.submit(ds=ds)
    read_run = read.submit(wait_for=[by_yield_run, by_context_run])
    return [read_run]
