import logging
from datetime import datetime
from functools import partial

from prefect import flow, get_run_logger, task
from prefect.runtime import flow_run
from prefect.states import Completed
from prefect.utilities.urls import url_for

log = logging.getLogger(__name__)


# Tells the team.
def notify(task, task_run, state, channel="#default"):
    """Says what happened."""
    seen(
        f"{channel} {'callbacks'} {task.name} {task_run.flow_run_id} {state.result(raise_on_failure=False)} {task_run.run_count} {(flow_run.parameters.get('logical_date') or flow_run.scheduled_start_time).strftime('%Y-%m-%d')}"
    )


def seen(text):
    print(text)


def done(task, task_run, state):
    get_run_logger().info("done %s", task.name)
    seen("done " + task.name)


def done_unless_skipped(task, task_run, state):
    if state.name != "Skipped":
        done(task, task_run, state)


def retried(task, task_run, state):
    seen("retry %s %s" % (task.name, task_run.run_count))


def retried_if_retrying(task, task_run, state):
    if state.name == "Retrying":
        task_run = task_run.model_copy(update={"run_count": task_run.run_count - 1})
        retried(task, task_run, state)


def dag_done(flow, flow_run, state):
    seen("dag %s %s" % (flow.name, flow_run.id))


def with_log_url(task, task_run, state):
    print(url_for(task_run))


def flow_failure_hook(flow, flow_run, state):
    # send_slack_notification(text="x")
    raise NotImplementedError(
        "AP605 A callback uses what a hook does not have: send_slack_notification(text='x')"
    )


def task_skipped_hook(task, task_run, state):
    print("skipped", task.name)


def task_skipped_hook_if_skipped(task, task_run, state):
    if state.name == "Skipped":
        task_skipped_hook(task, task_run, state)


@task(retries=1, retry_delay_seconds=0, on_running=[retried_if_retrying], on_failure=[notify])
def fails():
    raise ValueError("no")


@task(name="b", on_failure=[notify], on_completion=[done, with_log_url])
def works():
    return 1


@task(
    name="c", on_failure=[notify], on_completion=[done_unless_skipped, task_skipped_hook_if_skipped]
)
def skips():
    return Completed(name="Skipped", message="not today")


# AP605: A callback uses what a hook does not have: on_failure_callback:
#   send_slack_notification(text="x")
@flow(name="callbacks", on_failure=[dag_done, flow_failure_hook], on_completion=[dag_done])
def callbacks(logical_date: datetime | None = None):
    a_run = fails.with_options(name="a").submit()
    works_run = works.submit()
    skips_run = skips.submit()
    d_run = fails.with_options(
        name="d",
        on_running=[done],
        on_failure=[partial(notify, channel="#ops")],
        retries=0,
        retry_delay_seconds=0,
    ).submit()
    return [a_run, works_run, skips_run, d_run]
