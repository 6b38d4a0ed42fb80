# The partition of a run is a parameter of the flow; the timetables that set it have no counterpart.

from datetime import datetime

from prefect import flow, task

from asset_events import updates


@task(on_completion=[updates("s3://lake/stats")])
def load(partition_key, partition_date):
    print(partition_key, partition_date, partition_key)


# AP307: A context variable has no translation: dag_run.partition_key beside a param of that name
@task
def report():
    # return dag_run.partition_key
    raise NotImplementedError(
        "AP307 A context variable has no translation: dag_run.partition_key beside a param of that name"
    )


# AP601: This schedule has no translation: CronPartitionTimetable("0 * * * *", timezone="UTC")
@flow(name="hourly", log_prints=True)
def hourly(partition_key: str | None = None, partition_date: datetime | None = None):
    loaded = load.submit(partition_key, partition_date)
    return [loaded]


# AP601: This schedule has no translation: PartitionedAssetTimetable(assets=STATS)
# What comes every hour.
@flow(name="daily")
def daily(partition_key: str = "all"):
    reported = report.submit()
    return [reported]
