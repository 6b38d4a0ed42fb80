from prefect import flow

from kept_values import keeping, value
from trigger_rules import task


@task(name="create")
def create_cluster():
    """Starts a cluster, and fails on the way."""
    xcoms = {}
    with keeping(xcoms):
        # The cleaner needs the id.
        xcoms["cluster"] = "c-1"
        raise RuntimeError("no capacity")


@task(name="delete", trigger_rule="all_done")
def delete_cluster(cluster):
    print("deleting", cluster)


@flow(name="kept", log_prints=True)
def kept():
    created = create_cluster.submit()
    deleted = delete_cluster.submit(value(created, "cluster"), wait_for=[created])
    return [deleted]
