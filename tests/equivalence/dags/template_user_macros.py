# User-defined macros and filters.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG


def bucket(day):
    return f"s3://bucket/{day}"


def shout(text):
    return text.upper() + "!"


with DAG(
    "template_user_macros",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    user_defined_macros={"bucket": bucket, "region": "eu"},
    user_defined_filters={"shout": shout},
    catchup=False,
):
    BashOperator(task_id="a", bash_command="echo {{ bucket(ds) }} {{ 'hey' | shout }} {{ region }}")
