from prefect import flow, task


@task(
    retries=2,
    retry_delay_seconds=300,
    retry_condition_fn=lambda task, task_run, state: not isinstance(
        state.data, (PermissionError, ValueError)
    ),
)
def load():
    return "done"


@flow(name="policy")
def policy():
    known_run = load.with_options(name="known").submit()
    delayed_run = load.with_options(name="delayed", retry_condition_fn=lambda *_: True).submit()
    hiding_run = load.with_options(name="hiding", retry_condition_fn=lambda *_: True).submit()
    unknown_run = load.with_options(name="unknown", retry_condition_fn=lambda *_: True).submit()
    return [known_run, delayed_run, hiding_run, unknown_run]
