# Names of instances, from the task and from its arguments.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, get_current_context, task


@task(map_index_template="{{ label }}")
def f(v):
    get_current_context()["label"] = f"item-{v}"
    return v


@task(map_index_template="{{ task.op_kwargs['v'] }}")
def g(v):
    return v


with DAG("map_name_of_argument", schedule=None, start_date=datetime(2024, 1, 1)):
    f.expand(v=[1, 2])
    g.expand(v=["a", "b"])
    BashOperator.partial(task_id="b", map_index_template="{{ task.bash_command }}").expand(
        bash_command=["echo 1", "echo 2"]
    )
