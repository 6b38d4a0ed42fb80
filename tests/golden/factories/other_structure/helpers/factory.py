from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG


def make_dag(team, tables, check=False):
    with DAG(f"team_{team}", schedule="@daily", start_date=datetime(2024, 1, 1)) as dag:
        for table in tables:
            load = BashOperator(task_id=f"load_{table}", bash_command=f"load {team} {table}")
            if check:
                load >> BashOperator(task_id=f"check_{table}", bash_command=f"check {team}")
        BashOperator(task_id="end", bash_command=f"echo end of {team}")
    return dag
