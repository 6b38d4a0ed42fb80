from datetime import datetime
from typing import Any

from prefect import flow, task
from prefect.runtime import flow_run

from common.ops import AnnounceOperator, CopyOperator


@task
def copy(ds):
    return CopyOperator(source=f"/in/{ds}", target="/out").execute()


@task
def announce(conf, copy):
    return AnnounceOperator(source="copy", title=str(conf["title"])).execute(path=copy)


@flow(name="shared_module")
def shared_module(conf: dict[str, Any] | None = None, logical_date: datetime | None = None):
    conf = conf or {}
    ds = (logical_date or flow_run.scheduled_start_time).strftime("%Y-%m-%d")
    copied = copy.submit(ds)
    announce_run = announce.submit(conf, copied)
    return [announce_run]
