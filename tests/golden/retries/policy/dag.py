from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, ExceptionRetryPolicy, RetryAction, RetryRule


class Refused(Exception):
    """Of this file: unknown to the compiler."""


def load():
    return "done"


KNOWN = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=PermissionError, action=RetryAction.FAIL),
        RetryRule(exception=TimeoutError, action=RetryAction.RETRY),
        RetryRule(exception="builtins.ValueError", action=RetryAction.FAIL),
    ]
)
DELAYED = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=OSError, action=RetryAction.RETRY, retry_delay=timedelta(seconds=5)
        ),
    ]
)
HIDING = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=PermissionError, action=RetryAction.RETRY),
        RetryRule(exception=OSError, action=RetryAction.FAIL),
    ]
)
UNKNOWN = ExceptionRetryPolicy(rules=[RetryRule(exception=Refused, action=RetryAction.FAIL)])

with DAG("policy", schedule=None, start_date=datetime(2024, 1, 1)):
    PythonOperator(task_id="known", python_callable=load, retries=2, retry_policy=KNOWN)
    PythonOperator(task_id="delayed", python_callable=load, retries=2, retry_policy=DELAYED)
    PythonOperator(task_id="hiding", python_callable=load, retries=2, retry_policy=HIDING)
    PythonOperator(task_id="unknown", python_callable=load, retries=2, retry_policy=UNKNOWN)
