# Groups of a loop in groups of a loop: the names of the runs come from both.

from prefect import flow, task

from run_bash import run_bash


@task
def create():
    return run_bash("true")


@task
def count(part):
    return run_bash("echo %d" % (part * 4 + 1))


@task
def a():
    return run_bash("true")


@task
def b():
    return run_bash("true")


@flow(name="g1", log_prints=True)
def g1():
    created = create.submit()
    b_run = []
    for part in range(int(5)):
        counted = count.with_options(name=f"part_{part}.count").submit(part, wait_for=[created])
        for s in range(int(3)):
            a_run = a.with_options(name=f"part_{part}.slice_{part}_{s}.a").submit(
                wait_for=[counted]
            )
            b_run.append(
                b.with_options(name=f"part_{part}.slice_{part}_{s}.b").submit(wait_for=[a_run])
            )
    return b_run
