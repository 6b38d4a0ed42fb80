from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, task


class Thing:
    """Nothing XCom knows."""


def secret():
    return "hidden"


def progress(ti):
    ti.xcom_push(key="rows", value=3)
    raise ValueError("broken")


def show(value):
    print(value)


with DAG("stored_values", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def by_number():
        found = {1: "one", 2: "two"}
        return found

    @task
    def thing():
        return Thing()

    @task(multiple_outputs=True)
    def no_dict():
        return [1, 2]

    @task
    def double(x):
        return x * 2

    @task
    def everything(values):
        return values

    shown = PythonOperator(task_id="shown", python_callable=show, op_args=[by_number()])
    missing = PythonOperator(task_id="missing", python_callable=show, op_args=[thing()["x"]])
    hidden = PythonOperator(task_id="hidden", python_callable=secret, do_xcom_push=False)
    nothing = PythonOperator(task_id="nothing", python_callable=show, op_args=[hidden.output])
    pushing = PythonOperator(task_id="pushing", python_callable=progress)
    after = PythonOperator(
        task_id="after",
        python_callable=show,
        op_args=[pushing.output["rows"]],
        trigger_rule="all_done",
    )
    no_dict()
    everything(double.expand(x=[1, 2]))
