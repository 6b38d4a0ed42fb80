# The callable uses a hook, its argument a macro of the DAG's: the function stands there once.
from datetime import datetime

from airflow import DAG
from airflow.operators.python import PythonOperator
from airflow.providers.amazon.aws.hooks.s3 import S3Hook


def keys(bucket, prefix, **context):
    return S3Hook("aws").list_keys(bucket, prefix)


with DAG(
    "hook_and_template",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    user_defined_macros={"prefix": lambda day: "data/" + day},
):
    PythonOperator(
        task_id="list_keys",
        python_callable=keys,
        op_args=["raw"],
        op_kwargs={"prefix": "{{ prefix(ds) }}"},
    )
