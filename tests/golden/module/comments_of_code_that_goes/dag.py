# Owned by the billing team.
import datetime

from airflow import DAG  # the DAG itself goes
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import PythonOperator

# Set this to try it on one table:
# TABLES = ["orders"]

TABLES = ["orders", "invoices"]

# The ledger locks its tables at night.
default_args = {
    "owner": "billing",
    # It fails once a week.
    "retries": 2,
    # "email": ["billing@example.com"],
}


def total():
    # Only what is paid.
    return 1


with DAG(
    "ledger",
    start_date=datetime.datetime(2024, 1, 1),
    schedule="@daily",  # once the banks have closed
    default_args=default_args,
    # catchup=True,
) as dag:
    # --- Load -------------------------------------------------

    start = EmptyOperator(task_id="start")
    totals = PythonOperator(
        task_id="totals",
        python_callable=total,
        execution_timeout=datetime.timedelta(minutes=5),  # the ledger hangs now and then
    )

    # One after the other would take all night.
    for table in TABLES:
        # The export tool knows the tables by name.

        export = BashOperator(
            task_id=f"export_{table}",
            # It writes to standard output.
            bash_command=f"echo {table}",
        )
        # Nothing to add up before all is exported.
        start >> export >> totals

    # --- Publish ----------------------------------------------
    publish = BashOperator(task_id="publish", bash_command="echo published")

    # publish reads the totals
    totals >> publish
    # totals >> archive

# End of the DAG.
