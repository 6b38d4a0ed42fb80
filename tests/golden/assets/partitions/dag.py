# The partition of a run is a parameter of the flow; the timetables that set it have no counterpart.
from airflow.sdk import DAG, Asset, CronPartitionTimetable, Param, PartitionedAssetTimetable, task

STATS = Asset("s3://lake/stats")

with DAG("hourly", schedule=CronPartitionTimetable("0 * * * *", timezone="UTC")):

    @task(outlets=[STATS])
    def load(dag_run=None, **context):
        print(dag_run.partition_key, dag_run.partition_date, context["partition_key"])

    load()

with DAG(
    "daily",
    schedule=PartitionedAssetTimetable(
        # What comes every hour.
        assets=STATS,
    ),
    params={"partition_key": Param("all", type="string")},
):

    @task
    def report(dag_run=None):
        return dag_run.partition_key

    report()
