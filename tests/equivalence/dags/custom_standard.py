# Subclasses of standard operators that only choose their arguments.
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def greet(name, ds):
    return f"hello {name} on {ds}"


class EchoOperator(BashOperator):
    """Says a word."""

    ui_color = "#123456"

    def __init__(self, word, **kwargs):
        super().__init__(bash_command=f"echo {word} {{{{ ds }}}}", **kwargs)
        self.word = word


class GreetOperator(PythonOperator):
    def __init__(self, name, **kwargs):
        super().__init__(python_callable=greet, op_kwargs={"name": name}, **kwargs)


class StartOperator(EmptyOperator):
    ui_color = "#654321"


with DAG("custom_standard", schedule=None, start_date=datetime(2024, 1, 1)):
    start = StartOperator(task_id="start")
    echoes = [EchoOperator(task_id=f"echo_{word}", word=word) for word in ("one", "two")]
    start >> echoes >> GreetOperator(task_id="greet", name="you")
