# ignore_downstream_trigger_rules=False: only direct children are skipped.
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG


def no():
    return False


def ok():
    return "done"


with DAG("short_false_respect_rules", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(
        task_id="check", python_callable=no, ignore_downstream_trigger_rules=False
    )
    a = PythonOperator(task_id="a", python_callable=ok)
    b = PythonOperator(task_id="b", python_callable=ok)
    live = PythonOperator(task_id="live", python_callable=ok)
    join = PythonOperator(task_id="join", python_callable=ok, trigger_rule="all_done")
    check >> a >> b >> join
    live >> join
