# Filters that only Jinja has, in Python and Bash operators.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(text):
    return text


with DAG(
    "template_jinja_filters",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"l": [3, 1, 2], "n": "7.9", "d": {"b": 1, "a": 2}},
):
    for i, text in enumerate(
        [
            "{{ params.l | sort | join('-') }}",
            "{{ params.n | int }} {{ 'x' | int(5) }}",
            "{{ params.d | tojson }}",
            "{{ params.nope | default('none') }}",
            "{{ params.l | map('string') | list }}",
        ]
    ):
        PythonOperator(task_id=f"t{i}", python_callable=show, op_args=[text])
    BashOperator(task_id="bash", bash_command="echo {{ params.l | max }} {{ params.n | round }}")
