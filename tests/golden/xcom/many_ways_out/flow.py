"""Pushes in branches and loops fill a dict on the way."""

from prefect import flow, task


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def inspect(limit):
    """Sort numbers into XCom keys of their own."""
    xcoms = {}
    if limit < 1:
        xcoms["state"] = "empty"
        return xcoms

    for number in range(limit):
        # one key for each
        xcoms[f"square_{number}"] = number**2
    xcoms["state"] = "full"
    return xcoms


@task
def show(state, square_2):
    print(state, square_2)


@flow(name="squares", log_prints=True)
def squares():
    inspected = inspect.submit(limit=3)
    state = pick.submit(inspected, "state")
    square_2 = pick.submit(inspected, "square_2")
    show_run = show.submit(state, square_2)
    return [show_run]
