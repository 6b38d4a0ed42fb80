"""A teardown runs whatever became of the work, and does not count for the run."""

from prefect import allow_failure, flow, task


@task
def create_cluster():
    return "cluster-1"


@task
def query(cluster):
    print(cluster)


@task
def delete_cluster(cluster):
    print("deleted", cluster)


@flow(name="setup_teardown", log_prints=True)
def setup_teardown():
    created = create_cluster.submit()
    queried = query.submit(created)
    deleted = delete_cluster.submit(created, wait_for=[allow_failure(queried)])
    deleted.wait()
    return [queried]
