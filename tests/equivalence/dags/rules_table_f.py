# Every trigger rule over upstreams that end failed.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def succeed():
    return 1


def fail():
    raise ValueError("broken")


with DAG("rules_table_f", schedule=None, start_date=datetime(2024, 1, 1)):
    bad = PythonOperator(task_id="bad", python_callable=fail)
    all_success = PythonOperator(
        task_id="all_success", python_callable=succeed, trigger_rule="all_success"
    )
    all_failed = PythonOperator(
        task_id="all_failed", python_callable=succeed, trigger_rule="all_failed"
    )
    all_done = PythonOperator(task_id="all_done", python_callable=succeed, trigger_rule="all_done")
    all_done_min_one_success = PythonOperator(
        task_id="all_done_min_one_success",
        python_callable=succeed,
        trigger_rule="all_done_min_one_success",
    )
    one_success = PythonOperator(
        task_id="one_success", python_callable=succeed, trigger_rule="one_success"
    )
    one_failed = PythonOperator(
        task_id="one_failed", python_callable=succeed, trigger_rule="one_failed"
    )
    one_done = PythonOperator(task_id="one_done", python_callable=succeed, trigger_rule="one_done")
    none_failed = PythonOperator(
        task_id="none_failed", python_callable=succeed, trigger_rule="none_failed"
    )
    none_skipped = PythonOperator(
        task_id="none_skipped", python_callable=succeed, trigger_rule="none_skipped"
    )
    none_failed_min_one_success = PythonOperator(
        task_id="none_failed_min_one_success",
        python_callable=succeed,
        trigger_rule="none_failed_min_one_success",
    )
    all_skipped = PythonOperator(
        task_id="all_skipped", python_callable=succeed, trigger_rule="all_skipped"
    )
    always = PythonOperator(task_id="always", python_callable=succeed, trigger_rule="always")
    bad >> [
        all_success,
        all_failed,
        all_done,
        all_done_min_one_success,
        one_success,
        one_failed,
        one_done,
        none_failed,
        none_skipped,
        none_failed_min_one_success,
        all_skipped,
        always,
    ]
