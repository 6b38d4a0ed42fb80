# Each key of a dict that a bash command prints is an XCom.
import json
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG("bash_multiple_outputs", schedule=None, start_date=datetime(2024, 1, 1)):
    stats = BashOperator(
        task_id="stats",
        bash_command="echo '{\"files\": 3, \"folder\": \"in\"}'",
        multiple_outputs=True,
        output_processor=json.loads,
    )

    show = BashOperator(
        task_id="show",
        bash_command=(
            "echo {{ ti.xcom_pull(task_ids='stats', key='files') }}"
            " {{ ti.xcom_pull(task_ids='stats', key='folder') }}"
            " {{ ti.xcom_pull(task_ids='stats', key='none') }}"
        ),
    )
    stats >> show
