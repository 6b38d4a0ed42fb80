"""A mirror is enough: the download begins when the first of them has answered."""

from prefect import flow

from trigger_rules import task


@task
def work():
    return 1


@flow(name="first_to_end")
def first_to_end():
    checked = work.with_options(name="check").submit()
    near = work.with_options(name="near").submit()
    far = work.with_options(name="far").submit(wait_for=[checked])
    downloaded = work.with_options(name="download", trigger_rule="one_success").submit(
        wait_for=[near, far]
    )
    loaded = work.with_options(name="load").submit(wait_for=[downloaded])
    far.wait()
    return [loaded]
