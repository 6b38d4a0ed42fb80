"""What Airflow may begin before a decision above it is told (AP505)."""

from __future__ import annotations

import pytest

from translator.pipeline import translate_source

SOURCE = """
from datetime import datetime

from airflow.providers.standard.operators.python import PythonOperator, ShortCircuitOperator
from airflow.sdk import DAG

with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):
    check = ShortCircuitOperator(task_id="check", python_callable=lambda: False)
    alert = PythonOperator(task_id="alert", python_callable=print, trigger_rule="RULE")
    report = PythonOperator(task_id="report", python_callable=print, trigger_rule="all_done")
    check >> alert >> report
"""


def told(source):
    """What is said about moments."""
    return [d.message for d in translate_source(source).diagnostics if d.code == "AP505"]


def test_a_task_below_one_that_always_runs_does_not_wait_for_the_decision_above():
    (message,) = told(SOURCE.replace("RULE", "always"))
    assert "report waits for check" in message


@pytest.mark.parametrize(
    "source",
    [
        SOURCE.replace("RULE", "all_done"),
        SOURCE.replace("RULE", "always") + "    check >> report",
        SOURCE.replace("RULE", "always").replace(
            "lambda: False", "lambda: False, ignore_downstream_trigger_rules=False"
        ),
    ],
    ids=["waits in between", "directly below", "leaves out what is directly below only"],
)
def test_noop(source):
    assert told(source) == []
