# Tasks that update assets, and DAGs that wait for one, for all, for one of several, or for the clock.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, CronTriggerTimetable, asset, task

USERS = Asset("s3://lake/users")
ORDERS = Asset(name="orders", uri="s3://lake/orders")
ITEMS = Asset("list of items")
START = datetime(2024, 1, 1)


def tell(context):
    print("loaded")


with DAG("produce", schedule="@daily", start_date=START):

    @task(outlets=[USERS, ORDERS])
    def load():
        return 1

    load()

    BashOperator(
        task_id="items", bash_command="exit 99", outlets=ITEMS, on_success_callback=[tell]
    )
    EmptyOperator(task_id="mark", outlets=[ITEMS]) >> BashOperator(
        task_id="after", bash_command="true", inlets=[USERS]
    )

with DAG("one", schedule=[USERS], start_date=START):
    BashOperator(task_id="a", bash_command="true")

with DAG("several", schedule=(USERS & (ORDERS | ITEMS)), start_date=START):
    BashOperator(task_id="a", bash_command="true")

with DAG(
    "either",
    schedule=AssetOrTimeSchedule(
        timetable=CronTriggerTimetable("0 6 * * 1", timezone="UTC"), assets=(USERS | ORDERS)
    ),
    start_date=START,
):
    BashOperator(task_id="a", bash_command="true")


@asset(schedule=USERS, uri="s3://lake/report")
def report():
    """Counts the users."""
    return 42
