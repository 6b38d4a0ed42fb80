"""`airflow2prefect convert`, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import codes, dag, make_folder, run, run_process
from translator import folder, pipeline
from translator.output import MANIFEST


@pytest.fixture
def dags(tmp_path: Path) -> Path:
    return make_folder(
        tmp_path / "dags",
        {
            "etl.py": dag("etl"),
            "team/hourly.py": dag("hourly"),
            "team/helpers.py": "TABLES = ['a']\n",
            "__init__.py": "",
        },
    )


def snapshot(out: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in out.rglob("*") if path.is_file())
    return {p.relative_to(out).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def test_a_folder(dags: Path, tmp_path: Path) -> None:
    result = run("convert", dags, "--out", tmp_path / "flows")
    assert result.exit_code == 0, result.output
    written = snapshot(tmp_path / "flows")
    assert set(written) == {
        "etl.py",
        "team/hourly.py",
        "prefect.yaml",
        "requirements.txt",
        "migration_report.json",
        MANIFEST,
        *(path for path in written if path == "run_bash.py"),
    }
    for path in ("etl.py", "team/hourly.py"):
        compile(written[path][0], path, "exec")
    assert "2 DAG files: 2 translated" in result.output
    assert "Next: cd " in result.output


def test_the_second_run_changes_nothing(dags: Path, tmp_path: Path) -> None:
    first = run("convert", dags, "--out", tmp_path / "flows", "--format", "json")
    before = snapshot(tmp_path / "flows")
    second = run("convert", dags, "--out", tmp_path / "flows", "--format", "json")
    assert snapshot(tmp_path / "flows") == before
    assert first.stdout == second.stdout == before["migration_report.json"][0].decode()


def test_one_file(dags: Path, tmp_path: Path) -> None:
    result = run("convert", dags / "team" / "hourly.py", "--out", tmp_path / "flows")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "flows" / "hourly.py").is_file()
    report = json.loads((tmp_path / "flows" / "migration_report.json").read_text())
    assert [file["source"] for file in report["files"]] == ["hourly.py"]


def test_one_file_below_a_source_root(dags: Path, tmp_path: Path) -> None:
    source = dags / "team" / "hourly.py"
    result = run("convert", source, "--source-root", dags, "--out", tmp_path / "flows")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "flows" / "team" / "hourly.py").is_file()


def test_one_file_into_a_folder_beside_it(dags: Path) -> None:
    result = run("convert", dags / "etl.py", "--out", dags / "flows")
    assert result.exit_code == 0, result.output
    assert (dags / "flows" / "etl.py").is_file()


def test_one_file_again_leaves_the_others_alone(dags: Path, tmp_path: Path) -> None:
    out = tmp_path / "flows"
    run("convert", dags, "--out", out)
    before = snapshot(out)
    again = ["--source-root", dags, "--out", out]
    assert run("convert", dags / "etl.py", *again).exit_code == 0
    assert run("convert", dags / "team", *again).exit_code == 0
    assert snapshot(out)["prefect.yaml"] == before["prefect.yaml"]
    (dags / "etl.py").write_text(dag("etl").replace("@daily", "@hourly"))
    assert run("convert", dags / "etl.py", *again).exit_code == 0
    text = (out / "prefect.yaml").read_text()
    assert ("cron: 0 * * * *" in text, "cron: 0 0 * * *" in text) == (True, True)
    report = json.loads((out / "migration_report.json").read_text())
    assert [file["source"] for file in report["files"]] == ["etl.py", "team/hourly.py"]
    assert report["summary"]["dags"] == 2


def test_processes_change_nothing_but_the_time(dags: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        out = tmp_path / f"flows{jobs}"
        assert run("convert", dags, "--out", out, "--jobs", jobs).exit_code == 0
    one, two = (snapshot(tmp_path / f"flows{jobs}") for jobs in (1, 2))
    assert {p: content for p, (content, _) in one.items()} == {
        p: content for p, (content, _) in two.items()
    }


def test_a_dry_run_writes_nothing(dags: Path, tmp_path: Path) -> None:
    result = run("convert", dags, "--out", tmp_path / "flows", "--dry-run")
    assert (result.exit_code, (tmp_path / "flows").exists()) == (0, False)
    assert "Would write to" in result.output
    assert run("convert", dags, "--dry-run").exit_code == 0


def test_helper_modules_and_the_data_files_they_name(tmp_path: Path) -> None:
    importing = "from common.queries import QUERY\nfrom common.unused import X\n"
    text = importing + dag("etl").replace('"echo 1"', "QUERY")
    query = 'QUERY = (Path(__file__).parent / "sql" / "load.sql").read_text()\n'
    files: dict[str, str | bytes] = {
        "etl.py": text,
        "common/__init__.py": "",
        "common/queries.py": "from pathlib import Path\n\n" + query,
        "common/unused.py": "X = 1\n",
        "common/sql/load.sql": "select 1",
        "common/sql/other.sql": "select 2",
        "requirements.txt": "# requirements.txt",
    }
    out = tmp_path / "flows"
    result = run("convert", make_folder(tmp_path / "dags", files), "--out", out)
    assert result.exit_code == 0, result.output
    assert (out / "common" / "sql" / "load.sql").read_text() == "select 1"
    assert (out / "common" / "__init__.py").is_file()
    assert not (out / "common" / "sql" / "other.sql").exists()
    assert "prefect" in (out / "requirements.txt").read_text()
    done = subprocess.run(
        [sys.executable, "-c", "from common.queries import QUERY; assert QUERY == 'select 1'"],
        cwd=out,
        check=False,
    )
    assert done.returncode == 0


GLOBBED = """
from pathlib import Path

