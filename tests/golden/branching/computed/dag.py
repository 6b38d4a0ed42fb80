"""What the branch returns is only known when it runs: the helper checks it."""

from datetime import datetime

from airflow.sdk import DAG, task


@task.branch
def choose(ti=None, params=None):
    return f"load_{params['source']}"


@task
def load_api():
    print("api")


@task
def load_files():
    print("files")


@task(trigger_rule="none_failed_min_one_success")
def publish():
    print("publish")


with DAG("computed", schedule=None, start_date=datetime(2024, 1, 1), params={"source": "api"}):
    choose() >> [load_api(), load_files()] >> publish()
