"""Only where the package is installed."""

from prefect import flow, task

# What a report can be about.
TOPICS = ["sales", "stock"]

SUFFIX = "done"


@task
def report():
    return f"reports on {', '.join(TOPICS)}"


@task
def finish():
    return f"{len(TOPICS)} {SUFFIX}"


@flow(name="reports")
def reports():
    reported = report.submit()
    finished = finish.submit(wait_for=[reported])
    return [finished]
