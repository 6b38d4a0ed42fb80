# A short circuit does not skip a teardown.
from datetime import datetime

from airflow.sdk import DAG, setup, task, teardown

with DAG("short_teardown_runs", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        return "cluster"

    @task.short_circuit
    def check():
        return False

    @task
    def work():
        return "worked"

    @teardown
    def delete():
        return "deleted"

    created = create()
    deleted = delete()
    created >> check() >> work() >> deleted
    created >> deleted
