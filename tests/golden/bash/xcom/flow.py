from typing import Any

from prefect import flow, task

from run_bash import run_bash


@task
def count():
    return run_bash("wc -l < /data/rows.csv")


@task
def show(conf, count):
    return run_bash(f"""
        echo "rows: {count}"
        {'cat /data/rows.csv' if conf.get('verbose', True) else ''}
        """)


@flow(name="count_rows", log_prints=True)
def count_rows(conf: dict[str, Any] | None = None):
    conf = conf or {}
    counted = count.submit()
    show_run = show.submit(conf, counted)
    return [show_run]
