"""Trigger rules: checks of which one fails, an alert, a clean-up that always runs, a verdict."""

from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, TriggerRule
from helpers.warehouse import read_source


def check_not_empty():
    return len(read_source("orders")) > 0


def check_amounts():
    empty = [order["id"] for order in read_source("orders") if not order["amount"]]
    if empty:
        raise ValueError(f"orders without an amount: {empty}")


def check_customers():
    known = {customer["id"] for customer in read_source("customers")}
    return all(order["customer"] in known for order in read_source("orders"))


def alert():
    return "somebody should look"


def clean_up():
    return "temporary tables dropped"


def publish():
    return "published"


with DAG("quality_gate", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    checks = [
        PythonOperator(task_id="check_not_empty", python_callable=check_not_empty),
        PythonOperator(task_id="check_amounts", python_callable=check_amounts),
        PythonOperator(task_id="check_customers", python_callable=check_customers),
    ]
    alerted = PythonOperator(
        task_id="alert", python_callable=alert, trigger_rule=TriggerRule.ONE_FAILED
    )
    cleaned = PythonOperator(
        task_id="clean_up", python_callable=clean_up, trigger_rule=TriggerRule.ALL_DONE
    )
    published = PythonOperator(task_id="publish", python_callable=publish)

    checks >> alerted
    checks >> cleaned
    checks >> published
