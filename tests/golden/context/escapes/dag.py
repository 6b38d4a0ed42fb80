"""What can't be passed as a value stays red, in place where that is possible."""

from datetime import datetime

from airflow.sdk import DAG, task
from company_audit import audit


with DAG("escapes", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def whole(**context):
        print("before")
        audit(context)

    @task
    def part(dag_run=None):
        """Show the state."""
        state = dag_run.get_state()
        print(state)

    whole() >> part()
