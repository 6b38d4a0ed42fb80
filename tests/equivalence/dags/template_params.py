# params in templates, with a condition and a loop.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "template_params",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={"table": "orders", "full": False, "columns": ["a", "b"]},
    catchup=False,
):
    BashOperator(task_id="plain", bash_command="echo {{ params.table }}")
    BashOperator(
        task_id="logic",
        bash_command="echo {% if params.full %}full{% else %}delta{% endif %}"
        " {% for c in params.columns %}{{ c }},{% endfor %}",
    )
