# A member of an XCom that is not there fails the task that reads it.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make():
    return {"a": 1}


def show(text):
    return text


with DAG("template_member_missing", schedule=None, start_date=datetime(2024, 1, 1)):
    made = PythonOperator(task_id="make", python_callable=make)
    for key in ["a", "b"]:
        shown = PythonOperator(
            task_id=f"show_{key}",
            python_callable=show,
            op_args=[f"{{{{ ti.xcom_pull('make')['{key}'] }}}}"],
        )
        made >> shown
