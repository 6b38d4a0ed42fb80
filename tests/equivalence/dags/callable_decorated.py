# Callables under decorators of the user's that hand everything on.
import functools
from datetime import datetime

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG, task


def told(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        print("calling", fn.__name__)
        return fn(*args, **kwargs)

    return inner


def again(times):
    def wrap(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            found = None
            for _ in range(times):
                found = fn(*args, **kwargs)
            return [found, times]

        return inner

    return wrap


@told
def plain(x=1):
    return x


@again(2)
@told
def with_context(ds, **kwargs):
    return [ds, kwargs["ti"].task_id]


@told
def choose(**context):
    return "left" if context["ds"] > "2000" else "right"


with DAG("callable_decorated", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    @told
    def taskflow(x, ds=None):
        return [x, ds]

    first = PythonOperator(task_id="first", python_callable=plain, op_kwargs={"x": 5})
    second = PythonOperator(task_id="second", python_callable=with_context)
    third = BranchPythonOperator(task_id="third", python_callable=choose)
    first >> second >> taskflow(3) >> third
    third >> [EmptyOperator(task_id="left"), EmptyOperator(task_id="right")]
