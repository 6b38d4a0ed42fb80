# @task.run_if and @task.skip_if.
from datetime import datetime

from airflow.sdk import DAG, task


def yes(context):
    return True


def no(context):
    return False


with DAG("skip_run_if", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.run_if(no)
    @task
    def not_run():
        return 1

    @task.run_if(yes)
    @task
    def run():
        return 2

    @task.skip_if(yes, skip_message="skipped on purpose")
    @task
    def skipped():
        return 3

    @task(trigger_rule="none_failed")
    def end():
        return 4

    [not_run(), run(), skipped()] >> end()
