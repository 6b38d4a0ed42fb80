# A short circuit at a distance does not skip the runs of a mapped task; its rule decides.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG


def work(value=0):
    return value


with DAG("short_far_from_mapped", schedule=None, start_date=datetime(2024, 1, 1)):
    gate = ShortCircuitOperator(task_id="gate", python_callable=lambda: False)
    between = PythonOperator(task_id="between", python_callable=work)
    runs = PythonOperator.partial(
        task_id="runs", python_callable=work, trigger_rule="all_skipped"
    ).expand(op_args=[[1], [2]])
    single = PythonOperator(task_id="single", python_callable=work, trigger_rule="all_skipped")
    gate >> between >> [runs, single]
