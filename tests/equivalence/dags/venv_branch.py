# A branch in another Python, and an exit code there that skips.
import sys
from datetime import datetime

from airflow.providers.standard.operators.python import (
    BranchExternalPythonOperator,
    ExternalPythonOperator,
    PythonOperator,
)
from airflow.sdk import DAG, task

BASE = f"{sys.base_prefix}/bin/python3"


def choose(number):
    return "right" if number > 3 else "left"


def leaves():
    import sys

    sys.exit(7)


def ok():
    return "done"


with DAG("venv_branch", schedule=None, start_date=datetime(2024, 1, 1)):
    pick = BranchExternalPythonOperator(
        task_id="pick", python=BASE, expect_airflow=False, python_callable=choose, op_args=[5]
    )
    pick >> [
        PythonOperator(task_id="left", python_callable=ok),
        PythonOperator(task_id="right", python_callable=ok),
    ]

    @task.branch_virtualenv(system_site_packages=False)
    def decide():
        return ["one", "two"]

    decide() >> [PythonOperator(task_id=i, python_callable=ok) for i in ("one", "two", "three")]
    skips = ExternalPythonOperator(
        task_id="skips", python=BASE, expect_airflow=False, python_callable=leaves, skip_on_exit_code=7
    )
    skips >> PythonOperator(task_id="after", python_callable=ok)
