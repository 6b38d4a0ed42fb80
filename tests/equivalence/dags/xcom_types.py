# Types through XCom: tuples, sets, dates, nested containers, int keys.
from datetime import datetime

from airflow.sdk import DAG, task

with DAG("xcom_types", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def make():
        return {
            "tuple": (1, 2),
            "when": datetime(2024, 1, 2, 3, 4),
            "nested": [{"a": None}, [True, 1.5]],
            "text": "ünïcode",
        }

    @task
    def check(v):
        return [
            list(v["tuple"]),
            v["when"].year,
            v["nested"][0]["a"] is None,
            v["text"].upper(),
        ]

    check(make())
