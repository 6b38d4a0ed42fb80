# A command in several pieces, with and without parentheses; an alert that needs a hook.

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run

from run_bash import run_bash


def alert(task, task_run, state):
    raise NotImplementedError(
        "AP605 A callback uses what a hook does not have: alert uses SlackWebhookHook"
    )
    # SlackWebhookHook(slack_webhook_conn_id="slack").send(text="failed")


@task(on_failure=[alert])
def rendered(ds):
    return run_bash(f"mkdir -p /tmp/x && touch /tmp/x/{ds} ; echo done")


@task(on_failure=[alert])
def plain():
    return run_bash("for i in 1 2 3; do echo $i; done; " "echo all of them", env={"A": "b"})


# AP605: A callback uses what a hook does not have: on_failure_callback: alert uses
#   SlackWebhookHook
@flow(name="command_in_pieces", log_prints=True)
def command_in_pieces(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    rendered_run = rendered.submit(ds)
    plain_run = plain.submit()
    return [rendered_run, plain_run]
