# Statements of Jinja that are no expression of Python.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def show(text):
    return text


LOOP = "{% for x in params.l %}{{ loop.index }}:{{ x }}{% if not loop.last %},{% endif %}{% endfor %}"
SET = "{% set n = 1 %}{% if params.l %}{% set n = params.l | length %}{% endif %}{{ n }}"
MACRO = "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(ds) }} {{ twice(x=1) }}"

with DAG("template_blocks", schedule=None, start_date=datetime(2024, 1, 1), params={"l": [3, 1]}):
    PythonOperator(task_id="loop", python_callable=show, op_args=[LOOP])
    PythonOperator(task_id="set", python_callable=show, op_args=[SET])
    PythonOperator(task_id="macro", python_callable=show, op_args=[MACRO])
