from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, get_current_context, task, task_group


def add(left, right=10):
    return left + right


def read(ti):
    second = ti.xcom_pull(task_ids="numbered", map_indexes=1)
    return second, ti.xcom_pull(task_ids=["numbered", "rows"])


with DAG("positions", schedule=None, start_date=datetime(2024, 1, 1)):

    @task
    def rows():
        return [[1], [2, 3]]

    @task(map_index_template="{{ label }}")
    def numbered(name, ti=None):
        get_current_context()["label"] = f"load {name}"
        return f"{ti.map_index}: {name}"

    @task
    def inside(name, ti=None):
        return f"{name} {ti.map_index}"

    @task_group
    def each(name):
        inside(name)

    made = rows()
    done = numbered.expand(name=["a", "b"])
    each.expand(name=["c", "d"])
    PythonOperator.partial(task_id="added", python_callable=add).expand(op_args=made)
    PythonOperator.partial(task_id="each_way", python_callable=add).expand(
        op_args=[[1], [2]], op_kwargs=[{"right": 3}, {"right": 4}]
    )
    [done, made] >> PythonOperator(task_id="read", python_callable=read)
