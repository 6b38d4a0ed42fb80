"""Airflow 2 style branching: small and large customer bases are scored differently, then joined."""

from datetime import datetime

from airflow import DAG
from airflow.operators.python import BranchPythonOperator, PythonOperator
from airflow.utils.edgemodifier import Label
from airflow.utils.trigger_rule import TriggerRule
from helpers.warehouse import read_source

LARGE = 1000


def count_customers():
    return len(read_source("customers"))


def choose_method(ti):
    """Sampling pays off for large customer bases only."""
    if ti.xcom_pull(task_ids="count_customers") > LARGE:
        return "score_sample"
    return "score_all"


def score_all():
    return {customer["name"]: len(customer["name"]) for customer in read_source("customers")}


def score_sample():
    first = read_source("customers")[0]
    return {first["name"]: len(first["name"])}


def publish(ti):
    scores = ti.xcom_pull(task_ids="score_all") or ti.xcom_pull(task_ids="score_sample")
    return sorted(scores)


with DAG(
    "customer_segments",
    schedule="0 5 * * 1",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    tags=["marketing"],
):
    count = PythonOperator(task_id="count_customers", python_callable=count_customers)
    choose = BranchPythonOperator(task_id="choose_method", python_callable=choose_method)
    everybody = PythonOperator(task_id="score_all", python_callable=score_all)
    sample = PythonOperator(task_id="score_sample", python_callable=score_sample)
    published = PythonOperator(
        task_id="publish",
        python_callable=publish,
        trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS,
    )

    count >> choose
    choose >> Label("few customers") >> everybody >> published
    choose >> Label("many customers") >> sample >> published
