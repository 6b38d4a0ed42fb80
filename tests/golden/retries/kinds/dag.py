from datetime import timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

default_args = {"retries": 2, "owner": "data", "email": ["ops@example.com"]}

with DAG("retries", schedule=None, default_args=default_args, dagrun_timeout=timedelta(hours=2)):
    BashOperator(task_id="default_delay", bash_command="true")
    BashOperator(task_id="own_delay", bash_command="true", retries=5, retry_delay=timedelta(minutes=1))
    BashOperator(task_id="none", bash_command="true", retries=0)
    BashOperator(
        task_id="growing",
        bash_command="true",
        retries=4,
        retry_delay=30,
        retry_exponential_backoff=True,
        max_retry_delay=timedelta(minutes=2),
    )
    BashOperator(task_id="limited", bash_command="true", execution_timeout=timedelta(minutes=10))
