from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def beside(ds):
    return run_bash(f"""set -e
echo "{ds}\"""")


@task
def on_path(ds):
    return run_bash('echo "$DAY"', env={"DAY": ds}, append_env=True)


@task
def command():
    return run_bash("./beside.sh ")


# AP310: A template file cannot be read: missing.sh
@task
def missing():
    # BashOperator(task_id="missing", bash_command="missing.sh")
    raise NotImplementedError("AP310 A template file cannot be read: missing.sh")


@flow(name="scripts", log_prints=True)
def scripts(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    beside_run = beside.submit(ds)
    on_path_run = on_path.submit(ds)
    command_run = command.submit()
    missing_run = missing.submit()
    return [beside_run, on_path_run, command_run, missing_run]
