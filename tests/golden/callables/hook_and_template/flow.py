# The callable uses a hook, its argument a macro of the DAG's: the function stands there once.

from datetime import datetime

from prefect import flow, task
from prefect.runtime import flow_run


@task(name="list_keys")
def keys(bucket, prefix):
    raise NotImplementedError("AP306 A Connection has no translation yet: keys uses S3Hook")
    # return S3Hook("aws").list_keys(bucket, prefix)


# AP306: A Connection has no translation yet: keys uses S3Hook
@task
def list_keys(ds):
    return keys.fn("raw", prefix=str((lambda day: "data/" + day)(ds)))


@flow(name="hook_and_template")
def hook_and_template(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    listed = list_keys.submit(ds)
    return [listed]
