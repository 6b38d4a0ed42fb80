# Templates that ask whether there is a run before they read its conf.
# conf: {"table": "orders"}
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("template_run_exists", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="choice", bash_command="echo {{ dag_run.conf['table'] if dag_run else 'none' }}"
    )
    BashOperator(
        task_id="both",
        bash_command="echo {{ dag_run.conf['table'] if dag_run and dag_run.conf else 'none' }}",
    )
    BashOperator(
        task_id="block",
        bash_command="echo {% if dag_run %}{{ dag_run.conf.get('nope', 7) }}{% else %}none{% endif %}",
    )
    BashOperator(
        task_id="negated", bash_command="echo {% if not dag_run %}none{% else %}run{% endif %}"
    )
    BashOperator(
        task_id="inside",
        bash_command="echo {{ (dag_run.conf['table'] if ti else 'none') | upper }}",
    )
    BashOperator(
        task_id="missing", bash_command="echo {{ dag_run.conf['nope'] if dag_run else 'none' }}"
    )
