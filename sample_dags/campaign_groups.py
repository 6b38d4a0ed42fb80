"""Task groups: nested, with edges between whole groups, and a group function that returns a value."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TaskGroup, chain, task, task_group


def collect(channel):
    return {"channel": channel, "clicks": len(channel) * 10}


@task
def clean(clicks):
    return [one for one in clicks if one > 0]


@task
def total(clicks):
    return sum(clicks)


@task_group
def score(clicks):
    """Clean, then add up."""
    return total(clean(clicks))


@task
def publish(result):
    return f"score {result}"


with DAG("campaign_groups", schedule=None, start_date=datetime(2024, 1, 1), tags=["marketing"]):
    prepare = BashOperator(task_id="prepare", bash_command="echo ready")

    with TaskGroup("collect") as collected:
        for channel in ("mail", "search"):
            PythonOperator(task_id=channel, python_callable=collect, op_args=[channel])
        with TaskGroup("social"):
            post = PythonOperator(task_id="post", python_callable=collect, op_args=["post"])
            story = PythonOperator(task_id="story", python_callable=collect, op_args=["story"])
            post >> story

    scored = score([3, 0, 4])
    done = publish(scored)
    chain(prepare, collected, done)
