"""`airflow2prefect verify`: a DAG and its translation, both run for real."""

import json
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from click.testing import CliRunner

from translator.cli import main
from translator.commands.source import SourceOptions
from translator.commands.verify import Moment, translate_options

DAG = '''"""A DAG."""
from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def one():
    return 1


def broken():
    raise ValueError("no")


with DAG("{name}", start_date=datetime(2024, 1, 1), schedule=None):
    PythonOperator(task_id="one", python_callable=one) >> PythonOperator(
        task_id="broken", python_callable=broken
    )
'''


def verify(folder, *options):
    command = ["verify", str(folder), "--airflow-python", sys.executable, *options]
    return CliRunner().invoke(main, command)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "small.py").write_text(DAG.format(name="small"))
    return tmp_path


@pytest.mark.airflow
def test_graphs_are_compared_without_a_run(folder):
    done = verify(folder, "--graph-only", "--format", "json")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.stdout)["dags"]
    assert found["dag_id"] == "small"
    assert found["equivalent"] is True
    assert found["run"] == {"airflow": None, "prefect": None}


@pytest.mark.airflow
def test_a_file_that_airflow_refuses_is_not_compared(tmp_path):
    text = DAG.format(name="lost").replace("airflow.sdk", "airflow.sdk, nowhere", 1)
    text = text.replace(
        "from airflow.sdk, nowhere import DAG", "import nowhere\nfrom airflow.sdk import DAG"
    )
    (tmp_path / "lost.py").write_text(text)
    done = verify(tmp_path, "--graph-only", "--format", "json")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.stdout)["dags"]
    assert found["equivalent"] is None
    assert "nowhere" in found["reason"]


@pytest.mark.airflow
@pytest.mark.prefect
def test_a_run_that_fails_on_both_sides_is_the_same(folder):
    done = verify(folder, "--format", "json", "--dag", "small")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.stdout)["dags"]
    assert found["equivalent"] is True, found
    assert found["run"] == {"airflow": "failed", "prefect": "failed"}
    assert found["tasks"]["broken"] == {"airflow": "failed", "prefect": "failed"}
    assert found["xcoms"]


def test_conf_must_be_an_object(folder):
    done = verify(folder, "--conf", "[1]")
    assert done.exit_code == 2
    assert "a JSON object is needed" in done.output


@pytest.mark.airflow
def test_an_unknown_dag_is_wrong_usage(folder):
    done = verify(folder, "--graph-only", "--dag", "other")
    assert done.exit_code == 2
    assert "there is no DAG 'other'" in done.output


@pytest.mark.airflow
def test_dags_are_translated_for_the_airflow_that_runs_them():
    chosen = translate_options(SourceOptions(source=Path("dags")), sys.executable)
    assert chosen.airflow_major == 3
    told = SourceOptions(source=Path("dags"), airflow_version="2")
    assert translate_options(told, sys.executable).airflow_major == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-03-05", "2024-03-05T00:00:00+00:00"),
        ("2024-03-05T06:00:00Z", "2024-03-05T06:00:00+00:00"),
        ("2024-03-05T06:00:00+02:00", "2024-03-05T06:00:00+02:00"),
    ],
)
def test_a_moment_has_an_offset(given, expected):
    assert Moment().convert(given, None, None) == expected


def test_what_is_no_moment_is_wrong_usage(folder):
    done = verify(folder, "--logical-date", "yesterday")
    assert done.exit_code == 2
    assert "not ISO 8601" in done.output


def test_both_sides_get_one_moment(folder, monkeypatch):
    runs = []
    monkeypatch.setattr(
        "translator.verification.verify_folder", lambda *_, run, **__: runs.append(run) or []
    )
    assert verify(folder).exit_code == 0
    moment = datetime.fromisoformat(runs[0].logical_date)
    assert abs(datetime.now(timezone.utc) - moment) < timedelta(minutes=5)
