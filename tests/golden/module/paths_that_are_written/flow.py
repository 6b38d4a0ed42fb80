from pathlib import Path

from prefect import flow, task

from run_bash import run_bash


@task
def written():
    return run_bash("ls /opt/airflow/dags/out/written")


@task
def beside():
    return run_bash(f'ls {str(Path(__file__).parent / "beside")}')


@flow(name="paths_that_are_written", log_prints=True)
def paths_that_are_written():
    written_run = written.submit()
    beside_run = beside.submit(wait_for=[written_run])
    return [beside_run]
