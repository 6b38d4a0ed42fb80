# Two setups, one fails: the teardown still runs.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("setup_two_one_fails", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def first():
        return 1

    @setup
    def second():
        raise ValueError("no quota")

    @task
    def work():
        return 1

    @teardown
    def delete():
        return "gone"

    a, b, deleted = first(), second(), delete()
    [a, b] >> work() >> deleted
    a >> deleted
    b >> deleted
