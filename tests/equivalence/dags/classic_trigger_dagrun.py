# TriggerDagRunOperator without waiting succeeds at once.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG


def ok():
    return "done"


with DAG("classic_trigger_dagrun_child", schedule=None, start_date=datetime(2024, 1, 1)):
    child = PythonOperator(task_id="child", python_callable=ok)

with DAG("classic_trigger_dagrun", schedule=None, start_date=datetime(2024, 1, 1)):
    trigger = TriggerDagRunOperator(
        task_id="trigger", trigger_dag_id="classic_trigger_dagrun_child", conf={"x": 1}
    )
    after = PythonOperator(task_id="after", python_callable=ok)
    trigger >> after
