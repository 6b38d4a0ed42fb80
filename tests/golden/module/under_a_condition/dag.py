"""Only where the package is installed."""

from datetime import datetime
from importlib.util import find_spec

if find_spec("math"):
    from airflow.providers.standard.operators.python import PythonOperator
    from airflow.sdk import DAG

    # What a report can be about.
    TOPICS = ["sales", "stock"]

    def report():
        return f"reports on {', '.join(TOPICS)}"

    with DAG("reports", schedule=None, start_date=datetime(2024, 1, 1)):
        SUFFIX = "done"

        def finish():
            return f"{len(TOPICS)} {SUFFIX}"

        first = PythonOperator(task_id="report", python_callable=report)
        first >> PythonOperator(task_id="finish", python_callable=finish)
