from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("compress", schedule=None):
    BashOperator.partial(task_id="gzip", cwd="/data").expand(
        bash_command=["gzip a.csv", "gzip {{ params.file }}"],
    )
