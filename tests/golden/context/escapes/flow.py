"""What can't be passed as a value stays red, in place where that is possible."""

from prefect import flow, task


# AP308: The context is passed on as a whole: context in audit(context)
@task
def whole():
    print("before")
    # audit(context)
    raise NotImplementedError(
        "AP308 The context is passed on as a whole: context in audit(context)"
    )


# AP307: A context variable has no translation: dag_run.get_state
@task
def part():
    """Show the state."""
    raise NotImplementedError("AP307 A context variable has no translation: dag_run.get_state")
    # state = dag_run.get_state()
    # print(state)


@flow(name="escapes", log_prints=True)
def escapes():
    whole_run = whole.submit()
    part_run = part.submit(wait_for=[whole_run])
    return [part_run]
