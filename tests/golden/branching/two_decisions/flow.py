"""Two decisions that do not depend on each other: the rules tier keeps them side by side."""

from prefect import flow

from trigger_rules import task
from upstream_roles import chosen


@task
def choose_left():
    return "left_a"


@task
def choose_right():
    return "right_b"


@task
def work():
    return 1


@flow(name="two_decisions")
def two_decisions():
    picked_left = choose_left.submit()
    picked_right = choose_right.submit()
    left_a_run = work.with_options(name="left_a").submit(wait_for=[chosen(picked_left, "left_a")])
    left_b_run = work.with_options(name="left_b").submit(wait_for=[chosen(picked_left, "left_b")])
    right_a_run = work.with_options(name="right_a").submit(
        wait_for=[chosen(picked_right, "right_a")]
    )
    right_b_run = work.with_options(name="right_b").submit(
        wait_for=[chosen(picked_right, "right_b")]
    )
    return [left_a_run, left_b_run, right_a_run, right_b_run]
