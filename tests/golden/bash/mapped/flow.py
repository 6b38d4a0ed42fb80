from typing import Any

from prefect import flow, task

from run_bash import run_bash


@task
def gzip(bash_command):
    return run_bash(bash_command, cwd="/data")


@task
def render_gzip(conf):
    return ["gzip a.csv", f"gzip {conf['file']}"]


@flow(name="compress", log_prints=True)
def compress(conf: dict[str, Any] | None = None):
    conf = conf or {}
    gzip_run = gzip.map(render_gzip.submit(conf))
    return [*gzip_run]
