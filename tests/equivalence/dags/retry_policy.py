# A retry policy that fails at once on one exception and retries another.
from datetime import datetime, timedelta

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, ExceptionRetryPolicy, RetryAction, RetryRule


def refused(ti):
    if ti.try_number > 1:
        return "second"
    raise PermissionError("refused")


def flaky(ti):
    if ti.try_number > 1:
        return "second"
    raise TimeoutError("slow")


with DAG("retry_policy", schedule=None, start_date=datetime(2024, 1, 1)):
    policy = ExceptionRetryPolicy(
        rules=[
            RetryRule(exception=PermissionError, action=RetryAction.FAIL),
            RetryRule(
                exception=TimeoutError, action=RetryAction.RETRY, retry_delay=timedelta(seconds=0)
            ),
        ]
    )
    refused_task = PythonOperator(
        task_id="refused_task",
        python_callable=refused,
        retries=2,
        retry_delay=timedelta(seconds=0),
        retry_policy=policy,
    )
    flaky_task = PythonOperator(
        task_id="flaky_task",
        python_callable=flaky,
        retries=2,
        retry_delay=timedelta(seconds=0),
        retry_policy=policy,
    )
