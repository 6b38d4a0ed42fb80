from prefect import flow, task

from run_bash import run_bash


@task(name="2nd")
def print_date():
    print("today")


@task(name="flow")
def wait_task():
    print("waiting")


@task(name="load-a")
def load_a():
    return run_bash("echo one")


@task(name="load_a")
def load_a_task():
    return run_bash("echo two")


@task(name="print")
def print_task():
    return run_bash("echo three")


@task(name="class")
def class_task():
    return run_bash("echo four")


@task(name="load")
def load_task():
    return run_bash("echo five")


@flow(name="load", log_prints=True)
def load():
    loaded_a = load_a.submit()
    loaded_a_2 = load_a_task.submit(wait_for=[loaded_a])
    printed_task = print_task.submit(wait_for=[loaded_a_2])
    four = class_task.submit(wait_for=[printed_task])
    loaded_task = load_task.submit(wait_for=[four])
    printed_date = print_date.submit(wait_for=[loaded_task])
    waited = wait_task.submit(wait_for=[printed_date])
    return [waited]
