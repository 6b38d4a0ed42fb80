"""Variables that are read while the DAG is built."""

from datetime import datetime

from airflow import DAG, models
from airflow.models import Variable as Setting
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

REGION = Setting.get("region")


def load(table, target):
    print(table, target)


with DAG("variables", start_date=datetime(2024, 1, 1), schedule=None, catchup=False):
    start = BashOperator(
        task_id="start",
        bash_command=f"echo {Setting.get('Start-Text')} {REGION}",
        env={"MODE": models.Variable.get("mode", default_var="full")},
    )
    for table in Setting.get("tables", deserialize_json=True):
        loaded = PythonOperator(
            task_id=f"load_{table}",
            python_callable=load,
            op_args=[table],
            op_kwargs={"target": Setting.get("target")},
        )
        start >> loaded
    if Setting.get("with_report") == "yes":
        report = BashOperator(task_id="report", bash_command="echo report")
        start >> report
