"""Imports point down only, libraries stay where they belong, modules stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "translator"

# Higher numbers may import lower ones; parts of one level don't import each other.
LEVELS = {
    "__main__": 11,
    "cli": 10,
    "commands": 9,
    "outputs": 8,
    "folder": 7,
    "verification": 7,
    "output": 6,
    "data_files": 6,
    "earlier": 6,
    "pipeline": 6,
    "report": 5,
    "verify": 5,
    "emit": 4,
    "lower": 3,
    "size": 3,
    "graph_exports": 3,
    "load": 2,
    "graph": 2,
    "mappings": 2,
    "plan": 1,
    "ir": 0,
    "references": -1,
    "statements": -1,
    "rules": -1,
    "diagnostics": -2,
    "resources": -2,
    "version": -2,
    "lines": -2,
    "places": -2,
}
# `a` may not import these although they are below it.
FORBIDDEN = {
    ("lower", "load"),
    ("emit", "load"),
    ("emit", "graph"),
    ("emit", "mappings"),
    ("emit", "lower"),
}

LIBRARIES = {
    "ast": ("load/",),
    "black": ("emit/format.py",),
    "click": ("cli.py", "commands/"),
    "jinja2": ("emit/", "report/", "lower/templates"),
    "libcst": ("lower/",),
    "networkx": ("graph.py",),
    "pyflakes": ("emit/format.py",),
    "airflow": ("verify/",),
    "prefect": ("verify/",),
}

MAX_LINES = 400

MODULES = sorted(ROOT.rglob("*.py"))


def walk(node):
    """All nodes but those below `if TYPE_CHECKING:`."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from walk(child)


def imported(path):
    """(line, dotted module) of each absolute import of a file, those in functions included."""
    for node in walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in names)


def part_of(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def parts_imported(path):
    for line, name in imported(path):
        first, *rest = name.split(".")
        if first == "translator" and rest:
            yield line, rest[0]


def identify(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_imports_point_down(path):
    part = part_of(path)
    if part == "__init__":
        return
    for line, other in parts_imported(path):
        if other == part:
            continue
        allowed = LEVELS[part] > LEVELS[other] and (part, other) not in FORBIDDEN
        assert allowed, f"{identify(path)}:{line}: {part} imports {other}"


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_libraries_stay_where_they_belong(path):
    place = identify(path)
    for line, name in imported(path):
        homes = LIBRARIES.get(name.split(".")[0])
        assert homes is None or place.startswith(homes), f"{place}:{line}: imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=identify)
def test_modules_are_small(path):
    count = len(path.read_text("utf-8").splitlines())
    assert count <= MAX_LINES, f"{identify(path)} has {count} lines"


def test_every_part_has_a_level():
    parts = {part_of(path) for path in MODULES} - {"__init__", "__main__"}
    assert parts <= set(LEVELS), f"no level for {sorted(parts - set(LEVELS))}"
