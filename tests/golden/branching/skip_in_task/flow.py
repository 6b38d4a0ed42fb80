"""A task that skips itself, and a join that does not mind."""

from datetime import datetime

from prefect import flow, task
from prefect.states import Completed


@task
def fetch():
    if datetime.now().weekday() == 6:
        return Completed(name="Skipped", message="closed on Sundays")
    return [1, 2]


@task
def load(rows):
    print(rows)


@task
def report():
    print("report")


@flow(name="skip_in_task", log_prints=True)
def skip_in_task():
    fetched = fetch(return_state=True)
    taken = []
    if fetched.name != "Skipped":
        taken.append(load.submit(fetched))
    reported = report.submit(wait_for=[fetched, *taken])
    return [reported]
