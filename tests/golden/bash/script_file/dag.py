from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("scripts", schedule=None):
    # Airflow reads this file as a template.
    BashOperator(task_id="run", bash_command="run.sh")
