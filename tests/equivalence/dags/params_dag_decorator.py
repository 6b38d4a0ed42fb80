# Parameters of a @dag function, given by the conf.
# conf: {"x": 9}
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1))
def params_dag_decorator(x: int = 3, name: str = "n"):
    @task
    def use(x, name):
        return [x, name]

    BashOperator(task_id="echo", bash_command="echo {{ params.x }} {{ params.name }}")
    use(x, name)


params_dag_decorator()
