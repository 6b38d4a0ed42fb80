import os
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from settings import OUT

HERE = os.path.dirname(__file__)


def look(name, folder):
    place = os.path.join(folder, name)
    return BashOperator(task_id=name, bash_command=f"ls {place}")


with DAG("paths_that_are_written", start_date=datetime(2024, 1, 1), schedule=None):
    look("written", OUT) >> look("beside", HERE)
