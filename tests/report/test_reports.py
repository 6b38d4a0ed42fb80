"""The reports of one made-up run: JSON, SARIF, the terminal."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from translator.diagnostics import Diagnostic, Severity, Span
from translator.output import to_json
from translator.report import json_report, sarif, summary
from translator.report.paths import displayed, printable
from translator.report.result import DagResult, FileResult, Report, TaskResult
from translator.rules import RULES

BASH = "airflow.providers.standard.operators.bash.BashOperator"

UNMAPPED = Diagnostic(
    RULES["AP201"], Span("team/etl.py", 12, 5, 14, 6), "BillingOperator", "etl", "bill"
)
ARGUMENT = Diagnostic(RULES["AP203"], Span("team/etl.py", 20, 9, 20, 30), "run_as\n    user")
HELPER = Diagnostic(RULES["AP204"], Span("common/hooks.py", 3), "PostgresHook")
RENAMED = Diagnostic(RULES["AP707"], Span("team/etl.py", 20, 9, 20, 9), "a-b is a_b_2")
LOOP = Diagnostic(RULES["AP704"], Span("team/again"), "it is 'team' again")
EDITED = Diagnostic(RULES["AP708"], Span("team/etl.py"), "not written", severity=Severity.INFO)

ETL = DagResult(
    "etl",
    "etl",
    "plain",
    10,
    (
        TaskResult("load", BASH, "native", 11, (8, 10)),
        TaskResult("bill", "billing.BillingOperator", "manual", 12, (13, 15)),
        TaskResult("join", BASH, "native", 15, None),
    ),
)

FILES = (
    FileResult(
        "broken.py", "failed", diagnostics=(Diagnostic(RULES["AP101"], Span("broken.py", 2)),)
    ),
    FileResult("common/hooks.py", "not_a_dag"),
    FileResult(
        "team/etl.py",
        "needs_review",
        ("team/etl.py", "common/hooks.py"),
        (ETL,),
        (UNMAPPED, ARGUMENT, HELPER, RENAMED),
    ),
    FileResult(
        "team/hourly.py", "translated", ("team/hourly.py",), (DagResult("h", "h", "rules", 1),)
    ),
    FileResult("team/other.py", "needs_review", ("team/other.py",), (), (HELPER,)),
)


def make_report(root: Path, out: Path | None = None, **others: object) -> Report:
    report = Report(root, out, FILES, (LOOP,), (EDITED,), {"created": 2, "kept": 1}, ignored=3)
    return replace(report, **others)  # type: ignore[arg-type]


def test_the_migration_report(tmp_path: Path) -> None:
    document = json_report.build(make_report(tmp_path))
    assert document["schema"] == 1
    assert document["summary"] == {
        "files": 5,
        "translated": 1,
        "needs_review": 2,
        "failed": 1,
        "not_a_dag": 1,
        "ignored": 3,
        "dags": 2,
        "tasks": 3,
        "support": {"native": 2, "hosted": 0, "manual": 1},
        "severities": {"error": 3, "warning": 2, "info": 2},
        "codes": dict.fromkeys(("AP101", "AP201", "AP203", "AP204", "AP704", "AP707", "AP708"), 1),
    }
    assert document["files"][2] == {
        "source": "team/etl.py",
        "outputs": ["team/etl.py", "common/hooks.py"],
        "status": "needs_review",
        "dags": [
            {
                "dag_id": "etl",
                "flow": "etl",
                "tier": "plain",
                "tasks": [
                    {
                        "task_id": "load",
                        "operator": BASH,
                        "support": "native",
                        "source_line": 11,
                        "output_lines": [8, 10],
                    },
                    {
                        "task_id": "bill",
                        "operator": "billing.BillingOperator",
                        "support": "manual",
                        "source_line": 12,
                        "output_lines": [13, 15],
                    },
                    {
                        "task_id": "join",
                        "operator": BASH,
                        "support": "native",
                        "source_line": 15,
                        "output_lines": None,
                    },
                ],
            }
        ],
        "diagnostics": [
            {
                "code": "AP201",
                "severity": "error",
                "line": 12,
                "column": 5,
                "message": f"{RULES['AP201'].title}: BillingOperator",
                "dag_id": "etl",
                "task_id": "bill",
            },
            {
                "code": "AP203",
                "severity": "warning",
                "line": 20,
                "column": 9,
                "message": f"{RULES['AP203'].title}: run_as\n    user",
            },
            {
                "path": "common/hooks.py",
                "code": "AP204",
                "severity": "error",
                "line": 3,
                "column": 1,
                "message": f"{RULES['AP204'].title}: PostgresHook",
            },
            {
                "code": "AP707",
                "severity": "info",
                "line": 20,
                "column": 9,
                "message": f"{RULES['AP707'].title}: a-b is a_b_2",
            },
        ],
    }
    found = [(d.get("path"), d.get("output"), d["code"]) for d in document["diagnostics"]]
    assert found == [("team/again", None, "AP704"), (None, "team/etl.py", "AP708")]


def test_the_migration_report_knows_no_machine_and_no_time(tmp_path: Path) -> None:
    here = to_json(json_report.build(make_report(tmp_path / "a", tmp_path / "b")))
    there = to_json(json_report.build(make_report(Path("dags"), Path("flows"))))
    assert here == there


def test_sarif_has_what_the_standard_requires(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report = make_report(tmp_path / "dags", tmp_path / "my flows")
    document = json.loads(to_json(sarif.build(report, "1.2", RULES)))
    assert (document["version"], document["$schema"][-16:]) == ("2.1.0", "sarif-2.1.0.json")
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("airflow2prefect", "1.2")
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == sorted(report.codes())
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(run["results"]) == 7
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]


def test_sarif_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = make_report(tmp_path / "dags", tmp_path / "my flows")
    results = sarif.build(report, "1", RULES)["runs"][0]["results"]
    places = {
        result["ruleId"]: (
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            result["locations"][0]["physicalLocation"]["region"],
        )
        for result in results
    }
    assert places["AP201"] == (
        "dags/team/etl.py",
        {"startLine": 12, "startColumn": 5, "endLine": 14, "endColumn": 6},
    )
    assert places["AP707"] == ("dags/team/etl.py", {"startLine": 20, "startColumn": 9})
    assert places["AP708"] == ("my%20flows/team/etl.py", {"startLine": 1, "startColumn": 1})


def test_sarif_names_files_outside_the_working_folder_absolutely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    result = sarif.build(make_report(tmp_path / "dags"), "1", RULES)["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (tmp_path / "dags" / "broken.py").as_uri()


def shown(report: Report, verbosity: int = 0, *, terminal: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=60, highlight=False)
    summary.show(report, console, RULES, verbosity)
    return stream.getvalue()


def test_the_terminal_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    title = {code: RULES[code].title for code in RULES}
    assert shown(make_report(tmp_path / "dags", Path("flows"))).splitlines() == [
        f"dags/broken.py:2:1 AP101 [error] {title['AP101']}",
        f"dags/team/etl.py:12:5 AP201 [error] {title['AP201']}: BillingOperator",
        f"dags/team/etl.py:20:9 AP203 [warning] {title['AP203']}: run_as user",
        f"dags/common/hooks.py:3:1 AP204 [error] {title['AP204']}: PostgresHook",
        f"dags/team/again:1:1 AP704 [warning] {title['AP704']}: it is 'team' again",
        "",
        "  failed        broken.py       1 error",
        "  needs review  team/etl.py     1 DAG, 3 tasks, 2 errors, 1 warning",
        "  translated    team/hourly.py  1 DAG, 0 tasks",
        "  needs review  team/other.py   1 error",
        "",
        "4 DAG files: 1 translated, 2 to review, 1 failed",
        "1 Python file without a DAG; 3 ignored by .airflowignore",
        "2 DAGs, 3 tasks: 2 native, 0 hosted, 1 manual",
        "",
        *(f"  {code}     1  {title[code]}" for code in make_report(tmp_path).codes()),
        "",
        "Written to flows: 2 created, 1 kept",
        "Next: airflow2prefect explain AP101",
    ]


def test_quiet_is_errors_only(tmp_path: Path) -> None:
    lines = shown(make_report(tmp_path), -1).splitlines()
    assert [line.split("[error]")[0].split()[-1] for line in lines] == ["AP101", "AP201", "AP204"]


def test_verbose_is_everything(tmp_path: Path) -> None:
    text = shown(make_report(tmp_path), 1)
    assert "[info]" in text
    assert "no DAG        " in text


def test_colour_only_on_a_terminal(tmp_path: Path) -> None:
    assert "\x1b[" in shown(make_report(tmp_path), terminal=True)
    assert "\x1b[" not in shown(make_report(tmp_path))


def test_many_clean_files_are_only_counted(tmp_path: Path) -> None:
    clean = tuple(FileResult(f"f{i:03}.py", "translated") for i in range(100))
    text = shown(make_report(tmp_path, files=(*clean, FILES[0])))
    assert "and 100 files translated (-v lists them)" in text
    assert "f001.py" not in text
    assert "f001.py" in shown(make_report(tmp_path, files=(*clean, FILES[0])), 1)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "airflow2prefect explain AP101"),
        (
            {"files": FILES[3:4]},
            "cd flows && python -m pip install -r requirements.txt && prefect deploy --all",
        ),
        ({"files": FILES[3:4], "dry_run": True}, "the same without --dry-run"),
        ({"files": FILES[1:2]}, "airflow2prefect convert --help"),
    ],
)
def test_the_next_command(changes: dict[str, object], expected: str, tmp_path: Path) -> None:
    assert summary.next_command(make_report(tmp_path, Path("flows"), **changes)) == expected


def test_paths_are_shown_from_where_the_user_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert displayed(tmp_path / "dags", "a.py") == "dags/a.py"
    assert displayed(Path("dags"), "a.py") == "dags/a.py"
    assert displayed(Path("/srv/dags"), "./a.py") == "/srv/dags/a.py"


def test_a_file_name_in_another_encoding_can_be_printed() -> None:
    assert printable("k\udcf6ln.py") == "k\\udcf6ln.py"
    assert json.loads(to_json({"path": "k\udcf6ln.py"})) == {"path": "k\udcf6ln.py"}


def test_what_a_loop_repeats_is_told_once(tmp_path: Path) -> None:
    """Three tasks of one line: one finding, one result, one place; the JSON names each task."""
    tasks = [replace(UNMAPPED, task_id=f"bill_{n}") for n in range(3)]
    report = make_report(
        tmp_path, files=(replace(FILES[2], diagnostics=(*tasks, ARGUMENT)),), source_findings=()
    )

    assert shown(report).count("12:5 AP201") == 1
    assert "1 error, 1 warning" in shown(report)
    (run,) = sarif.build(report, "1", RULES)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["AP201", "AP203", "AP708"]
    document = json_report.build(report)
    assert document["summary"]["codes"] == {"AP201": 1, "AP203": 1, "AP708": 1}
    assert [one.get("task_id") for one in document["files"][0]["diagnostics"]] == [
        "bill_0",
        "bill_1",
        "bill_2",
        None,
    ]
