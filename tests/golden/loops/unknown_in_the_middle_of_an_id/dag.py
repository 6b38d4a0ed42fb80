# The id of a task goes on after what only the run knows.
from datetime import datetime
from airflow import DAG
from airflow.models import Variable
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator

with DAG("partners", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    PARTNERS = Variable.get("partners_data", deserialize_json=True)
    start = EmptyOperator(task_id="start_update_task")
    for partner in PARTNERS:
        check = BashOperator(task_id=f"check_{partner}", bash_command="ls")
        send = BashOperator(task_id=f"send_{partner}_to_bq", bash_command="ls {}".format(PARTNERS[partner]["table"]))
        start >> check >> send
