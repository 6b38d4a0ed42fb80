# The data interval of a manual run of a daily DAG.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(data_interval_start, data_interval_end):
    return [data_interval_start.isoformat(), data_interval_end.isoformat()]


with DAG("date_cron_interval", schedule="@daily", start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
