from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("refused", schedule=None):
    BashOperator(task_id="connection", bash_command="psql {{ conn.db.host }}")
    BashOperator(task_id="filter", bash_command="echo {{ ds | wordwrap(3) }}")
    BashOperator(task_id="unknown", bash_command="echo {{ no_such_name }}")
    BashOperator(task_id="pull", bash_command="echo {{ ti.xcom_pull(task_ids=params.which) }}")
