"""Canonical names."""

from __future__ import annotations

import pytest

from tests.load.evaluating import evaluate, value_of
from translator import ir
from translator.load.airflow import names

CANONICAL = {
    "airflow.DAG": "airflow.sdk.DAG",
    "airflow.models.DAG": "airflow.sdk.DAG",
    "airflow.models.dag.DAG": "airflow.sdk.DAG",
    "airflow.sdk.DAG": "airflow.sdk.DAG",
    "airflow.sdk.definitions.dag.DAG": "airflow.sdk.DAG",
    "airflow.decorators.task": "airflow.sdk.task",
    "airflow.decorators.task.bash": "airflow.sdk.task.bash",
    "airflow.operators.bash_operator.BashOperator": (
        "airflow.providers.standard.operators.bash.BashOperator"
    ),
    "airflow.operators.dummy.DummyOperator": (
        "airflow.providers.standard.operators.empty.EmptyOperator"
    ),
    "airflow.operators.python.PythonOperator.partial": (
        "airflow.providers.standard.operators.python.PythonOperator.partial"
    ),
    "airflow.utils.trigger_rule.TriggerRule.ALL_DONE": "airflow.sdk.TriggerRule.ALL_DONE",
    "airflow.utils.timezone.utc": "airflow.sdk.timezone.utc",
    "airflow.operators.subdag_operator.SubDagOperator": "airflow.operators.subdag.SubDagOperator",
    "airflow.utils.dates.days_ago": "airflow.utils.dates.days_ago",
    "airflow.providers.some.operators.x.Y": "airflow.providers.some.operators.x.Y",
    "pandas.DataFrame": "pandas.DataFrame",
    "airflow.operators.BashOperator": "airflow.providers.standard.operators.bash.BashOperator",
    "airflow.operators.sensors.TimeDeltaSensor": (
        "airflow.providers.standard.sensors.time_delta.TimeDeltaSensor"
    ),
    "airflow.operators.DummyOperator": "airflow.providers.standard.operators.empty.EmptyOperator",
    "airflow.sensors.ExternalTaskSensor": (
        "airflow.providers.standard.sensors.external_task.ExternalTaskSensor"
    ),
    "airflow.operators.python_operator.PythonOperator": (
        "airflow.providers.standard.operators.python.PythonOperator"
    ),
}


@pytest.mark.parametrize("name", CANONICAL)
def test_canonical(name: str) -> None:
    assert names.canonical(name) == CANONICAL[name]


@pytest.mark.parametrize(
    "code",
    [
        "from airflow.operators.bash import BashOperator as x",
        "import airflow.operators.bash_operator as b\nx = b.BashOperator",
        "import airflow\nx = airflow.operators.bash.BashOperator",
        "from airflow.operators import bash\nx = bash.BashOperator",
        "from airflow.operators.bash import *\nx = BashOperator",
    ],
)
def test_every_way_to_import_leads_to_one_name(code: str) -> None:
    expected = ir.NameRef("airflow.providers.standard.operators.bash.BashOperator")
    assert value_of(evaluate(code), "x") == expected


def test_no_entry_of_the_map_is_malformed() -> None:
    table, _ = names._tables()
    for old, new in table.items():
        assert new is None or (" " not in new and "airflowairflow" not in new), old
        assert new is None or new.count("airflow.providers.") <= 1, old
