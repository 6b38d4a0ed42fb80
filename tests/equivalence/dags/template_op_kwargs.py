# Templates inside nested op_kwargs and op_args.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(a, rows, mapping):
    return [a, rows, mapping]


with DAG("template_op_kwargs", schedule=None, start_date=datetime(2024, 1, 1), params={"x": 5}):
    PythonOperator(
        task_id="use",
        python_callable=use,
        op_args=["{{ ds }}"],
        op_kwargs={"rows": ["{{ ds_nodash }}", 1], "mapping": {"{{ ds }}": "{{ params.x }}"}},
    )
