# Typed Params.
# conf: {"n": 5}
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Param


def use(params):
    return [params["mode"], params["n"], params["day"]]


with DAG(
    "params_typed",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    params={
        "mode": Param("full", type="string", enum=["full", "delta"]),
        "n": Param(3, type="integer", minimum=1),
        "day": Param(None, type=["null", "string"]),
    },
    catchup=False,
):
    a = PythonOperator(task_id="a", python_callable=use)
