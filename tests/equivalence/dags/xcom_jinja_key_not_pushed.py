# A template pulls a key that its task never pushes.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def push(number, ti):
    ti.xcom_push(key="n", value=number)
    return [number]


with DAG("xcom_jinja_key_not_pushed", schedule=None, start_date=datetime(2024, 1, 1)):
    one = PythonOperator(task_id="one", python_callable=push, op_args=[1])
    two = PythonOperator.partial(task_id="two", python_callable=push).expand(op_args=[[1], [2]])
    three = BashOperator(task_id="three", bash_command="echo 3")
    show = BashOperator(
        task_id="show",
        bash_command=(
            "echo '{{ ti.xcom_pull(task_ids=\"one\", key=\"n\") }}"
            " {{ ti.xcom_pull(task_ids=\"one\", key=\"m\") }}"
            " {{ ti.xcom_pull(task_ids=\"two\", key=\"m\") }}"
            " {{ ti.xcom_pull(task_ids=\"three\", key=\"m\") or \"none\" }}'"
        ),
    )
    [one, two, three] >> show
