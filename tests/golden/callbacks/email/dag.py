"""An alert by e-mail, and a report."""

from datetime import datetime

from airflow import DAG
from airflow.operators.email import EmailOperator
from airflow.operators.python import PythonOperator
from airflow.utils.email import send_email

TEAM = ["data@example.com"]


def alert(context):
    """Tell the team what failed."""
    ti = context["task_instance"]
    send_email(
        to=TEAM,
        subject=f"{ti.dag_id}.{ti.task_id} failed",
        html_content=f"try {ti.try_number}: {context.get('exception')} <a href='{ti.log_url}'>log</a>",
    )


def load():
    send_email(TEAM, "Loading", "begins")


with DAG("email", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):
    loaded = PythonOperator(task_id="load", python_callable=load, on_failure_callback=alert)
    loaded >> EmailOperator(
        task_id="report",
        to=TEAM,
        subject="Orders of {{ ds }}",
        html_content="<b>All loaded.</b>",
    )
