"""Writing into the output folder: nothing is lost, nothing is touched without need."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from translator import output
from translator.diagnostics import Sink
from translator.output import MANIFEST, Fate, OutputFile, OutputFolder

FLOW = OutputFile("team/etl.py", b"flow\n", "team/etl.py")
NEWER = OutputFile("team/etl.py", b"newer flow\n", "team/etl.py")


def run(
    folder: Path,
    *files: OutputFile,
    force: bool = False,
    dry_run: bool = False,
    scope: str | None = None,
    sources: frozenset[Path] = frozenset(),
) -> tuple[list[str], list[str]]:
    """The fates of `files`, and the findings."""
    sink = Sink()
    target = OutputFolder(folder, sink, force=force, dry_run=dry_run, sources=sources)
    fates = [target.write(file).value for file in files]
    target.stale(scope)
    target.finish()
    return fates, [f"{d.span.path} {d.code} {d.level} {d.detail}" for d in sink]


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns)
        for p in folder.rglob("*")
        if p.is_file()
    }


def test_the_second_run_touches_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, FLOW) == (["created"], [])
    before = snapshot(tmp_path)
    assert set(before) == {"team/etl.py", MANIFEST}
    assert run(tmp_path, FLOW) == (["unchanged"], [])
    assert snapshot(tmp_path) == before


def test_what_nobody_edited_is_updated(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    assert run(tmp_path, NEWER) == (["updated"], [])
    assert (tmp_path / FLOW.path).read_bytes() == NEWER.content


def test_an_edited_file_is_kept_the_rest_lands(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / FLOW.path).write_bytes(b"mine\n")
    other = OutputFile("other.py", b"other\n", "other.py")
    fates, findings = run(tmp_path, NEWER, other)
    assert fates == ["kept", "created"]
    assert findings == [
        "team/etl.py AP708 error the new version was not written; --force replaces it"
    ]
    assert (tmp_path / FLOW.path).read_bytes() == b"mine\n"
    assert run(tmp_path, NEWER, other)[0] == ["kept", "unchanged"], "it is still known to be edited"


def test_an_edited_file_of_an_unchanged_source_is_only_mentioned(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / FLOW.path).write_bytes(b"mine\n")
    assert run(tmp_path, FLOW) == (
        ["kept"],
        ["team/etl.py AP708 info it was kept; what would be generated has not changed since"],
    )


def test_force_replaces_an_edited_file(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / FLOW.path).write_bytes(b"mine\n")
    assert run(tmp_path, NEWER, force=True) == (["updated"], [])
    assert run(tmp_path, NEWER) == (["unchanged"], [])


def test_an_edit_that_equals_the_new_version_is_no_edit(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / FLOW.path).write_bytes(NEWER.content)
    assert run(tmp_path, NEWER) == (["unchanged"], [])
    assert run(tmp_path, FLOW) == (["updated"], [])


def test_a_foreign_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "team").mkdir()
    (tmp_path / FLOW.path).write_bytes(b"theirs\n")
    expected = (["kept"], ["team/etl.py AP709 error it was kept; --force replaces it"])
    assert run(tmp_path, FLOW) == expected
    assert run(tmp_path, FLOW) == expected, "keeping it does not make it ours"
    assert run(tmp_path, FLOW, force=True) == (["updated"], [])


def test_a_folder_in_the_way_is_kept_even_with_force(tmp_path: Path) -> None:
    (tmp_path / FLOW.path).mkdir(parents=True)
    fates, findings = run(tmp_path, FLOW, force=True)
    assert (fates, findings[0][:17]) == (["kept"], "team/etl.py AP709")


def test_a_file_in_the_way_of_a_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "team").write_bytes(b"")
    fates, findings = run(tmp_path, FLOW)
    assert (fates, findings) == (["refused"], ["team/etl.py AP714 error Not a directory"])


def test_a_deleted_file_comes_back(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / FLOW.path).unlink()
    assert run(tmp_path, FLOW) == (["created"], [])


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run(folder, FLOW, dry_run=True) == (["created"], [])
    assert not folder.exists()
    run(folder, FLOW)
    before = snapshot(folder)
    assert run(folder, NEWER, dry_run=True) == (["updated"], [])
    assert snapshot(folder) == before


@pytest.mark.parametrize("path", ["../x.py", "/etc/x.py", "a/../../x.py", "", MANIFEST])
def test_a_path_that_leaves_the_folder_is_refused(path: str, tmp_path: Path) -> None:
    fates, findings = run(tmp_path / "out", OutputFile(path, b"x"), force=True)
    assert (fates, findings) == (["refused"], [f"{path} AP710 error not a path below it"])
    assert not (tmp_path / "x.py").exists()


def test_a_link_that_leaves_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "team").symlink_to(tmp_path / "elsewhere")
    fates, findings = run(tmp_path / "out", FLOW, force=True)
    assert fates == ["refused"]
    assert findings[0].startswith("team/etl.py AP710 error a symbolic link leads to ")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_source_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "dag.py").write_bytes(b"source\n")
    sources = frozenset({(tmp_path / "dag.py").resolve()})
    fates, findings = run(tmp_path, OutputFile("dag.py", b"x"), force=True, sources=sources)
    assert (fates, findings) == (
        ["refused"],
        ["dag.py AP710 error it would replace a source file"],
    )
    assert (tmp_path / "dag.py").read_bytes() == b"source\n"


def test_two_sources_for_one_path(tmp_path: Path) -> None:
    support = OutputFile("trigger_rules.py", b"ours\n")
    user = OutputFile("trigger_rules.py", b"theirs\n", "trigger_rules.py")
    fates, findings = run(tmp_path, user, support, user)
    assert fates == ["created", "created", "created"]
    assert findings == [
        "trigger_rules.py AP711 error trigger_rules.py and a generated file; the first was kept"
    ]
    assert (tmp_path / "trigger_rules.py").read_bytes() == b"theirs\n"


def test_what_is_left_over_is_reported_until_it_is_gone(tmp_path: Path) -> None:
    other = OutputFile("other.py", b"other\n", "other.py")
    run(tmp_path, FLOW, other)
    stale = ["team/etl.py AP713 warning it was made from team/etl.py"]
    assert run(tmp_path, other) == (["unchanged"], stale)
    assert run(tmp_path, other) == (["unchanged"], stale)
    assert (tmp_path / FLOW.path).exists()
    (tmp_path / FLOW.path).unlink()
    assert run(tmp_path, other) == (["unchanged"], [])


@pytest.mark.parametrize(
    ("scope", "stale"), [("other.py", 0), ("team", 1), ("team/etl.py", 1), ("tea", 0)]
)
def test_a_run_over_a_part_says_nothing_of_the_rest(scope: str, stale: int, tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    assert len(run(tmp_path, scope=scope)[1]) == stale
    assert run(tmp_path, FLOW)[0] == ["unchanged"]


def test_a_broken_manifest_loses_no_file(tmp_path: Path) -> None:
    run(tmp_path, FLOW)
    (tmp_path / MANIFEST).write_text("{")
    fates, findings = run(tmp_path, NEWER)
    assert fates == ["kept"]
    assert [line.split()[1] for line in findings] == ["AP714", "AP709"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, FLOW)

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    sink = Sink()
    assert OutputFolder(tmp_path, sink).write(NEWER) is Fate.REFUSED
    assert [d.detail for d in sink] == ["No space left on device"]
    assert set(snapshot(tmp_path)) == {"team/etl.py", MANIFEST}
    assert (tmp_path / FLOW.path).read_bytes() == FLOW.content


def test_permissions(tmp_path: Path) -> None:
    run(tmp_path, FLOW, OutputFile("run.sh", b"#!/bin/sh\n", executable=True))
    assert os.access(tmp_path / "run.sh", os.X_OK)
    (tmp_path / FLOW.path).chmod(0o640)
    run(tmp_path, NEWER)
    assert (tmp_path / FLOW.path).stat().st_mode & 0o777 == 0o640


def test_nested(tmp_path: Path) -> None:
    assert output.nested(tmp_path, tmp_path / "out")
    assert output.nested(tmp_path, tmp_path)
    assert not output.nested(tmp_path / "dags", tmp_path)
    assert not output.nested(tmp_path / "dags", tmp_path / "dags2")
