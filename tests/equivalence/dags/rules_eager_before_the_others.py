# Rules that one upstream task can fulfil: the others end as they would.
import time
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG
from airflow.sdk.exceptions import AirflowSkipException


def work():
    time.sleep(0.5)


def broken():
    time.sleep(0.5)
    raise ValueError("broken")


def skipping():
    time.sleep(0.5)
    raise AirflowSkipException("not today")


with DAG("rules_eager_before_the_others", schedule=None, start_date=datetime(2024, 1, 1)):

    def task(name, call=work, rule="all_success"):
        return PythonOperator(task_id=name, python_callable=call, trigger_rule=rule)

    good, bad, late = task("good"), task("bad", broken), task("late")
    skipped, later = task("skipped", skipping), task("later", broken)
    late >> later
    any_good, any_bad = task("any_good", rule="one_success"), task("any_bad", rule="one_failed")
    any_done, none = task("any_done", rule="one_done"), task("none", rule="one_success")
    [good, later] >> any_good
    [bad, late] >> any_bad
    [skipped, later] >> any_done
    [skipped, later] >> none
    after = task("after")
    end = task("end", rule="all_done")
    any_good >> after
    [after, any_bad, any_done, none] >> end
