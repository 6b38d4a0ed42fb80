# run_id and dag_run in callables and templates.
# logical_date: 2024-03-05T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG


def use(dag_run, run_id, ti, task_instance_key_str):
    return [
        dag_run.dag_id,
        run_id == dag_run.run_id == ti.run_id,
        dag_run.logical_date.isoformat(),
        run_id.split("__")[0],
        run_id.startswith("manual__"),
        dag_run.run_type == "scheduled",
        dag_run.run_type.value,
        ti.max_tries,
        task_instance_key_str,
        ti.start_date >= dag_run.start_date,
    ]


with DAG("date_run_id", schedule=None, start_date=datetime(2024, 1, 1)):
    a = PythonOperator(task_id="a", python_callable=use)
    BashOperator(
        task_id="b",
        bash_command="echo {{ 'manual' if run_id.startswith('manual__') else 'scheduled' }}",
    )
    BashOperator(task_id="c", bash_command="echo {{ run_id.split('__')[0] }} {{ ti.max_tries }}")
