# Options of Jinja's environment that the DAG gives.
import jinja2
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(text):
    return text


with DAG(
    "template_environment",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    jinja_environment_kwargs={"keep_trailing_newline": True, "trim_blocks": True},
    template_undefined=jinja2.Undefined,
):
    PythonOperator(task_id="kept", python_callable=show, op_args=["a\n"])
    PythonOperator(task_id="trimmed", python_callable=show, op_args=["{% if true %}\nyes{% endif %}\n"])
    PythonOperator(task_id="undefined", python_callable=show, op_args=["<{{ nope }}>"])
