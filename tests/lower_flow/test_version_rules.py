"""Where versions of Airflow disagree on a rule or a skip, it is told (AP507)."""

from __future__ import annotations

import pytest

from translator.pipeline import translate_source

AIRFLOW_3 = """
from datetime import datetime

from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.sdk import DAG, task, task_group
"""
AIRFLOW_2 = """
from datetime import datetime

from airflow import DAG
from airflow.decorators import task, task_group
from airflow.operators.python import BranchPythonOperator, PythonOperator
"""
GROUP = """
with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):

    @task_group
    def group(value):
        @task.short_circuit
        def check(value):
            return value

        @task(trigger_rule=RULE)
        def work():
            return 1

        check(value) >> work()

    group.expand(value=[0, 1])
"""
BRANCH = """
with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):
    branch = BranchPythonOperator(task_id="branch", python_callable=lambda: "other")
    other = PythonOperator(task_id="other", python_callable=print)
    branch >> [other, WORK]
"""
ANYWAY = 'PythonOperator(task_id="work", python_callable=print, trigger_rule="always")'
MAPPED = 'PythonOperator.partial(task_id="work", python_callable=print).expand(op_args=[[1]])'


def told(source):
    """What is said about versions."""
    return [d.message for d in translate_source(source).diagnostics if d.code == "AP507"]


def test_a_decision_in_a_mapped_group():
    assert len(told(AIRFLOW_3 + GROUP.replace("RULE", '"all_success"'))) == 1
    assert told(AIRFLOW_2 + GROUP.replace("RULE", '"all_success"')) == []


@pytest.mark.parametrize("rule", ["one_failed", "one_success", "one_done"])
def test_rules_that_look_at_all_instances_in_airflow_2(rule):
    assert len(told(AIRFLOW_2 + GROUP.replace("RULE", f'"{rule}"'))) == 1


@pytest.mark.parametrize("work", [ANYWAY, MAPPED])
def test_children_that_a_branch_leaves_out_otherwise_in_airflow_2(work):
    assert len(told(AIRFLOW_2 + BRANCH.replace("WORK", work))) == 1
    assert told(AIRFLOW_3 + BRANCH.replace("WORK", work)) == []
