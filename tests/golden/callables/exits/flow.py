import sys

from prefect import flow, task


def check(rows):
    if not rows:
        sys.exit(2)


@task
def load(code):
    if code == 1:
        raise RuntimeError("nothing to load")
    if code == 2:
        raise RuntimeError(f"exit code {code}")
    try:
        sys.exit(code)
    except SystemExit:
        print("caught")
    try:
        sys.exit(0)
    except Exception as error:
        print(error)
    raise RuntimeError("exit code 0")


@task
def checked():
    check([])


@flow(name="exits", log_prints=True)
def exits():
    loaded = load.submit(1)
    checked_run = checked.submit(wait_for=[loaded])
    return [checked_run]
