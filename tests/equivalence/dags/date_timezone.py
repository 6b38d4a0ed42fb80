# A DAG in a time zone: logical_date stays in UTC.
# logical_date: 2024-07-05T23:30:00+00:00
import pendulum
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(ds, logical_date):
    return [ds, logical_date.isoformat(), logical_date.in_timezone("Europe/Berlin").hour]


with DAG(
    "date_timezone",
    schedule="0 6 * * *",
    start_date=pendulum.datetime(2024, 1, 1, tz="Europe/Berlin"),
    catchup=False,
):
    a = PythonOperator(task_id="a", python_callable=use)
