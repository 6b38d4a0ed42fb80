"""`.airflowignore` in both syntaxes, against tables and against Airflow's own search."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from translator.diagnostics import Sink
from translator.load.sources.discover import DiscoverOptions, discover
from translator.load.sources.ignore import Syntax, guess_syntax, is_ignored, parse_rules

TREE = (
    "a.py",
    "b_test.py",
    "project/a.py",
    "project/test_dag.py",
    "project/deep/a.py",
    "project/deep/tests/x.py",
    "tests/x.py",
    "tests/keep/me.py",
    "notes.d/x.py",
    "nested/one.py",
    "nested/two.py",
    "nested/sub/one.py",
)

IGNORES = {
    "a name anywhere": ("glob", {".airflowignore": "tests\n"}),
    "only folders": ("glob", {".airflowignore": "tests/\na.py/\n"}),
    "anchored": ("glob", {".airflowignore": "/tests\nproject/a.py\n"}),
    "stars": ("glob", {".airflowignore": "*_test.py\nproject/**/x.py\n"}),
    "negated": ("glob", {".airflowignore": "*.py\n!a.py\n!nested/one.py\n"}),
    "parent excluded": ("glob", {".airflowignore": "tests\n!tests/keep/me.py\n"}),
    "comments": ("glob", {".airflowignore": "# tests\n\ntests   # and so on\n"}),
    "nested file": ("glob", {"nested/.airflowignore": "/one.py\n", ".airflowignore": "two.py"}),
    "nested undoes": (
        "glob",
        {"nested/.airflowignore": "!one.py\n", ".airflowignore": "one.py\na.py"},
    ),
    "slash alone": ("glob", {".airflowignore": "/\n"}),
    "regexp": ("regexp", {".airflowignore": r"^tests" + "\n" + r"test_.*\.py$" + "\n"}),
    "regexp anywhere": ("regexp", {".airflowignore": "deep\n"}),
    "regexp on the whole path": ("regexp", {".airflowignore": "project/a\n"}),
    "regexp nested": ("regexp", {"nested/.airflowignore": "sub/one\n"}),
    "regexp nested is rooted": ("regexp", {"nested/.airflowignore": "^one\n"}),
    "regexp invalid": ("regexp", {".airflowignore": "*.py\ntests\n"}),
}

IGNORES_NOTHING = ("slash alone", "regexp nested is rooted")


def make_tree(root: Path, ignores: dict[str, str]) -> None:
    for path in TREE:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("from airflow import DAG\n")
    for path, text in ignores.items():
        (root / path).write_text(text)


def ours(root: Path, syntax: Syntax | None) -> list[str]:
    return [f.path for f in discover(root, Sink(), DiscoverOptions(syntax=syntax)).files]


@pytest.mark.airflow
@pytest.mark.parametrize("case", IGNORES)
def test_the_same_files_as_airflow(case: str, tmp_path: Path) -> None:
    search = pytest.importorskip("airflow._shared.module_loading.file_discovery")
    syntax, ignores = IGNORES[case]
    make_tree(tmp_path, ignores)
    theirs = search.find_path_from_directory(tmp_path, ".airflowignore", syntax)
    expected = sorted(Path(path).relative_to(tmp_path).as_posix() for path in theirs)
    assert ours(tmp_path, syntax) == expected
    assert (expected == sorted(TREE)) == (case in IGNORES_NOTHING)


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        (r"test_.*\.py", "regexp"),
        ("^project/", "regexp"),
        ("(a|b)", "regexp"),
        ("file$\nother\n", "regexp"),
        ("*.py", "glob"),
        ("**/tests", "glob"),
        ("!keep.py\nother", "glob"),
        ("test_*", "glob"),
        ("[0-9]*", None),
        ("tests", None),
        ("# .* only a comment\n", None),
        ("", None),
    ],
)
def test_the_syntax_is_guessed_from_what_only_one_allows(text: str, syntax: Syntax | None) -> None:
    assert guess_syntax(text) == syntax


@pytest.mark.parametrize(("major", "left"), [(2, []), (3, ["mytests.py"])])
def test_the_version_decides_where_both_are_possible(
    major: int, left: list[str], tmp_path: Path
) -> None:
    (tmp_path / ".airflowignore").write_text("tests\n")
    (tmp_path / "mytests.py").write_text("airflow dag")
    found = discover(tmp_path, Sink(), DiscoverOptions(major=major)).files
    assert [f.path for f in found] == left


def test_a_doubt_that_matters_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / ".airflowignore").write_text("tests\n")
    for name in ("mytests.py", "yourtests.py", "dag.py"):
        (tmp_path / name).write_text("airflow dag")
    sink = Sink()
    assert len(discover(tmp_path, sink).files) == 3
    assert [str(d) for d in sink] == [
        ".airflowignore:1:1: AP712 [warning] An .airflowignore reads differently as glob and as "
        "regexp: read as glob it keeps 'mytests.py', as regexp it does not"
    ]


def test_a_doubt_that_changes_nothing_is_not_reported(tmp_path: Path) -> None:
    (tmp_path / ".airflowignore").write_text("tests/\nbroken.py\n")
    (tmp_path / "tests").mkdir()
    for name in ("tests/dag.py", "broken.py", "dag.py"):
        (tmp_path / name).write_text("airflow dag")
    sink = Sink()
    found = discover(tmp_path, sink)
    assert ([f.path for f in found.files], found.ignored, len(sink)) == (["dag.py"], 2, 0)


def test_rules_from_above_hold_for_a_folder_below_the_root(tmp_path: Path) -> None:
    make_tree(tmp_path, {".airflowignore": "*/deep/\n"})
    found = discover(tmp_path / "project", Sink(), root=tmp_path).files
    assert [f.path for f in found] == ["project/a.py", "project/test_dag.py"]


def test_the_last_rule_that_matches_wins() -> None:
    rules, invalid = parse_rules("*.py\n!keep.py\n", PurePosixPath("."), "glob")
    assert not invalid
    assert [is_ignored(rules, PurePosixPath(p), False) for p in ("a.py", "keep.py")] == [
        True,
        False,
    ]
