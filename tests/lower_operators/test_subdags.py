"""A task that stands for a sub-DAG ends as the flow of that sub-DAG does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lower_operators.test_deploy import PYTHON, environment
from translator import translate_source
from translator.emit.support import support_files

__all__ = ["environment"]

SOURCE = """\
from datetime import datetime

from airflow import DAG
from airflow.exceptions import AirflowSkipException
from airflow.operators.python import PythonOperator
from airflow.operators.subdag import SubDagOperator

ARGS = {"start_date": datetime(2024, 1, 1)}


def inner(name, function):
    with DAG(f"outer.{name}", schedule_interval="@daily", default_args=ARGS) as dag:
        first = PythonOperator(task_id="first", python_callable=function)
        first >> PythonOperator(task_id="second", python_callable=works)
    return dag


def works():
    return 1


def fails():
    raise ValueError("no")


def skips():
    raise AirflowSkipException


with DAG("outer", schedule_interval="@daily", default_args=ARGS) as dag:
    for name, function in (("good", works), ("bad", fails), ("skipped", skips)):
        sub = SubDagOperator(task_id=name, subdag=inner(name, function))
        sub >> PythonOperator(task_id=f"after_{name}", python_callable=works)
"""

RUN = """
import json
from prefect.client.orchestration import get_client
from dags import outer
state = outer(return_state=True)
with get_client(sync_client=True) as client:
    runs = client.read_task_runs(limit=200)
    flows = {run.id: run for run in client.read_flow_runs(limit=200)}
own = state.state_details.flow_run_id
print(json.dumps({
    "run": state.name,
    "tasks": {
        run.name.rsplit("-", 1)[0]: run.state_name
        for run in runs
        if run.flow_run_id == own and not run.name.startswith("outer.")
    },
    "flows": sorted(run.state_name for run in flows.values() if run.id != own),
}))
"""


def test_a_sub_dag_has_no_deployment_of_its_own():
    result = translate_source(SOURCE, "dags.py")
    assert result.module is not None
    assert [one.name for one in result.module.deployments] == ["outer"]
    assert len(result.module.flows) == 4


def test_a_dag_that_is_only_called_like_one_has_a_deployment():
    source = """\
from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator

for name in ("outer", "outer.inner"):
    with DAG(name, schedule=None):
        BashOperator(task_id="inner", bash_command="true")
"""
    result = translate_source(source, "dags.py")
    assert result.module is not None
    assert [one.name for one in result.module.deployments] == ["outer", "outer.inner"]


@pytest.mark.prefect
def test_the_task_ends_as_the_sub_dag(tmp_path: Path, environment: dict[str, str]):
    result = translate_source(SOURCE, "dags.py")
    assert result.text is not None, [str(one) for one in result.diagnostics]
    assert result.module is not None
    (tmp_path / "dags.py").write_text(result.text)
    for name, text in support_files(sorted(result.module.support), "").items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        [PYTHON, "-c", RUN], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["run"] == "Failed"
    assert found["tasks"] == {
        "good": "Completed",
        "after_good": "Completed",
        "bad": "Failed",
        "after_bad": "NotReady",
        "skipped": "Completed",
        "after_skipped": "Completed",
    }
    assert found["flows"] == ["Completed", "Completed", "Failed"]
