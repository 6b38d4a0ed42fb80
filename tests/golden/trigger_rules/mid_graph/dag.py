"""A rule that looks at states in mid-graph needs the helper."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def work():
    return 1


with DAG("mid_graph", schedule=None, start_date=datetime(2024, 1, 1)):
    primary = PythonOperator(task_id="primary", python_callable=work)
    fallback = PythonOperator(task_id="fallback", python_callable=work, trigger_rule="all_failed")
    publish = PythonOperator(
        task_id="publish", python_callable=work, trigger_rule="none_failed_min_one_success"
    )
    primary >> fallback >> publish
    primary >> publish
