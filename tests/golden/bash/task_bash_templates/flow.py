"""@task.bash: templates in what the function returns, and in the arguments of the decorator."""

from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


@task
def key(ds, ds_nodash) -> str:
    return run_bash(f'echo "key=task_bash_templates__key__{ds_nodash} {ds}"')


@task
def folder(name: str, ds, logical_date) -> str:
    if name == "plain":
        return run_bash(
            f"echo {ds}", env={"DAY": str(logical_date.strftime("%Y/%m/%d"))}, append_env=True
        )
    return run_bash(
        f"echo $DAY/{name}/{ds}",
        env={"DAY": str(logical_date.strftime("%Y/%m/%d"))},
        append_env=True,
    )


# AP304: A template has no translation: the command of a @task.bash function
@task(name="put_together")
def put_together_task():
    # key() >> folder("a") >> put_together("b")
    raise NotImplementedError(
        "AP304 A template has no translation: the command of a @task.bash function"
    )


@flow(name="task_bash_templates", log_prints=True)
def task_bash_templates(logical_date: datetime | None = None):
    logical_date = pendulum.instance(logical_date or flow_run.scheduled_start_time)
    ds = logical_date.strftime("%Y-%m-%d")
    ds_nodash = logical_date.strftime("%Y%m%d")
    key_run = key.submit(ds, ds_nodash)
    folder_run = folder.submit("a", ds, logical_date, wait_for=[key_run])
    put = put_together_task.submit(wait_for=[folder_run])
    return [put]
