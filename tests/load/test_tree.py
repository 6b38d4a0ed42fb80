"""The tree on disk: what is a module, a package or nothing, each folder looked at once."""

import os
from pathlib import Path

import pytest

from translator.load.sources import tree as tree_module
from translator.load.sources.tree import Found, SourceTree


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("dags/etl/__init__.py", "dags/etl/steps.py", "dags/sql/load.sql", "shared.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    return tmp_path


KINDS = {
    "": "folder",
    ".": "folder",
    "dags": "folder",
    "dags/": "folder",
    "dags/./etl": "folder",
    "dags/../shared.py": "file",
    "shared.py": "file",
    "shared.py/x": None,
    "shared": None,
    "nothing/at/all": None,
    "..": None,
    "../x": None,
    "/": None,
}


@pytest.mark.parametrize("path", KINDS)
def test_kind(root: Path, path: str) -> None:
    assert SourceTree(root).kind(path) == KINDS[path]


def test_links(root: Path) -> None:
    (root / "linked").symlink_to("dags/etl")
    (root / "broken.py").symlink_to("nowhere.py")
    (root / "circle").symlink_to("circle")
    tree = SourceTree(root)
    kinds = [tree.kind(path) for path in ("linked/steps.py", "broken.py", "circle")]
    assert kinds == ["file", None, None]


def test_listing(root: Path) -> None:
    (root / "dags/__pycache__").mkdir()
    tree = SourceTree(root, {"dags/extra.py": ""})
    assert tree.listing("dags") == ["etl", "extra.py", "sql"]
    assert tree.listing("") == ["dags", "shared.py"]
    assert tree.listing("shared.py") is None


def test_where_modules_are(root: Path) -> None:
    tree = SourceTree(root)
    assert tree.find("etl.steps", "dags/dag.py") == Found("dags/etl/steps.py", None)
    assert tree.find("etl", "dags/dag.py") == Found("dags/etl/__init__.py", "dags/etl")
    assert tree.find("sql", "dags/dag.py") == Found(None, "dags/sql")
    assert tree.find("requests.adapters", "dags/dag.py") is None


def test_a_folder_is_listed_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []
    scandir = os.scandir

    def counted(path: Path) -> object:
        listed.append(str(path))
        return scandir(path)

    monkeypatch.setattr(tree_module.os, "scandir", counted)
    tree = SourceTree(root)
    for name in ("requests", "etl.steps", "numpy.linalg", "shared", "pandas"):
        tree.find(name, "dags/etl/dag.py")
        tree.find(name, "dags/dag.py")
    assert listed
    assert sorted(listed) == sorted(set(listed))
