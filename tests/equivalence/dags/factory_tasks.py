# A function of a helper module that makes an operator, called in two DAGs.
from datetime import datetime

from airflow.sdk import DAG
from factories.loads import echo_task

with DAG("factory_tasks_other", schedule=None, start_date=datetime(2024, 1, 1)):
    echo_task("hello", "hello") >> echo_task("world", "world", times=2)

with DAG("factory_tasks", schedule=None, start_date=datetime(2024, 1, 1)):
    echo_task("first", "one") >> [echo_task("second", "two", times=3), echo_task("third", "three")]
