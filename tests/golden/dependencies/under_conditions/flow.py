"""Edges that hold under a condition which only a run can tell."""

import os

from prefect import flow, task

from run_bash import run_bash

FULL = os.path.exists("/data/full_refresh")


@task
def extract():
    return run_bash("echo extract")


@task
def clean():
    return run_bash("echo clean")


@task
def load():
    return run_bash("echo load")


@task
def check():
    return run_bash("echo check")


@task
def publish():
    return run_bash("echo publish")


@flow(name="refresh", log_prints=True)
def refresh():
    extracted = extract.submit()
    before_clean = [extracted] if FULL else []
    cleaned = clean.submit(wait_for=before_clean)
    before_load = [extracted] if not FULL else []
    before_load_2 = [cleaned] if FULL else []
    loaded = load.submit(wait_for=[*before_load, *before_load_2])
    checked = []
    if FULL:
        checked.append(check.submit(wait_for=[loaded]))
    before_publish = [loaded] if not FULL else []
    published = publish.submit(wait_for=[cleaned, *checked, *before_publish])
    return [cleaned, *checked, published]
