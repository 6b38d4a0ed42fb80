# A teardown waits for a task in its scope that its direct upstream has not waited for.
import tempfile
import time
from datetime import datetime
from pathlib import Path

from airflow.sdk import DAG, setup, task, teardown

MARK = Path(tempfile.gettempdir()) / "setup_waits_for_scope"

with DAG("setup_waits_for_scope", schedule=None, start_date=datetime(2024, 1, 1)):

    @setup
    def create():
        MARK.unlink(missing_ok=True)

    @task
    def work():
        time.sleep(1)
        MARK.touch()

    @task(trigger_rule="always")
    def anyway():
        return "at once"

    @teardown
    def delete():
        return MARK.exists()

    created, deleted = create(), delete()
    created >> work() >> anyway() >> deleted
    created >> deleted
