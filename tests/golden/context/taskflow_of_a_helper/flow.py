from typing import Any

from prefect import flow, task


@task(name="discover")
def discover_task(conf, event={}):
    return {**event, "conf": conf}


@flow(name="taskflow_of_a_helper")
def taskflow_of_a_helper(conf: dict[str, Any] | None = None):
    conf = conf or {}
    discovered = discover_task.submit(conf, event={"table": "orders"})
    return [discovered]
