"""Conditions in a loop: a task and an edge that may be missing in every run of it."""

import os

from prefect import flow, task

from run_bash import run_bash

AUDIT = os.path.exists("/data/audit")


@task
def start():
    return run_bash("echo start")


@task
def audit(table):
    return run_bash(f"echo {table}")


@task
def load(table):
    return run_bash(f"echo {table}")


@flow(name="audits", log_prints=True)
def audits():
    started = start.submit()
    all_audited = []
    loaded = []
    for table in ["orders", "users"]:
        audited = []
        if AUDIT:
            audited_table = audit.with_options(name=f"audit_{table}").submit(
                table, wait_for=[started]
            )
            audited.append(audited_table)
            all_audited.append(audited_table)
        before_load = [started] if not AUDIT else []
        loaded.append(
            load.with_options(name=f"load_{table}").submit(table, wait_for=[*audited, *before_load])
        )
    return [*all_audited, *loaded, started]
