from datetime import datetime

import pendulum
from prefect import flow, task
from prefect.runtime import flow_run

from flow_ends import last_task
from run_bash import run_bash


def report(task, task_run, prefect_state):
    raise NotImplementedError(
        "AP605 A callback uses what a hook does not have: report uses ti.state"
    )
    # state = context["ti"].state
    # print(state, context["params"])


def tell_hook(prefect_task, task_run, prefect_state):
    task = prefect_task.name
    state = "failed"
    print(
        task,
        state,
        pendulum.instance(flow_run.parameters.get("logical_date") or flow_run.scheduled_start_time),
    )


def tell_flow(flow, flow_run, prefect_state):
    task = last_task(flow_run, prefect_state)
    state = "failed"
    print(task, state, pendulum.instance(flow_run.expected_start_time))


def retried(task, task_run, state):
    print("again", state.result(raise_on_failure=False))


def retried_if_retrying(task, task_run, state):
    if state.name == "Retrying":
        retried(task, task_run, state)


def call_later(task, task_run, state):
    tell_hook(task, task_run, state)


def call_later_unless_skipped(task, task_run, state):
    if state.name != "Skipped":
        call_later(task, task_run, state)


@task(on_completion=[call_later_unless_skipped])
def start():
    """Nothing to do: the start of the flow."""


# AP605: A callback uses what a hook does not have: on_failure_callback: report uses ti.state
@task(on_failure=[tell_hook, report])
def run():
    return run_bash("true")


@task(retries=2, retry_delay_seconds=300, on_running=[retried_if_retrying])
def again():
    return run_bash("true")


@task
def never_again():
    return run_bash("true")


@flow(name="first", log_prints=True, on_failure=[tell_flow])
def first(logical_date: datetime | None = None):
    started = start.submit()
    ran = run.submit(wait_for=[started])
    return [ran]


@flow(name="second", log_prints=True)
def second(logical_date: datetime | None = None):
    ran = run.with_options(on_failure=[tell_hook]).submit()
    again_run = again.submit()
    never_again_run = never_again.submit()
    return [ran, again_run, never_again_run]
