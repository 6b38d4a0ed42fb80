# output_processor turns the output into a value.
import json
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_output_processor", schedule=None, start_date=datetime(2024, 1, 1)):
    BashOperator(
        task_id="a",
        bash_command="echo '{\"rows\": 3}'",
        output_processor=lambda text: json.loads(text),
    )
