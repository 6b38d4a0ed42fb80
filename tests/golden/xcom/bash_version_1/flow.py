"""Airflow 1.10: a BashOperator keeps its last line only when it is asked to."""

from prefect import flow, task

from run_bash import run_bash


@task
def quiet():
    return run_bash("echo 1")


@task
def loud():
    return run_bash("echo 2")


@task
def show(quiet, loud):
    return run_bash(f"echo {quiet} {loud}")


@flow(name="bash_version_1", log_prints=True)
def bash_version_1():
    quiet_run = quiet.submit()
    loud_run = loud.submit()
    show_run = show.submit(None, loud_run, wait_for=[quiet_run])
    return [show_run]
