"""One step for all that read one key of one result in one place."""

from __future__ import annotations

from translator.pipeline import translate_source

SOURCE = """
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG

def load(ti):
    ti.xcom_push(key="rows", value=1)
    ti.xcom_push(key="bytes", value=2)

def first(ti):
    return ti.xcom_pull(task_ids="load", key="rows")

def second(ti):
    return -ti.xcom_pull(task_ids="load", key="KEY")

with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):
    loaded = PythonOperator(task_id="load", python_callable=load)
    READERS
"""
UNROLLED = """for read in (first, second):
        loaded >> PythonOperator(task_id=read.__name__, python_callable=read)
"""
KEPT = """for name in ("a", "b"):
        loaded >> PythonOperator(task_id=f"read_{name}", python_callable=first)
"""


def flow(readers, key="rows"):
    text = translate_source(SOURCE.replace("READERS", readers).replace("KEY", key)).text
    assert text is not None
    return text[text.index("@flow") :]


def test_readers_of_an_unrolled_loop_share_it():
    assert flow(UNROLLED).count("pick.submit(") == 1


ARMS = """
    choose = BranchPythonOperator(task_id="choose", python_callable=lambda: "first")
    loaded >> OUTSIDE
    loaded >> choose >> [
        PythonOperator(task_id="first", python_callable=first),
        PythonOperator(task_id="second", python_callable=second),
    ]
"""


def test_an_arm_takes_the_one_outside():
    outside = ARMS.replace("OUTSIDE", 'PythonOperator(task_id="other", python_callable=first)')
    assert flow(outside).count("pick.submit(") == 1
    assert flow(ARMS.replace("loaded >> OUTSIDE", "")).count("pick.submit(") == 2


def test_other_keys_are_other_steps():
    assert flow(UNROLLED, key="bytes").count("pick.submit(") == 2


def test_in_a_loop_that_stays_there_is_one_in_the_loop():
    text = flow(KEPT)
    assert "for name in" in text
    assert text.count("pick.submit(") == 1
