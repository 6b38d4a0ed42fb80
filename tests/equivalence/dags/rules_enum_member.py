# A trigger rule given as a member of the enum.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TriggerRule


def ok():
    return "done"


def fail():
    raise ValueError("broken")


with DAG("rules_enum_member", schedule=None, start_date=datetime(2024, 1, 1)):
    f = PythonOperator(task_id="f", python_callable=fail)
    clean = PythonOperator(task_id="clean", python_callable=ok, trigger_rule=TriggerRule.ALL_DONE)
    f >> clean
