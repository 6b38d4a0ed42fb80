from prefect import flow, task

from run_bash import run_bash


@task
def check():
    return run_bash('test -n "$(ls /inbox)" || exit 99', skip_on=99)


@task
def load():
    return run_bash("load.py /inbox", skip_on=[3, 4])


@flow(name="poll_inbox", log_prints=True)
def poll_inbox():
    checked = check(return_state=True)
    taken = []
    if checked.name != "Skipped":
        taken.append(load.submit(wait_for=[checked]))
    return [checked, *taken]
