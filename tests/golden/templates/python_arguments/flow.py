from datetime import date, datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run
from prefect.variables import Variable


@task
def load(path, options, day):
    print(path, options, day)


@task
def extract():
    return "users.csv"


@task
def render_load(ds_nodash, extract):
    return f"/data/{ds_nodash}/{extract}"


@flow(name="load_files", log_prints=True)
def load_files(mode: str = "append", logical_date: datetime | None = None):
    logical_date = logical_date or flow_run.scheduled_start_time
    ds = logical_date.strftime("%Y-%m-%d")
    ds_nodash = logical_date.strftime("%Y%m%d")
    extracted = extract.submit()
    loaded = load.submit(
        render_load.submit(ds_nodash, extracted),
        options={"mode": mode, "bucket": str(Variable.get("bucket"))},
        day=(date.fromisoformat(ds) + timedelta(days=-1)).isoformat(),
    )
    return [loaded]
