"""Two decisions that do not depend on each other: the rules tier keeps them side by side."""

from datetime import datetime

from airflow.sdk import DAG, task


@task.branch
def choose_left():
    return "left_a"


@task.branch
def choose_right():
    return "right_b"


@task
def work():
    return 1


with DAG("two_decisions", schedule=None, start_date=datetime(2024, 1, 1)):
    left, right = choose_left(), choose_right()
    left >> [work.override(task_id="left_a")(), work.override(task_id="left_b")()]
    right >> [work.override(task_id="right_a")(), work.override(task_id="right_b")()]
