from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run
from prefect.states import Completed


@task
def load():
    """Load it."""
    return "done"


@task(name="monday")
def monday_task(logical_date):
    """Load it."""
    if logical_date.weekday() != 0:
        return Completed(name="Skipped", message="not a Monday")
    return "done"


# AP203: An operator argument has no translation: pre_execute=early
@task
def returning():
    # returning = PythonOperator(task_id="returning", python_callable=load, pre_execute=early)
    raise NotImplementedError("AP203 An operator argument has no translation: pre_execute=early")


# AP203: An operator argument has no translation: pre_execute=only_on_mondays
@task
def shell():
    # shell = BashOperator(task_id="shell", bash_command="true", pre_execute=only_on_mondays)
    raise NotImplementedError(
        "AP203 An operator argument has no translation: pre_execute=only_on_mondays"
    )


@flow(name="pre_execute", log_prints=True)
def pre_execute(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    monday_run = monday_task.submit(logical_date)
    loaded = load.with_options(name="always").submit(wait_for=[monday_run])
    returning_run = returning.submit(wait_for=[loaded])
    shell_run = shell.submit(wait_for=[loaded])
    return [returning_run, shell_run]
