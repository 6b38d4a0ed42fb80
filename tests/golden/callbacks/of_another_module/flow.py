"""Callbacks that live in another module of the tree."""

import json

from prefect import flow, task

from alerts import CHANNEL, log


def notify_failure_hook(task, task_run, state):
    """Tell the channel which task failed."""
    # The channel reads JSON.
    log.error(json.dumps({"channel": CHANNEL, "task": task.name, "dag": "shop"}))


def celebrate(flow, flow_run, state):
    log.info("%s is done: %s", flow.name, flow_run.id)


@task(on_failure=[notify_failure_hook])
def load():
    return 1


@flow(name="shop", on_completion=[celebrate])
def shop():
    loaded = load.submit()
    return [loaded]
