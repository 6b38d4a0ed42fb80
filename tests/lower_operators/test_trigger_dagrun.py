"""A run that is there already: what Airflow clears is a new run in Prefect, the rest is refused."""

import pytest

from tests.helpers import explain, translated

SOURCE = """\
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG

with DAG("example", schedule=None):
    TriggerDagRunOperator(task_id="go", trigger_dag_id="load", {arguments})
"""
NEW_RUN = "reset_dag_run: the run that exists stays, and a new one takes its place"
NEW_CONF = "reset_dag_run=True: the new run has the new conf, in Airflow it keeps the old one"

NAMED = ("AP312", "trigger_run_id names the other run, its run_id is made of its date")

CASES = [
    ("reset_dag_run=True", [("AP212", "reset_dag_run: every run is a new one")]),
    ("reset_dag_run=False, trigger_run_id='x'", [NAMED]),
    ("reset_dag_run=True, trigger_run_id='x'", [("AP212", NEW_RUN), NAMED]),
    ("reset_dag_run=True, logical_date='{{ ds }}'", [("AP212", NEW_RUN)]),
    (
        "reset_dag_run=True, logical_date='{{ ds }}', conf={'a': 1}",
        [("AP203", NEW_CONF), ("AP213", '{"a": 1}')],
    ),
]


@pytest.mark.parametrize(("arguments", "expected"), CASES)
def test_a_run_that_exists_is_followed_by_a_new_one(arguments, expected):
    result = translated(SOURCE.format(arguments=arguments))
    found = [(one.code, one.detail) for one in result.diagnostics]
    assert sorted(found) == [
        (code, detail.replace('"a"', "'a'")) for code, detail in sorted(expected)
    ], explain(result)
    assert 'run_deployment(\n        "load/load"' in result.text or (
        'run_deployment("load/load"' in result.text
    )


@pytest.mark.parametrize(
    "arguments",
    [
        "skip_when_already_exists=True, trigger_run_id='x'",
        "reset_dag_run=ASKED, trigger_run_id='x'",
    ],
)
def test_what_depends_on_a_run_that_exists_is_refused(arguments):
    source = SOURCE.format(arguments=arguments)
    result = translated(source.replace("with DAG", "from settings import ASKED\n\nwith DAG"))
    assert "NotImplementedError" in result.text
    assert "of a run that exists" in explain(result)
