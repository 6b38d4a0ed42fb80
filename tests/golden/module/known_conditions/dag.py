from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

IS_PROD = False

with DAG("known_conditions", schedule=None, start_date=datetime(2024, 1, 1)) as dag:
    extract = BashOperator(task_id="extract", bash_command="true")
    if IS_PROD:
        alert = BashOperator(task_id="alert", bash_command="true")
        extract >> alert

if IS_PROD:
    archive = BashOperator(task_id="archive", bash_command="true", dag=dag)
    extract >> archive
elif not IS_PROD:
    check = BashOperator(task_id="check", bash_command="true", dag=dag)
    extract >> check

if not IS_PROD:
    print(dag.dag_id)
