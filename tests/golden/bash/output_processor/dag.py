import json
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG


def first_word(text):
    return text.split()[0]


with DAG("output_processor", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="rows", bash_command="cat rows.json", output_processor=lambda text: json.loads(text)
    )
    BashOperator(task_id="word", bash_command="uname -a", output_processor=first_word)
    BashOperator(
        task_id="twice", bash_command="date", output_processor=lambda text: (text, text.upper())
    )
