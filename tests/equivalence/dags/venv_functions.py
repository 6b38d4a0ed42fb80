# Functions in another Python: arguments, run values, defaults, results, and one that fails.
import sys
from datetime import datetime

from airflow.providers.standard.operators.python import (
    ExternalPythonOperator,
    PythonOperator,
    PythonVirtualenvOperator,
)
from airflow.sdk import DAG, task

BASE = f"{sys.base_prefix}/bin/python3"


def add(first, second=10, *, third=100):
    # The other Python has only this source.
    import json

    print("adding")
    return json.loads(f"[{first + second + third}]")


def nothing():
    return None


def broken():
    raise ValueError("no")


def ok():
    return "done"


with DAG("venv_functions", schedule=None, start_date=datetime(2024, 1, 1)):
    own = PythonVirtualenvOperator(task_id="own", python_callable=add, op_args=[1], system_site_packages=False)
    there = ExternalPythonOperator(
        task_id="there", python=BASE, expect_airflow=False, python_callable=add, op_kwargs={"first": 2, "third": 3}
    )
    empty = ExternalPythonOperator(task_id="empty", python=BASE, expect_airflow=False, python_callable=nothing)
    fails = ExternalPythonOperator(task_id="fails", python=BASE, expect_airflow=False, python_callable=broken)

    @task.external_python(python=BASE, expect_airflow=False)
    def later(found: list, day):
        """Counts on."""
        return {"found": found, "day": day}

    @task.virtualenv(system_site_packages=False, expect_airflow=False)
    def environment():
        import sys

        return sys.prefix != sys.base_prefix

    later(own.output, "{{ ds }}")
    environment()
    fails >> PythonOperator(task_id="after", python_callable=ok)
