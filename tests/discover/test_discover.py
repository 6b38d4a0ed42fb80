"""The search for DAG files: order, links, and every kind of file that cannot be read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from translator.commands import source
from translator.diagnostics import Sink
from translator.load.sources import reading
from translator.load.sources.discover import DiscoverOptions, Discovery, discover

DAG = b"from airflow import DAG\n"


def find(root: Path, **options: object) -> tuple[Discovery, list[str]]:
    sink = Sink()
    found = discover(root, sink, DiscoverOptions(**options))  # type: ignore[arg-type]
    told = sorted([*sink, *(d for file in found.files for d in file.diagnostics)], key=str)
    return found, [f"{d.span.path}:{d.span.line}:{d.span.column} {d.code} {d.detail}" for d in told]


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"\x89PNG\x00airflow dag", "x.py:1:1 AP705 it has null bytes"),
        ("airflow dag".encode("utf-16"), "x.py:1:1 AP702 it is UTF-16, which Python does not read"),
        (
            b"# airflow\n\ndag = '\xe9'\n",
            "x.py:3:8 AP702 byte 0xe9 is not utf-8, and no coding comment says otherwise",
        ),
        (
            b"dag = '\xe9'  # airflow",
            "x.py:1:8 AP702 byte 0xe9 is not utf-8, and no coding comment says otherwise",
        ),
        (b"# coding: klingon\n# airflow dag\n", "x.py:1:1 AP702 unknown encoding: klingon"),
        (
            b"\xef\xbb\xbf# coding: latin-1\n# airflow dag\n",
            "x.py:1:1 AP702 encoding problem: utf-8",
        ),
        (b"airflow dag" * 10, "x.py:1:1 AP703 110 bytes, the limit is 100"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, finding: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(data)
    (tmp_path / "good.py").write_bytes(DAG)
    found, findings = find(tmp_path, max_bytes=100)
    assert findings == [finding]
    assert [(f.path, f.text is not None) for f in found.files] == [
        ("good.py", True),
        ("x.py", False),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# airflow dag\n", "# airflow dag\n"),
        (
            b"# -*- coding: latin-1 -*-\n# airflow dag \xe9\n",
            "# -*- coding: utf-8 -*-\n# airflow dag é\n",
        ),
        (
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n# airflow dag \x80",
            "#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\n# airflow dag €",
        ),
        (b"# airflow\r\n# dag\r# x\n", "# airflow\n# dag\n# x\n"),
        ("# coding: utf8\n# airflow dag ü".encode(), "# coding: utf8\n# airflow dag ü"),
    ],
)
def test_a_file_is_decoded_as_python_would(data: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(data)
    found, findings = find(tmp_path)
    assert (found.files[0].text, findings) == (text, [])


@pytest.mark.parametrize(
    "data", [b"", b"import airflow\n", b"dag = 1\n", b"# nothing here\n", b"\xe9 not even utf-8"]
)
def test_what_airflow_would_not_parse_is_no_dag_file(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(data)
    found, findings = find(tmp_path)
    assert (found.files[0].text, findings) == (None, [])


@pytest.mark.parametrize("data", [b"from Airflow import dAg", b"airflow asset"])
def test_airflows_guess(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(data)
    assert find(tmp_path)[0].files[0].text is not None


def test_a_file_asked_for_by_name_is_read_whatever_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(b"x = 1\n")
    found, _ = find(tmp_path / "x.py")
    assert [(f.path, f.text) for f in found.files] == [("x.py", "x = 1\n")]


def test_the_order_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    for path in ("b/z.py", "a.py", "c.py", "b/a.py", "B/a.py", "b.py"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(DAG)
    found, _ = find(tmp_path)
    assert [f.path for f in found.files] == ["B/a.py", "a.py", "b.py", "b/a.py", "b/z.py", "c.py"]


def test_a_link_that_leads_back_is_reported_and_the_search_goes_on(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "dag.py").write_bytes(DAG)
    (tmp_path / "sub" / "again").symlink_to(tmp_path)
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    found, findings = find(tmp_path)
    assert [f.path for f in found.files] == ["sub/dag.py"]
    assert findings == ["sub/again:1:1 AP704 it is '.' again"]


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "dag.py").write_bytes(DAG)
    (tmp_path / "dags").mkdir()
    (tmp_path / "dags" / "linked").symlink_to(tmp_path / "real")
    found, findings = find(tmp_path / "dags")
    assert ([f.path for f in found.files], findings) == (["linked/dag.py"], [])


def test_links_and_pipes_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.py")
    assert find(tmp_path)[1] == [
        "gone.py:1:1 AP701 a symbolic link that leads nowhere",
        "pipe.py:1:1 AP701 it is not a regular file",
    ]


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.py").write_bytes(DAG)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert find(tmp_path)[1] == ["secret.py:1:1 AP701 Permission denied"]


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find(tmp_path)[1] == ["closed:1:1 AP701 Permission denied"]


def test_folders_without_project_code_are_left_out(tmp_path: Path) -> None:
    for folder in (".git", "__pycache__", "env/lib", "dags"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "dag.py").write_bytes(DAG)
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr\n")
    assert [f.path for f in find(tmp_path)[0].files] == ["dags/dag.py"]


def test_a_zip_file_with_dags_is_reported(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as archive:
        archive.writestr("dag.py", DAG.decode())
    (tmp_path / "not_really.zip").write_bytes(b"x")
    assert find(tmp_path)[1] == ["bundle.zip:1:1 AP705 a zip file with Python files: unpack it"]


def test_a_source_outside_its_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dag.py").write_bytes(DAG)
    (tmp_path / "other").mkdir()
    with pytest.raises(ValueError, match="other"):
        discover(tmp_path / "dag.py", Sink(), root=tmp_path / "other")


def test_one_size_limit() -> None:
    assert source.DEFAULT_MAX_BYTES == reading.DEFAULT_MAX_BYTES
