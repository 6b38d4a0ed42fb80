"""Airflow 1.10 style: a loop over tables, a branch on the weekday, set_upstream, trigger rules."""

from airflow.models import DAG
from airflow.operators.bash_operator import BashOperator
from airflow.operators.dummy_operator import DummyOperator
from airflow.operators.python_operator import BranchPythonOperator, PythonOperator
from airflow.utils.dates import days_ago
from airflow.utils.trigger_rule import TriggerRule

TABLES = ["customers", "orders", "products"]


def full_or_delta(execution_date, **kwargs):
    """A full load on Sundays, the changes on all other days."""
    return "full_load" if execution_date.weekday() == 6 else "delta_load"


def load_table(table, mode):
    print("loading %s (%s)" % (table, mode))
    return "%s:%s" % (table, mode)


with DAG(
    dag_id="legacy_warehouse_load",
    default_args={"owner": "warehouse", "start_date": days_ago(2)},
    schedule_interval="@daily",
    concurrency=4,
) as dag:
    choose = BranchPythonOperator(
        task_id="choose_mode", python_callable=full_or_delta, provide_context=True
    )
    full = DummyOperator(task_id="full_load")
    delta = DummyOperator(task_id="delta_load")
    done = DummyOperator(task_id="done", trigger_rule=TriggerRule.ALL_DONE)
    choose >> [full, delta]

    for name in TABLES:
        for mode, parent in (("full", full), ("delta", delta)):
            load = PythonOperator(
                task_id="load_{}_{}".format(name, mode),
                python_callable=load_table,
                op_kwargs={"table": name, "mode": mode},
            )
            load.set_upstream(parent)
            load >> done

    vacuum = BashOperator(task_id="vacuum", bash_command="echo vacuum {{ yesterday_ds }}")
    vacuum.set_upstream(done)
