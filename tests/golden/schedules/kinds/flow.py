from prefect import flow, task

from run_bash import run_bash


@task
def run():
    return run_bash("true")


@flow(name="every_six_hours", log_prints=True)
def every_six_hours():
    ran = run.submit()
    return [ran]


@flow(name="monthly", log_prints=True)
def monthly():
    ran = run.submit()
    return [ran]


@flow(name="once", log_prints=True)
def once():
    ran = run.submit()
    return [ran]


# AP601: This schedule has no translation: "@continuous"
@flow(name="always", log_prints=True)
def always():
    ran = run.submit()
    return [ran]


@flow(name="history", log_prints=True)
def history():
    ran = run.submit()
    return [ran]
