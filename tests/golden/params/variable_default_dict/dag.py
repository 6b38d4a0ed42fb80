"""A Variable that holds JSON: its default is an empty dict, what is set is read when it runs."""

from datetime import datetime

from airflow import DAG
from airflow.models import Variable
from airflow.operators.python import PythonOperator


def push(credentials, names):
    print(credentials, names)


credentials = Variable.get("crm_credentials", deserialize_json=True, default_var={})
names = Variable.get("crm_names", deserialize_json=True, default_var=["a", "b"])

with DAG("push_to_crm", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(
        task_id="push",
        python_callable=push,
        op_kwargs={"credentials": credentials, "names": names},
    )
