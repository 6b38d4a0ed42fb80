# Functions of several levels that get the context, and push for the task.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, get_current_context, task

TABLES = ["a", "b"]


def read(ti, table):
    rows = ti.xcom_pull(task_ids=f"extract_{table}")
    ti.xcom_push(key=f"read_{table}", value=len(rows))
    return rows


def write(ti, rows, params=None, **kwargs):
    ti.xcom_push("written", rows)
    return [ti.task_id, kwargs["ds_nodash"] > "2020", params["prefix"], rows]


def store(context, rows):
    if not rows:
        return None
    return write(rows=rows, **context)


def day():
    return get_current_context()["params"]["prefix"] * 2


def both(**context):
    rows = []
    for table in TABLES:
        rows += read(context["ti"], table)
    context["ti"].xcom_push("before", "both")
    return store(context, rows)


def one(**kwargs):
    ti = kwargs["ti"]
    found = [read(ti, table) for table in ["a"]]
    found.append(kwargs["extra"])
    return store(kwargs, found)


def nothing(ti, **context):
    return store(context, ti.xcom_pull("extract_none"))


def read_all(ti):
    ids = ["both", "one", "nothing"]
    values = {one: ti.xcom_pull(task_ids=one) for one in ids}
    return [values, ti.xcom_pull("both", key="written"), ti.xcom_pull("one", key="read_a")]


with DAG("helper_levels", schedule=None, start_date=datetime(2024, 1, 1), params={"prefix": "p"}):

    @task
    def extract(table):
        return [table, day()]

    @task
    def last(ti=None):
        return read_all(ti)

    first = extract.override(task_id="extract_a")("a")
    second = extract.override(task_id="extract_b")("b")
    nothing_made = PythonOperator(task_id="extract_none", python_callable=lambda: [])
    tasks = [
        PythonOperator(task_id="both", python_callable=both),
        PythonOperator(task_id="one", python_callable=one, op_kwargs={"extra": 5}),
        PythonOperator(task_id="nothing", python_callable=nothing),
    ]
    first >> second >> nothing_made >> tasks[0] >> tasks[1] >> tasks[2] >> last()
