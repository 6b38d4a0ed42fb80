from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def only_on_mondays(context):
    """Skip on other days."""
    if context["logical_date"].weekday() != 0:
        raise AirflowSkipException("not a Monday")


def early(context):
    if context["ds"] > "2024":
        return
    print("before")


def load():
    """Load it."""
    return "done"


with DAG("pre_execute", schedule="@daily", start_date=datetime(2024, 1, 1)):
    monday = PythonOperator(
        task_id="monday", python_callable=load, pre_execute=only_on_mondays
    )
    always = PythonOperator(task_id="always", python_callable=load, trigger_rule="none_failed")
    returning = PythonOperator(task_id="returning", python_callable=load, pre_execute=early)
    shell = BashOperator(task_id="shell", bash_command="true", pre_execute=only_on_mondays)
    monday >> always >> [returning, shell]
