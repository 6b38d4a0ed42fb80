from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG
from dateutil.relativedelta import relativedelta

START = datetime(2024, 1, 1)

with DAG("every_six_hours", schedule=timedelta(hours=6), start_date=START, tags=["a", "b"]):
    BashOperator(task_id="run", bash_command="true")

with DAG("monthly", schedule=relativedelta(months=1), start_date=START, max_active_runs=1):
    BashOperator(task_id="run", bash_command="true")

with DAG("once", schedule="@once", start_date=START):
    BashOperator(task_id="run", bash_command="true")

with DAG("always", schedule="@continuous", start_date=START, max_active_runs=1):
    BashOperator(task_id="run", bash_command="true")

with DAG("history", schedule="@weekly", start_date=START, end_date=datetime(2030, 1, 1), catchup=True):
    BashOperator(task_id="run", bash_command="true")
