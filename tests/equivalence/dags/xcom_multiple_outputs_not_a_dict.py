# multiple_outputs of something that is no dict fails the task.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_multiple_outputs_not_a_dict", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(multiple_outputs=True)
    def make():
        return [1, 2]

    @task(trigger_rule="all_done")
    def use():
        return 1

    make() >> use()
