"""The two probes on DAGs and flows written by hand: a hang or a crash costs one run only."""

import textwrap

import pytest

from tests.helpers import dag_source
from translator import ir
from translator.diagnostics import Span
from translator.verify.airflow_side import ProbeError, Run, airflow_version, run_airflow
from translator.verify.compare import Subject
from translator.verify.prefect_side import run_prefect

DAGS = {
    "fine": "BashOperator(task_id='a', bash_command='echo {{ params.x }} {{ ds }}')",
    "hangs": "BashOperator(task_id='a', bash_command='sleep 600')",
    "dies": """
        @task
        def a():
            import os
            os._exit(3)
        a()
    """,
    "later": "BashOperator(task_id='a', bash_command='exit 99')",
}


def write_dags(folder):
    for name, body in DAGS.items():
        text = dag_source(body, arguments="schedule=None, params={'x': 1}")
        (folder / f"{name}.py").write_text(text.replace('"example"', f'"{name}"'))
    (folder / "broken.py").write_text("from airflow import DAG\nimport no_such_package\n")


@pytest.mark.airflow
def test_airflow_runs_each_dag_once(tmp_path, airflow_python, airflow_cache):
    write_dags(tmp_path)
    runs = [Run(name, {"x": 7}, "2024-01-02T00:00:00+00:00") for name in [*DAGS, "nowhere"]]
    answer = run_airflow(airflow_python, tmp_path, runs=runs, timeout=8, cache=airflow_cache)
    found = {one["dag_id"]: one for one in answer["dags"]}
    assert found["fine"]["state"] == "success"
    assert found["fine"]["xcoms"] == {"a": {"-1": {"return_value": "7 2024-01-02"}}}
    assert found["hangs"]["error"] == "timed out after 8 s"
    assert found["dies"]["error"] == "the process ended without a result"
    assert found["later"]["tasks"] == {"a": {"-1": "skipped"}}
    assert found["nowhere"]["error"] == "Airflow loads no such DAG"
    assert "no_such_package" in str(answer["import_errors"])


FLOWS = """
import os, time
from prefect import flow, task
from prefect.states import Completed

@task
def double(x):
    if x == 2:
        raise ValueError("two")
    return x * 2

@task
def total(values):
    return sum(values)

@task(retries=1)
def skip():
    return Completed(name="Skipped", message="nothing")

@flow(name="fine")
def fine(x: int = 1, logical_date=None):
    doubled = double.map([1, 2, x])
    return [total.submit(doubled), skip.submit()]

@flow(name="hangs")
def hangs():
    time.sleep(600)

@flow(name="dies")
def dies():
    os._exit(3)

@flow(name="later")
async def later():
    return double.submit(4)
"""


def subject(name):
    dag = ir.Dag(name, Span("flows.py"), ir.Schedule("none"))
    return Subject(dag, "flows.py", name)


@pytest.mark.prefect
def test_prefect_runs_each_flow_once(tmp_path, prefect_python):
    (tmp_path / "flows.py").write_text(textwrap.dedent(FLOWS))
    names = ["fine", "hangs", "dies", "later", "nowhere"]
    runs = [(subject(name), Run(name, {"x": 5}, "2024-01-02T00:00:00+00:00")) for name in names]
    answer = run_prefect(prefect_python, tmp_path, runs, timeout=8)
    found = {one["dag_id"]: one for one in answer["dags"]}
    assert found["fine"]["state"] == "failed"
    assert [(one["name"], one["state"], one["value"]) for one in found["fine"]["tasks"]] == [
        ("double", "success", 2),
        ("double", "failed", None),
        ("double", "success", 10),
        ("total", "upstream_failed", None),
        ("skip", "skipped", None),
    ]
    assert found["hangs"]["error"] == "timed out after 8 s"
    assert found["dies"]["error"] == "the process ended without a result"
    assert found["later"]["state"] == "success"
    assert [one["value"] for one in found["later"]["tasks"]] == [8]
    assert "no flow named" in found["nowhere"]["error"]


def test_an_interpreter_without_airflow_is_told(tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'No module named airflow' >&2\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(ProbeError, match="has no Airflow"):
        airflow_version(python)
