from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG


def first_of_month(ds):
    return ds[:8] + "01"


def quoted(text):
    return f"'{text}'"


with DAG(
    "monthly",
    schedule="@monthly",
    user_defined_macros={"first_of_month": first_of_month},
    user_defined_filters={"quoted": quoted},
):
    BashOperator(task_id="show", bash_command="echo {{ first_of_month(ds) | quoted }}")
