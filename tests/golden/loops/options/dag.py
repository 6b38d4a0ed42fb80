"""A loop over settings of which some go to options of the task."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator

CARRIERS = {
    "dhl": {"retries": 3, "minutes": 5, "pool": "feeds", "seconds": 30},
    "ups": {"retries": 0, "minutes": 1, "pool": "slow_feeds", "seconds": 60},
}


def fetch(carrier):
    print(f"feed of {carrier}")


with DAG("carriers", start_date=datetime(2024, 1, 1), schedule=None, catchup=False):
    for carrier, settings in CARRIERS.items():
        fetched = PythonOperator(
            task_id=f"fetch_{carrier}",
            python_callable=fetch,
            op_args=[carrier],
            retries=settings["retries"],
            retry_delay=timedelta(minutes=settings["minutes"]),
            pool=settings["pool"],
            doc_md=f"The feed of {carrier}.",
        )
        stored = BashOperator(
            task_id=f"store_{carrier}",
            bash_command="echo stored",
            retries=2,
            retry_delay=settings["seconds"],
            execution_timeout=timedelta(seconds=settings["seconds"]),
        )
        fetched >> stored
