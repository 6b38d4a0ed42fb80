# A multi-line script with variables and a pipe.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_multiline", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command="""
        total=0
        for n in 1 2 3; do
            total=$((total + n))
        done
        echo "total=$total" | tr a-z A-Z
        """,
    )
