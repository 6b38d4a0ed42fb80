"""Task groups that are not mapped leave no trace but their edges."""

from prefect import flow, task


@task
def work():
    return 1


@flow(name="plain_groups")
def plain_groups():
    users = work.with_options(name="extract.users").submit()
    orders = work.with_options(name="extract.orders").submit()
    staged = work.with_options(name="load.stage").submit(wait_for=[users, orders])
    swapped = work.with_options(name="load.swap").submit(wait_for=[staged])
    return [swapped]
