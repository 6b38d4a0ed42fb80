"""A rule that looks at states in mid-graph needs the helper."""

from prefect import flow

from trigger_rules import task


@task
def work():
    return 1


@flow(name="mid_graph")
def mid_graph():
    primary = work.with_options(name="primary").submit()
    fallback = work.with_options(name="fallback", trigger_rule="all_failed").submit(
        wait_for=[primary]
    )
    published = work.with_options(
        name="publish", trigger_rule="none_failed_min_one_success"
    ).submit(wait_for=[primary, fallback])
    return [published]
