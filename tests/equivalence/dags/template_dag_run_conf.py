# dag_run.conf in a template, with and without a key.
# conf: {"table": "orders"}
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_dag_run_conf", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(task_id="get", bash_command="echo {{ dag_run.conf.get('table', 'none') }}")
    BashOperator(task_id="missing", bash_command="echo {{ dag_run.conf.get('nope') }}")
    BashOperator(task_id="strict", bash_command="echo {{ dag_run.conf['nope'] }}")
