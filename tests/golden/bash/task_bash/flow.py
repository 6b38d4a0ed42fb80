from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def count(folder: str) -> str:
    """Number of files."""
    if not folder:
        return run_bash("exit 99", env={"LANG": "C"}, append_env=True, skip_on=99)
    return run_bash(f"ls {folder} | wc -l", env={"LANG": "C"}, append_env=True, skip_on=99)


@task
def templated(ds):
    return run_bash(f"echo {ds}")


@task
def show(number):
    print(number)


@flow(name="commands", log_prints=True)
def commands(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    counted = count("/data", return_state=True)
    taken = []
    if counted.name != "Skipped":
        show_run = show.submit(counted)
        taken.append(templated.submit(ds, wait_for=[show_run]))
    return [counted, *taken]
