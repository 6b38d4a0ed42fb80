from prefect import flow, task


@task(task_run_name="{name}")
def numbered(name):
    return name


@task
def other(name):
    return name


@flow(name="run_names")
def run_names():
    numbered_run = numbered.map(["a", "b"])
    other_run = other.map(["a", "b"], wait_for=numbered_run)
    return [*other_run]
