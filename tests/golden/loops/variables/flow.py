"""Variables that are read while the DAG is built."""

from prefect import flow, task
from prefect.variables import Variable

from run_bash import run_bash

REGION = Variable.get("region")


@task
def load(table, target):
    print(table, target)


@task
def start():
    return run_bash(
        f"echo {Variable.get('start_text')} {REGION}",
        env={"MODE": Variable.get("mode", default="full")},
    )


@task
def report():
    return run_bash("echo report")


@flow(name="variables", log_prints=True)
def variables():
    started = start.submit()
    loaded = []
    for table in Variable.get("tables"):
        loaded.append(
            load.with_options(name=f"load_{table}").submit(
                table, Variable.get("target"), wait_for=[started]
            )
        )
    reported = []
    if Variable.get("with_report") == "yes":
        reported.append(report.submit(wait_for=[started]))
    return [*loaded, *reported, started]
