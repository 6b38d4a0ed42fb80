from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash
from templating import render


# AP306: A Connection has no translation yet: conn.db
@task
def connection():
    # BashOperator(task_id="connection", bash_command="psql {{ conn.db.host }}")
    raise NotImplementedError("AP306 A Connection has no translation yet: conn.db")


@task(name="filter")
def filter_task(ds):
    return run_bash(render("echo {{ ds | wordwrap(3) }}", ds=ds))


@task
def unknown():
    return run_bash(render("echo {{ no_such_name }}"))


# AP301: An xcom_pull cannot be traced to its task: xcom_pull with an argument that is only known
#   at run time
@task
def pull():
    # BashOperator(task_id="pull", bash_command="echo {{ ti.xcom_pull(task_ids=params.which) }}")
    raise NotImplementedError(
        "AP301 An xcom_pull cannot be traced to its task: xcom_pull with an argument that is only known at run time"
    )


@flow(name="refused", log_prints=True)
def refused(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    connection_run = connection.submit()
    filtered = filter_task.submit(ds)
    unknown_run = unknown.submit()
    pulled = pull.submit()
    return [connection_run, filtered, unknown_run, pulled]
