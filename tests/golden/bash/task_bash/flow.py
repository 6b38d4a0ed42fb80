from prefect import flow, task

from run_bash import run_bash


@task
def count(folder: str) -> str:
    """Number of files."""
    if not folder:
        return run_bash("exit 99", env={"LANG": "C"}, append_env=True, skip_on=99)
    return run_bash(f"ls {folder} | wc -l", env={"LANG": "C"}, append_env=True, skip_on=99)


@task
def show(number):
    print(number)


# AP304: A template has no translation: the command of a @task.bash function
@task(name="templated")
def templated_task():
    # show(count("/data")) >> templated()
    raise NotImplementedError(
        "AP304 A template has no translation: the command of a @task.bash function"
    )


@flow(name="commands", log_prints=True)
def commands():
    counted = count("/data", return_state=True)
    taken = []
    if counted.name != "Skipped":
        show_run = show.submit(counted)
        taken.append(templated_task.submit(wait_for=[show_run]))
    return [counted, *taken]
