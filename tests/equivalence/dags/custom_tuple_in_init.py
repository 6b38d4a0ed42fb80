# Template fields that one statement of the constructor sets.
from datetime import datetime

from airflow import DAG
from airflow.models.baseoperator import BaseOperator
from airflow.operators.python import PythonOperator


class Scale(BaseOperator):
    """Multiplies."""

    template_fields = ("value", "by")

    def __init__(self, value, by=2, **kwargs):
        super().__init__(**kwargs); self.extra = 1  # ours
        # both at once
        self.value, self.by = value, by

    def execute(self, context):
        context["ti"].xcom_push(key="raw", value=self.value)
        return int(self.value) * int(self.by) + self.extra


class ScaleTwice(Scale):
    def __init__(self, value, times, **kwargs):
        self.times = times; super().__init__(value=value, **kwargs)

    def execute(self, context):
        return int(self.value) * self.times


def show(ti):
    return [
        ti.xcom_pull(task_ids="scale"),
        ti.xcom_pull(task_ids="scale", key="raw"),
        ti.xcom_pull(task_ids="twice"),
    ]


with DAG("custom_tuple_in_init", start_date=datetime(2024, 1, 1), schedule=None) as dag:
    one = Scale(task_id="scale", value="{{ ds_nodash[:4] }}", by=3)
    two = ScaleTwice(task_id="twice", value="{{ ti.xcom_pull(task_ids='scale') }}", times=5)
    one >> two >> PythonOperator(task_id="show", python_callable=show)
