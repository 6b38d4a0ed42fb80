# A branch that also pushes an XCom.
from datetime import datetime

from airflow.sdk import (
    dag,
    get_current_context,
    task,
)


@dag(dag_id="branch_pushes", schedule=None, start_date=datetime(2024, 1, 1), params={"path": "a"})
def build():
    @task.branch
    def decide(params=None, ti=None, **kwargs):
        ti.xcom_push(key="why", value=params["path"])
        return f"do_{params['path']}"

    @task
    def do_a():
        return get_current_context()["ti"].xcom_pull(task_ids="decide", key="why")

    @task
    def do_b():
        return "b"

    decide() >> [do_a(), do_b()]


build()
