# 2.x: sensors by their older modules, those that wait in the triggerer too.
# airflow: 2.10
from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.sensors.bash import BashSensor
from airflow.sensors.date_time import DateTimeSensor
from airflow.sensors.python import PythonSensor
from airflow.sensors.time_delta import TimeDeltaSensor, TimeDeltaSensorAsync
from airflow.sensors.weekday import DayOfWeekSensor


def show(value):
    return [value]


with DAG("airflow2_sensors", schedule_interval="@daily", start_date=datetime(2024, 1, 1)) as dag:
    later = TimeDeltaSensor(task_id="later", delta=timedelta(hours=1))
    late = TimeDeltaSensorAsync(task_id="late", delta=timedelta(hours=1))
    moment = DateTimeSensor(task_id="moment", target_time="{{ next_ds }}T01:00:00")
    day = DayOfWeekSensor(task_id="day", week_day="Tuesday", use_task_execution_day=True)
    check = PythonSensor(task_id="check", python_callable=lambda: True, mode="reschedule")
    shell = BashSensor(
        task_id="shell",
        bash_command="test {{ ds }} = never",
        soft_fail=True,
        poke_interval=0.1,
        timeout=0.3,
    )
    use = PythonOperator(task_id="use", python_callable=show, op_args=[late.output])
    end = PythonOperator(
        task_id="end",
        python_callable=show,
        op_args=["{{ ti.xcom_pull(task_ids='later') }}"],
        trigger_rule="none_failed",
    )
    [later, moment, day, check, shell] >> end
