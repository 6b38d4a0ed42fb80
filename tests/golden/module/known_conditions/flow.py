from prefect import flow, task

from run_bash import run_bash


@task
def extract():
    return run_bash("true")


@task
def check():
    return run_bash("true")


@flow(name="known_conditions", log_prints=True)
def known_conditions():
    extracted = extract.submit()
    checked = check.submit(wait_for=[extracted])
    return [checked]
