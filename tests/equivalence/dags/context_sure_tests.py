# Guards against a context that is not there, which a task of Airflow's never meets.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task


@task
def batches(size, **kwargs):
    ti = kwargs.get("ti")  # type: ignore
    run = kwargs["dag_run"] if "dag_run" in kwargs else None
    conf = (run.conf or {}) if run is not None else {"size": 100}
    at = 0
    while at < 5:
        at += int(conf.get("size", size))
        if ti is not None:
            ti.xcom_push(key="at", value=at)
    if not ti:
        raise ValueError("no task instance")
    elif conf:
        return "by conf"
    return kwargs["run_id"] is not None


def reader(label, **context):
    if "label" in context or "other" in context:
        return "never"
    if "ti" not in context:
        return None
    ti = context["ti"]
    return [label, ti.xcom_pull(task_ids="batches", key="at"), ti and ti.task_id]


with DAG("context_sure_tests", schedule=None, start_date=datetime(2024, 1, 1)):
    batches(2) >> PythonOperator(
        task_id="reader", python_callable=reader, op_kwargs={"label": "at"}
    )
