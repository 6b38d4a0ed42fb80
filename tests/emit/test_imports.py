"""The import block is what ruff's isort would make of it."""

import subprocess
import sys

import pytest

from translator.emit.imports import import_block
from translator.plan import Import

CASES = [
    ([Import("os"), Import("json")], "import json\nimport os"),
    ([Import("os", "path"), Import("json")], "import json\nfrom os import path"),
    ([Import("prefect", "task"), Import("prefect", "flow")], "from prefect import flow, task"),
    (
        [Import("a", "b", "c"), Import("a", "d"), Import("a", "e", "f")],
        "from a import b as c\nfrom a import d\nfrom a import e as f",
    ),
    (
        [Import("x", "item"), Import("x", "Klass"), Import("x", "LIMIT")],
        "from x import LIMIT, Klass, item",
    ),
    (
        [Import("pandas", "", "pd"), Import("__future__", "annotations"), Import("datetime")],
        "from __future__ import annotations\n\nimport datetime\n\nimport pandas as pd",
    ),
    ([Import("mod10"), Import("mod2")], "import mod2\nimport mod10"),
    ([Import(".", "helper"), Import("requests")], "import requests\n\nfrom . import helper"),
]


@pytest.mark.parametrize(("imports", "expected"), CASES)
def test_imports_are_sorted_in_sections(imports, expected):
    assert import_block(imports) == expected


def test_modules_of_the_tree_come_last():
    block = import_block([Import("common.sql", "run"), Import("requests")], frozenset({"common"}))
    assert block == "import requests\n\nfrom common.sql import run"


def test_the_same_import_twice_is_one():
    assert import_block([Import("os"), Import("os")]) == "import os"


def test_a_comment_stays_above_its_import():
    block = import_block([Import("os"), Import("json")], comments={Import("os"): ("# why",)})
    assert block == "import json\n# why\nimport os"


@pytest.mark.parametrize("imports", [imports for imports, _ in CASES])
def test_ruff_agrees(imports, tmp_path):
    names = "\n".join(f"print({one.alias or one.name or one.module})" for one in imports)
    module = tmp_path / "module.py"
    module.write_text(f"{import_block(imports)}\n\n{names}\n")
    command = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "I001", str(module)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_comment_at_the_end_stays_at_the_end():
    block = import_block(
        [Import("os")],
        comments={
            Import("os"): ("# above", "  # why"),
        },
    )
    assert block == "# above\nimport os  # why"
