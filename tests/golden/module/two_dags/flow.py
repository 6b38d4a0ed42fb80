"""Two DAGs in one file share a function."""

from prefect import flow, task


@task
def ping(host="localhost"):
    print("ping", host)


@flow(name="ping-morning", log_prints=True)
def ping_morning():
    pinged = ping.submit()
    return [pinged]


@flow(name="ping-evening", log_prints=True)
def ping_evening():
    pinged = ping.submit(host="example.org")
    return [pinged]
