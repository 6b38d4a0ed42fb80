# A multi-line template with set and whitespace control.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_multiline", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command="""
        {%- set day = ds -%}
        {% for n in range(2) %}
        echo {{ n }}-{{ day }}
        {% endfor %}
        """,
    )
