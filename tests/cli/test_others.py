"""`airflow2prefect graph`, `explain`, `mappings`, and the help of all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.program import dag, make_folder, run, run_process
from translator import TranslateOptions
from translator.cli import COMMANDS
from translator.commands.settings import SettingsError, read_environment, read_variables
from translator.diagnostics import Sink
from translator.folder import load_all
from translator.load.sources.discover import discover
from translator.report.graph_formats import LoadedFile, json_pieces
from translator.rules import RULES


@pytest.fixture
def dags(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "a.py": dag("a"),
        "b.py": dag("b"),
        "broken.py": "# airflow dag\n)\n",
        "helper.py": "x = 1\n",
        "binary.py": b"\0",
    }
    return make_folder(tmp_path / "dags", files)


def test_graph_as_json(dags: Path) -> None:
    result = run("graph", dags, "--format", "json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["schema"]) == (1, 1)
    files = {file["path"]: file for file in document["files"]}
    assert {path: file["status"] for path, file in files.items()} == {
        "a.py": "ok",
        "b.py": "ok",
        "binary.py": "error",
        "broken.py": "error",
        "helper.py": "not_a_dag",
    }
    (found,) = files["a.py"]["dags"]
    assert (found["dag_id"], found["line"], found["complete"]) == ("a", 6, True)
    assert found["schedule"] == {"kind": "cron", "value": "0 0 * * *"}
    assert found["edges"] == [["first", "second"]]
    assert found["tasks"][0] == {
        "task_id": "first",
        "operator": "airflow.providers.standard.operators.bash.BashOperator",
        "trigger_rule": "all_success",
        "retries": 0,
        "mapped": False,
        "group": None,
        "line": 7,
    }
    (problem,) = files["broken.py"]["diagnostics"]
    assert set(problem) >= {"code", "severity", "line", "column", "message"}
    assert (problem["code"], problem["severity"], problem["line"]) == ("AP101", "error", 2)
    assert [one["code"] for one in files["binary.py"]["diagnostics"]] == ["AP705"]
    assert result.stdout == json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def test_files_are_loaded_one_at_a_time(dags: Path) -> None:
    loaded = 0

    def counted() -> Iterator[LoadedFile]:
        nonlocal loaded
        for one in load_all(discover(dags, Sink()), TranslateOptions()):
            loaded += 1
            yield one

    pieces = json_pieces(counted())
    assert '"a.py"' in next(pieces)
    assert loaded == 1


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("text", ["a (2 tasks, 1 edges)", "  second <- first"]),
        ("dot", ['digraph "a" {', '  "first" -> "second";', 'digraph "b" {']),
        ("mermaid", ["## a", "```mermaid", "flowchart LR", "  t0 --> t1"]),
    ],
)
def test_graph_as_text(form: str, expected: list[str], dags: Path) -> None:
    lines = run("graph", dags, "--format", form).stdout.splitlines()
    assert [line for line in expected if line not in lines] == []


def test_one_mermaid_diagram_needs_no_markdown(dags: Path) -> None:
    assert run("graph", dags / "a.py", "--format", "mermaid").stdout.startswith("flowchart LR\n")
    assert run("graph", dags, "--dag", "b", "--format", "mermaid").stdout.startswith("flowchart")


def test_graph_of_a_dag_that_is_not_there(dags: Path) -> None:
    result = run("graph", dags, "--dag", "c")
    assert (result.exit_code, "there is no DAG 'c'" in result.output) == (2, True)


def test_findings_of_graph_go_to_stderr(dags: Path) -> None:
    done = run_process("graph", dags)
    assert (done.returncode, "AP101" in done.stderr, "AP101" in done.stdout) == (1, True, False)


def test_explain_every_code() -> None:
    for code, rule in RULES.items():
        result = run("explain", code.lower())
        assert result.exit_code == 0, result.output
        first, *rest = result.output.splitlines()
        assert first.split() == [code, str(rule.severity), *rule.title.split()]
        assert any(rest), code


def test_explain_lists_all_codes() -> None:
    lines = run("explain").output.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)


def test_explain_as_json() -> None:
    (rule,) = json.loads(run("explain", "AP203", "--format", "json").stdout)
    assert set(rule) == {"code", "severity", "title", "why", "fix", "before", "after"}


@pytest.mark.parametrize(("code", "hint"), [("AP204x", "AP204"), ("nonsense", "lists all")])
def test_explain_a_code_that_is_not_there(code: str, hint: str) -> None:
    result = run("explain", code)
    assert (result.exit_code, hint in result.output) == (2, True)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_why_what_to_do_and_shows_it(code: str) -> None:
    rule = RULES[code]
    for text in (rule.title, rule.why, rule.fix, rule.before, rule.after):
        assert text.strip()
    assert not rule.title.endswith(".")
    for prose in (rule.why, rule.fix):
        assert prose[-1] in '.")`', "prose is sentences"


def test_mappings() -> None:
    document = json.loads(run("mappings", "--format", "json").stdout)
    names = [one["operator"] for one in document["operators"]]
    assert names == sorted(names)
    assert "airflow.providers.standard.operators.bash.BashOperator" in names
    assert {one["support"] for one in document["operators"]} <= {"native", "hosted", "manual"}
    text = run("mappings").output
    assert [name for name in names if name not in text] == []


def test_one_mapping_is_shown_with_its_examples() -> None:
    text = run("mappings", "operators.bash.BashOperator").output
    assert "bash_command: template" in text
    assert "Prefect" in text


def test_mappings_of_the_users(tmp_path: Path) -> None:
    wrong = make_folder(tmp_path, {"wrong.toml": '[[operator]]\nname = "x.Y"\n'})
    result = run("mappings", "--mappings", wrong)
    assert (result.exit_code, "wrong.toml: operator 1 (x.Y)" in result.output) == (2, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str) -> None:
    result = run(command, "--help")
    assert (result.exit_code, f"Usage: main {command}" in result.output) == (0, True)


def test_the_program_explains_itself() -> None:
    text = run("--help").output
    for expected in (*COMMANDS, "Exit codes", "airflow2prefect convert dags/ --out flows/"):
        assert expected in text
    assert run("convret").exit_code == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "1", "b": [1]}', {"a": "1", "b": [1]}),
        ('{"a": {"value": "1", "description": "x"}}', {"a": "1"}),
        ('{"a": {"value": 1, "unit": "s"}}', {"a": {"value": 1, "unit": "s"}}),
    ],
)
def test_variables(text: str, expected: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(text)
    assert read_variables(tmp_path / "v.json") == expected


@pytest.mark.parametrize("text", ["[1]", "{", '"a"'])
def test_variables_that_are_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text(text)
    with pytest.raises(SettingsError, match=r"v\.json"):
        read_variables(tmp_path / "v.json")


def test_environment(tmp_path: Path) -> None:
    text = "# x\n\nA=1\nexport B = two words # three\nC='#4'\nD=\n"
    (tmp_path / ".env").write_text(text)
    assert read_environment(tmp_path / ".env") == {"A": "1", "B": "two words", "C": "#4", "D": ""}
    (tmp_path / ".env").write_text("A=1\nnonsense\n")
    with pytest.raises(SettingsError, match=r"\.env:2: not a NAME=value line"):
        read_environment(tmp_path / ".env")


def test_the_module_is_the_program(dags: Path) -> None:
    command = [sys.executable, "-m", "translator", "graph", str(dags / "a.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == run("graph", dags / "a.py").stdout
    assert "first" in done.stdout
