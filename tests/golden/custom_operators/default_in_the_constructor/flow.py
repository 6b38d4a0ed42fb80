# A template field with a default: the same as Airflow's unless a text gets empty when it is rendered.

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


class ExportOperator:
    def __init__(self, target, options=None):
        self.target = target
        self.options = options or {}

    def execute(self):
        return [self.target, self.options]


@task
def plain(ds):
    return ExportOperator(target=f"s3://out/{ds}").execute()


@task
def with_options(ds):
    return ExportOperator(target="s3://out", options={"day": ds}).execute()


# AP207: A custom operator class cannot be translated: ExportOperator computes its template field
#   options
@task
def may_be_empty(note):
    # ExportOperator(
    #     target="s3://out",
    #     options=note,
    # )
    raise NotImplementedError(
        "AP207 A custom operator class cannot be translated: ExportOperator computes its template field options"
    )


@flow(name="exports")
def exports(note: str = "", logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    plain_run = plain.submit(ds)
    with_options_run = with_options.submit(ds)
    may_be_empty_run = may_be_empty.submit(note)
    return [plain_run, with_options_run, may_be_empty_run]
