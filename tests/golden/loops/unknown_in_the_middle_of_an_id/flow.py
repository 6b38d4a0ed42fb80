# The id of a task goes on after what only the run knows.

from prefect import flow, task
from prefect.variables import Variable

from run_bash import run_bash

PARTNERS = Variable.get("partners_data")


@task
def check():
    return run_bash("ls")


@task
def send_to_bq(partner):
    return run_bash(f"ls {PARTNERS[partner]['table']}")


@flow(name="partners", log_prints=True)
def partners():
    sent = []
    for partner in PARTNERS:
        checked = check.with_options(name=f"check_{partner}").submit()
        sent.append(
            send_to_bq.with_options(name=f"send_{partner}_to_bq").submit(
                partner, wait_for=[checked]
            )
        )
    return sent
