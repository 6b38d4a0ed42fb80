from typing import Any

from prefect import flow, task

from run_bash import run_bash


@task
def show(conf):
    return run_bash(f"echo {conf['name']} {conf.get('size', 3)} {conf['undeclared']}")


@flow(name="by_hand", log_prints=True)
def by_hand(conf: dict[str, Any] | None = None):
    conf = conf or {}
    show_run = show.submit(conf)
    return [show_run]
