# An operator class that needs a hook: the call with its arguments rendered, as far as it lists them.

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run


# AP306: A Connection has no translation yet: StageOperator: execute uses PostgresHook
@task
def stage_task(table, ds):
    # StageOperator(
    #     table=table,
    #     key=f"s3://data/{table}/{ds}.json",
    #     sql="{{ not a template }}",
    # )
    raise NotImplementedError(
        "AP306 A Connection has no translation yet: StageOperator: execute uses PostgresHook"
    )


@flow(name="stage")
def stage(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    staged = []
    for table in ("songs", "events"):
        staged.append(stage_task.with_options(name=f"stage_{table}").submit(table, ds))
    return staged
