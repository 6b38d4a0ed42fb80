"""What Airflow 2 does otherwise: defaults count, missing ones are left out; untraceable pulls."""

from prefect import flow, task


@task
def first():
    print("nothing returned")


@task
def second(first, results):
    rows = first if first is not None else []
    print(rows, results)


# AP301: An xcom_pull cannot be traced to its task: ti.xcom_pull(task_ids=[choose()]): the task id
#   is only known at run time
@task
def third(task_name):
    """Read whatever the run names."""
    # print(ti.xcom_pull(task_ids=[choose()]))
    raise NotImplementedError(
        "AP301 An xcom_pull cannot be traced to its task: ti.xcom_pull(task_ids=[choose()]): the task id is only known at run time"
    )
    print(task_name)


@flow(name="old", log_prints=True)
def old():
    one = first.submit()
    two = second.submit(one, [one])
    third_run = third.submit("x", wait_for=[two])
    return [third_run]
