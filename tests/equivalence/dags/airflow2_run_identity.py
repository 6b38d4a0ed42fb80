# 2.x: how a run and a task instance are called, in callables and templates.
# logical_date: 2024-03-05T06:30:00+00:00
# airflow: 2.10
from datetime import datetime

from airflow import DAG
from airflow.decorators import task
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator


def use(run_id, dag_run, ti, task_instance_key_str, test_mode):
    return [
        run_id,
        dag_run.run_type,
        ti.run_id.startswith("manual__"),
        ti.operator,
        ti.max_tries,
        ti.try_number,
        task_instance_key_str,
        test_mode,
    ]


with DAG("airflow2_run_identity", schedule="@daily", start_date=datetime(2024, 1, 1)):
    for number in range(2):
        PythonOperator(task_id=f"use_{number}", python_callable=use, retries=1)
    BashOperator(
        task_id="bash",
        bash_command="echo {{ run_id }} {{ dag_run.run_type }} {{ ti.max_tries }} {{ ti.operator }}",
    )
    BashOperator(task_id="key", bash_command="echo {{ task_instance_key_str }} {{ test_mode }}")
    BashOperator(
        task_id="manual",
        bash_command="echo {% if run_id.startswith('manual__') %}by hand{% else %}planned{% endif %}",
    )

    @task
    def decorated(ti=None, task_instance_key_str=None):
        return [ti.operator, task_instance_key_str, ti.hostname == "", len(ti.log_url) > 4]

    decorated()
