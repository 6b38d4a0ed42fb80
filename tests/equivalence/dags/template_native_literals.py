# Native objects: what is a literal of Python becomes its value.
# conf: {"list": [1, 2]}
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def make():
    return "41"


def show(value):
    return [type(value).__name__, value]


with DAG(
    "template_native_literals",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    render_template_as_native_obj=True,
    params={"x": "42", "s": "007", "t": "a,b"},
):
    made = PythonOperator(task_id="make", python_callable=make)
    for i, text in enumerate(
        [
            "{{ params.x }}",
            "{{ params.s }}",
            "{{ params.t }}",
            "{{ ds_nodash }}",
            "{{ dag_run.conf['list'] }}",
            "{{ ti.xcom_pull('make') }}",
            "[{{ params.x }}, 3]",
            "1_000",
            "True",
            "{% for x in [1, 2] %}{{ x }},{% endfor %}",
        ]
    ):
        made >> PythonOperator(task_id=f"t{i}", python_callable=show, op_args=[text])
