"""translate_source and translate_file: status, diagnostics, and the file boundary."""

import subprocess
import sys

import pytest

from tests.helpers import codes, dag_source
from translator import pipeline, translate_file, translate_source
from translator.emit.format import BadOutputError

GOOD = dag_source('BashOperator(task_id="hello", bash_command="echo hello")')
UNKNOWN = """\
from airflow import DAG
from airflow.providers.acme.operators.rocket import RocketOperator

with DAG("launch", schedule=None):
    RocketOperator(task_id="start", fuel=3)
"""


def test_a_dag_that_is_translated_whole():
    result = translate_source(GOOD)
    assert (result.status, result.tiers) == ("translated", {"example": "plain"})
    assert "@flow(" in result.text


def test_a_file_without_a_dag():
    result = translate_source("x = 1\n")
    assert (result.status, result.text) == ("not_a_dag", None)


def test_a_file_with_a_syntax_error():
    result = translate_source("def (:\n")
    assert (result.status, result.text, codes(result)) == ("failed", None, ["AP101"])


def test_an_operator_without_translation_needs_review_and_stays_red():
    result = translate_source(UNKNOWN)
    assert result.status == "needs_review"
    assert codes(result) == ["AP201"]
    assert "raise NotImplementedError" in result.text
    assert "# AP201: " in result.text


@pytest.mark.parametrize(
    "source",
    [
        UNKNOWN.replace("fuel=3)", "fuel=3)  # ap: ignore[AP201]"),
        UNKNOWN.replace("    Rocket", "    # ap: ignore[AP105, AP201]\n    Rocket"),
    ],
)
def test_a_comment_silences_a_diagnostic(source):
    result = translate_source(source)
    assert (result.status, codes(result)) == ("translated", [])


def test_a_comment_silences_only_the_code_it_names():
    assert codes(translate_source(UNKNOWN.replace("=3)", "=3)  # ap: ignore[AP203]"))) == ["AP201"]


def test_our_own_fault_is_a_diagnostic_with_a_traceback(monkeypatch):
    def broken(*_):
        raise RuntimeError("no such thing")

    monkeypatch.setattr(pipeline, "emit_module", broken)
    result = translate_source(GOOD)
    assert (result.status, codes(result)) == ("failed", ["AP901"])
    assert "RuntimeError: no such thing" in result.diagnostics[0].detail
    assert "Traceback" in result.traceback


def test_output_that_fails_its_checks_is_not_written(monkeypatch):
    def broken(*_):
        raise BadOutputError("undefined name 'x'", "x")

    monkeypatch.setattr(pipeline, "emit_module", broken)
    result = translate_source(GOOD)
    assert (result.status, result.text, codes(result)) == ("failed", None, ["AP902"])


def test_each_task_says_what_became_of_it():
    outcome = translate_source(GOOD).tasks["example"]["hello"]
    assert outcome.support == "native"
    assert (
        outcome.source_line
        == GOOD.split("\n").index('    BashOperator(task_id="hello", bash_command="echo hello")')
        + 1
    )


def test_a_file_on_disk_imports_from_its_tree(tmp_path):
    (tmp_path / "team").mkdir()
    (tmp_path / "names.py").write_text('NAME = "hello"\n')
    dag = tmp_path / "team" / "dag.py"
    dag.write_text(
        "from airflow import DAG\n"
        "from airflow.operators.bash import BashOperator\n"
        "from names import NAME\n\n"
        'with DAG("x", schedule=None):\n'
        '    BashOperator(task_id=NAME, bash_command="true")\n'
    )
    result = translate_file(dag, root=tmp_path)
    assert result.path == "team/dag.py"
    assert [task.task_id for task in result.file.dags[0].tasks] == ["hello"]


def test_a_missing_file_is_a_diagnostic(tmp_path):
    result = translate_file(tmp_path / "none.py")
    assert (result.status, codes(result)) == ("failed", ["AP701"])


def test_the_package_imports_nothing_heavy_by_itself():
    command = (
        "import sys, translator; print(sorted({'black', 'libcst', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
