# DayOfWeekSensor on a day that the logical date is not: it gives up.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.sensors.weekday import DayOfWeekSensor
from airflow.providers.standard.utils.weekday import WeekDay
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("sensor_day_of_week_never", schedule=None, start_date=datetime(2024, 1, 1)):
    wait = DayOfWeekSensor(
        task_id="wait",
        week_day={WeekDay.MONDAY, WeekDay.SUNDAY},
        use_task_logical_date=True,
        timeout=0.3,
        poke_interval=0.1,
    )
    wait >> PythonOperator(task_id="after", python_callable=ok)
