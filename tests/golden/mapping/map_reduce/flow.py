"""A list made at run time, a task for each element, one for all results."""

from prefect import flow, task


@task
def list_files():
    return ["a.csv", "b.csv"]


@task
def count_rows(path, factor):
    return len(path) * factor


@task
def total(counts):
    print(sum(counts))


@task
def heartbeat():
    print("alive")


@flow(name="map_reduce", log_prints=True)
def map_reduce():
    listed = list_files.submit()
    heartbeat_run = heartbeat.submit()
    listed.wait()
    counted = count_rows.map(listed, factor=2) if listed.state.is_completed() else []
    taken = []
    if counted:
        taken.append(total.submit(counted))
    return [listed, *taken, heartbeat_run]