for path in sorted((Path(__file__).parent / "sql").glob("*.sql")):
    BashOperator(task_id=path.stem, bash_command=f"cat {path}", dag=dag)
"""


def test_data_files_that_are_looked_for_by_pattern(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "etl.py": dag("etl") + GLOBBED,
        "sql/one.sql": "select 1",
        "sql/two.sql": "select 2",
        "sql/.hidden.sql": "select 3",
        "sql/notes.txt": "none",
    }
    out = tmp_path / "flows"
    result = run("convert", make_folder(tmp_path / "dags", files), "--out", out)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (out / "sql").iterdir()) == ["one.sql", "two.sql"]


def test_a_helper_with_the_name_of_ours(tmp_path: Path) -> None:
    text = "from run_bash import X\n" + dag("etl").replace('"echo 1"', "X")
    make_folder(tmp_path / "dags", {"etl.py": text, "run_bash.py": "X = 'echo 1'\n"})
    result = run("convert", tmp_path / "dags", "--out", tmp_path / "flows")
    assert (result.exit_code, codes(result.output)) == (1, {"run_bash.py AP711"})


# Bad input ---------------------------------------------------------------------------------------

BAD: dict[str, tuple[str | bytes, str]] = {
    "python2.py": ("# airflow dag\nprint 'hello'\n", "AP102"),
    "syntax.py": ("# airflow dag\nwith DAG('x')\n", "AP101"),
    "latin.py": (b"# airflow dag\nname = '\xe9'\n", "AP702"),
    "klingon.py": ("# coding: klingon\n# airflow dag\n", "AP702"),
    "utf16.py": ("# airflow dag".encode("utf-16"), "AP702"),
    "binary.py": (b"\x7fELF\x00airflow dag", "AP705"),
    "large.py": ("# airflow dag\n" + "x = 1\n" * 50_000, "AP703"),
    "deep.py": ("# airflow dag\nx = " + "(" * 5_000 + ")" * 5_000 + "\n", "AP1"),
}


def test_bad_files_are_reported_and_the_batch_goes_on(dags: Path, tmp_path: Path) -> None:
    make_folder(dags, {f"bad/{name}": content for name, (content, _) in BAD.items()})
    (dags / "bad" / "gone.py").symlink_to("nowhere")
    (dags / "bad" / "loop").symlink_to("..")
    os.mkfifo(dags / "bad" / "pipe.py")
    out = tmp_path / "flows"
    result = run("convert", dags, "--out", out, "--max-file-size", 200_000)
    assert result.exit_code == 1, result.output
    found = codes(result.output)
    expected = {f"{name} {code}" for name, (_, code) in BAD.items()}
    for one in expected | {"gone.py AP701", "pipe.py AP701", "loop AP704"}:
        assert any(line.startswith(one) for line in found), f"{one} is not in {sorted(found)}"
    assert (out / "etl.py").is_file()
    assert (out / "team" / "hourly.py").is_file()
    assert not (out / "bad").exists()
    report = json.loads((out / "migration_report.json").read_text())
    statuses = {Path(f["source"]).name: f["status"] for f in report["files"]}
    assert {statuses[name] for name in BAD} == {"failed"}


def test_an_encoding_that_is_declared_is_honoured(tmp_path: Path) -> None:
    text = "# -*- coding: latin-1 -*-\n" + dag("etl").replace("echo 1", "echo é")
    make_folder(tmp_path / "dags", {"etl.py": text.encode("latin-1")})
    assert run("convert", tmp_path / "dags", "--out", tmp_path / "flows").exit_code == 0
    written = (tmp_path / "flows" / "etl.py").read_bytes()
    assert "echo é" in written.decode("utf-8")
    compile(written, "etl.py", "exec")


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + dag("etl").replace("\n", "\r\n").encode()
    make_folder(tmp_path / "dags", {"etl.py": data})
    assert run("convert", tmp_path / "dags", "--out", tmp_path / "flows").exit_code == 0
    assert b"\r" not in (tmp_path / "flows" / "etl.py").read_bytes()


def test_one_dag_id_in_two_files(tmp_path: Path) -> None:
    make_folder(tmp_path / "dags", {"a.py": dag("etl"), "b.py": dag("etl")})
    result = run("convert", tmp_path / "dags", "--out", tmp_path / "flows")
    assert (result.exit_code, codes(result.output)) == (1, {"b.py AP706"})
    assert "etl is in a.py:6 too" in result.output
    assert (tmp_path / "flows" / "prefect.yaml").read_text().count("entrypoint:") == 1


def test_ids_that_become_one_name(tmp_path: Path) -> None:
    text = dag("a-b").replace('"first"', '"x-y"').replace('"second"', '"x_y"')
    make_folder(tmp_path / "dags", {"a.py": text, "b.py": dag("a_b")})
    result = run("convert", tmp_path / "dags", "--out", tmp_path / "flows", "-v")
    assert result.exit_code == 0, result.output
    assert "AP707 [info]" in result.output
    report = json.loads((tmp_path / "flows" / "migration_report.json").read_text())
    tasks = report["files"][0]["dags"][0]["tasks"]
    assert [task["task_id"] for task in tasks] == ["x-y", "x_y"]


def test_a_file_that_would_hide_a_module(tmp_path: Path) -> None:
    make_folder(tmp_path / "dags", {"prefect.py": dag("a"), "datetime.py": dag("b")})
    result = run("convert", tmp_path / "dags", "--out", tmp_path / "flows", "-v")
    assert result.exit_code == 0, result.output
    out = tmp_path / "flows"
    assert (out / "prefect_flow.py").is_file()
    assert (out / "datetime_flow.py").is_file()
    assert not (out / "prefect.py").exists()
    assert "./prefect_flow.py:" in (out / "prefect.yaml").read_text().replace(
        "prefect_flow.py:", "./prefect_flow.py:"
    )


@pytest.mark.skipif(os.name != "posix", reason="file names are bytes on POSIX only")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    make_folder(tmp_path / "dags", {os.fsdecode(b"k\xf6ln.py"): dag("etl")})
    for form in ("text", "json", "sarif"):
        result = run("convert", tmp_path / "dags", "--out", tmp_path / "flows", "--format", form)
        assert result.exit_code == 0, result.output
    assert (tmp_path / "flows" / os.fsdecode(b"k\xf6ln.py")).is_file()


def test_airflowignore(dags: Path, tmp_path: Path) -> None:
    make_folder(dags, {".airflowignore": "team/.*\n"})
    result = run("convert", dags, "--out", tmp_path / "flows")
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "flows" / "team").exists()
    assert "2 ignored by .airflowignore" in result.output


# Outputs that are not ours -----------------------------------------------------------------------


def test_an_edited_output_is_kept(dags: Path, tmp_path: Path) -> None:
    out = tmp_path / "flows"
    run("convert", dags, "--out", out)
    (out / "etl.py").write_text("# mine\n")
    assert run("convert", dags, "--out", out).exit_code == 0, "the source has not changed"
    (dags / "etl.py").write_text(dag("etl").replace("echo 1", "echo one"))
    (dags / "team" / "hourly.py").write_text(dag("hourly").replace("echo 1", "echo one"))
    result = run("convert", dags, "--out", out)
    assert (result.exit_code, codes(result.output)) == (1, {"etl.py AP708"})
    assert (out / "etl.py").read_text() == "# mine\n"
    assert "echo one" in (out / "team" / "hourly.py").read_text()
    assert run("convert", dags, "--out", out, "--force").exit_code == 0
    assert "echo one" in (out / "etl.py").read_text()


def test_a_foreign_file_is_kept(dags: Path, tmp_path: Path) -> None:
    out = make_folder(tmp_path / "flows", {"etl.py": "# theirs\n"})
    result = run("convert", dags, "--out", out)
    assert (result.exit_code, codes(result.output)) == (1, {"etl.py AP709"})
    assert (out / "etl.py").read_text() == "# theirs\n"


def test_the_output_of_a_source_that_is_gone(dags: Path, tmp_path: Path) -> None:
    out = tmp_path / "flows"
    run("convert", dags, "--out", out)
    (dags / "etl.py").unlink()
    result = run("convert", dags, "--out", out)
    assert (result.exit_code, codes(result.output)) == (0, {"etl.py AP713"})
    assert (out / "etl.py").is_file()


# Usage and exit codes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere", "--out", "flows"], "does not exist"),
        (["dags"], "--out DIR is missing"),
        (["dags", "--out", "dags/flows"], "is inside the source folder"),
        (["dags", "--out", "dags"], "is inside the source folder"),
        (["dags/etl.py", "--out", "dags"], "is inside the source folder"),
        (["dags", "--out", "dags/etl.py"], "is a file"),
        (["dags", "--out", "flows", "--source-root", "other"], "is not inside other"),
        (["empty", "--out", "flows"], "there is no Python file in empty"),
        (["dags", "--out", "flows", "--variables", "broken.json"], "broken.json"),
        (["dags", "--out", "flows", "--env", "broken.json"], "not a NAME=value line"),
        (["dags", "--out", "flows", "--mappings", "wrong"], "wrong.toml"),
        (["dags", "--out", "flows", "--tier", "fancy"], "'fancy' is not one of"),
        (["dags", "--out", "flows", "--jobs", "-1"], "-1 is not in the range"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, dags: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    make_folder(tmp_path, {"broken.json": "{", "wrong/wrong.toml": "[[operators]]\n"})
    result = run("convert", *arguments)
    assert (result.exit_code, message in result.output) == (2, True), result.output
    assert not (tmp_path / "flows").exists()


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("never", 0)])
def test_fail_on(fail_on: str, code: int, dags: Path, tmp_path: Path) -> None:
    (dags / "again").symlink_to(".")
    result = run("convert", dags, "--out", tmp_path / "flows", "--fail-on", fail_on)
    assert result.exit_code == code, result.output


def test_a_fault_of_our_own(dags: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.lower_file

    def fail(file: object, *others: object) -> object:
        if file.path == "etl.py":  # type: ignore[attr-defined]
            raise ZeroDivisionError("oh")
        return real(file, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "lower_file", fail)
    out = tmp_path / "flows"
    result = run("convert", dags, "--out", out, "--fail-on", "never", "-vv")
    assert (result.exit_code, codes(result.stdout)) == (3, {"etl.py AP901"})
    assert 'raise ZeroDivisionError("oh")' in result.stderr
    assert not (out / "etl.py").exists()
    assert (out / "team" / "hourly.py").is_file()


def test_a_process_that_dies_takes_one_file_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def pooled(work, root, options, jobs):  # type: ignore[no-untyped-def]
        calls.append([found.path for found in work])
        for found in work:
            dies = found.path == "b.py" or (len(work) > 1 and found.path == "c.py")
            yield found, None if dies else folder.Done(folder.FileResult(found.path, "translated"))

    monkeypatch.setattr(folder, "_pooled", pooled)
    make_folder(tmp_path / "dags", {f"{name}.py": dag(name) for name in "abc"})
    result = run("convert", tmp_path / "dags", "--dry-run", "--jobs", 2)
    assert (result.exit_code, codes(result.output)) == (3, {"b.py AP901"})
    assert calls == [["a.py", "b.py", "c.py"], ["b.py"], ["c.py"]]


def test_exit_codes_of_the_real_program(dags: Path, tmp_path: Path) -> None:
    out = tmp_path / "flows"
    clean = run_process("convert", dags, "--out", out)
    assert (clean.returncode, clean.stderr) == (0, "")
    assert "\x1b[" not in clean.stdout, "no colour where nobody looks"
    make_folder(dags, {"broken.py": "# airflow dag\n)\n"})
    assert run_process("convert", dags, "--out", out).returncode == 1
    assert run_process("convert", dags).returncode == 2
    assert run_process("--version").returncode == 0


# Formats -----------------------------------------------------------------------------------------


def test_sarif(dags: Path, tmp_path: Path) -> None:
    make_folder(dags, {"broken.py": "# airflow dag\n)\n"})
    result = run("convert", dags, "--out", tmp_path / "flows", "--format", "sarif")
    results = json.loads(result.stdout)["runs"][0]["results"]
    assert (result.exit_code, [one["ruleId"] for one in results]) == (1, ["AP101"])


def test_quiet(dags: Path, tmp_path: Path) -> None:
    assert run("convert", dags, "--out", tmp_path / "flows", "-q").output == ""


def test_variables_and_environment(tmp_path: Path) -> None:
    text = dag("etl").replace(
        "    first >> second\n",
        "    first >> second\n"
        '    for i in range(int(Variable.get("count")) + int(os.environ["MORE"])):\n'
        '        BashOperator(task_id=f"t{i}", bash_command="true")\n',
    )
    text = "import os\nfrom airflow.models import Variable\n" + text
    make_folder(tmp_path, {"dags/etl.py": text, "v.json": '{"count": "2"}', "e.env": "MORE=1\n"})
    options = ["--variables", tmp_path / "v.json", "--env", tmp_path / "e.env"]
    result = run("graph", tmp_path / "dags", "--format", "json", *options)
    tasks = json.loads(result.stdout)["files"][0]["dags"][0]["tasks"]
    assert [task["task_id"] for task in tasks] == ["first", "second", "t0", "t1", "t2"]
