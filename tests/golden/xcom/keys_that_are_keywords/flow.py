from prefect import flow, task
from prefect.runtime import task_run


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


@task
def push():
    return {"return_value": "done", "from": 1, "try": task_run.run_count}


@task
def pull(push_from, push_try):
    print(push_from, push_try)


@flow(name="keys_that_are_keywords", log_prints=True)
def keys_that_are_keywords():
    pushed = push.submit()
    from_2 = pick.submit(pushed, "from")
    try_2 = pick.submit(pushed, "try")
    pulled = pull.submit(from_2, try_2)
    return [pulled]
