from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("scripts", schedule=None, template_searchpath=["/opt/airflow/dags/scripts"]):
    BashOperator(task_id="beside", bash_command="beside.sh")
    BashOperator(task_id="on_path", bash_command="on_path.sh", env={"DAY": "{{ ds }}"}, append_env=True)
    BashOperator(task_id="command", bash_command="./beside.sh ")
    BashOperator(task_id="missing", bash_command="missing.sh")
