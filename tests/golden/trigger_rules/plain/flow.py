"""Rules that plain Prefect has: all_done, none_failed, always."""

from prefect import allow_failure, flow, task

from run_bash import run_bash


@task
def left():
    return run_bash("echo left")


@task
def right():
    return run_bash("echo right")


@task
def clean():
    return run_bash("echo clean")


@task
def report():
    return run_bash("echo ok")


@task
def banner():
    return run_bash("echo hello")


@flow(name="plain", log_prints=True)
def plain():
    left_run = left.submit()
    right_run = right.submit()
    cleaned = clean.submit(wait_for=[allow_failure(left_run), allow_failure(right_run)])
    reported = report.submit(wait_for=[left_run, right_run])
    banner_run = banner.submit()
    return [cleaned, reported, banner_run]
