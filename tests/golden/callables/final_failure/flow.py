"""A failure that no retry mends."""

from prefect import flow, task

from final_errors import FinalError, is_retryable


@task(retries=3, retry_delay_seconds=300, retry_condition_fn=is_retryable)
def check(number: int):
    if number < 0:
        raise FinalError(f"{number} is below zero")
    return number


@flow(name="strict")
def strict():
    checked = check.submit(5)
    return [checked]
