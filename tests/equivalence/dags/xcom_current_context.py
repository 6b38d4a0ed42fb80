# get_current_context() in a TaskFlow task, push and pull.
from datetime import datetime

from airflow.sdk import DAG, get_current_context, task

with DAG("xcom_current_context", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        context = get_current_context()
        context["ti"].xcom_push(key="extra", value="more")
        return 1

    @task
    def use():
        ti = get_current_context()["ti"]
        return [ti.xcom_pull(task_ids="make"), ti.xcom_pull(task_ids="make", key="extra")]

    make() >> use()
