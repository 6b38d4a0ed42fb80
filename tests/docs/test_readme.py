"""The README: its examples are what the program does, its commands are those that exist.

`pytest tests/docs --update-golden` writes the output of the example anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.program import run
from translator import TranslateOptions, translate_source
from translator.cli import COMMANDS
from translator.mappings import load_mappings

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SOURCES = (ROOT / "translator" / "commands").glob("*.py")


def block(name: str) -> str:
    """The content of the fenced block below `<!-- name -->`."""
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```\n", README.read_text("utf-8"), re.S)
    assert found, f"README.md has no block {name!r}"
    return found[1]


def test_the_example_is_what_comes_out(update_golden: bool) -> None:
    result = translate_source(block("example: source"), "shop.py")
    assert result.status == "translated", [str(one) for one in result.diagnostics]
    assert result.text is not None
    if update_golden:
        text = README.read_text("utf-8")
        marker = "<!-- example: output -->\n```python\n"
        before, after = text.split(marker)
        rest = after[after.index("```\n") :]
        README.write_text(f"{before}{marker}{result.text}{rest}", "utf-8")
    assert block("example: output") == result.text


def test_the_mapping_is_one(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(block("example: mapping"), "utf-8")
    (tmp_path / "notify.py.j2").write_text(block("example: template"), "utf-8")
    own = [one for one in load_mappings([tmp_path]) if one.source == "own.toml"]
    assert len(own) == 1
    (example,) = own[0].examples
    module, _, operator = own[0].name.rpartition(".")
    source = (
        "from airflow.sdk import DAG\n"
        f"from {module} import {operator}\n\n"
        'with DAG("example", schedule=None):\n'
        f"    {example.airflow.strip()}\n"
    )
    result = translate_source(source, options=TranslateOptions(mappings=(tmp_path,)))
    assert result.text is not None
    assert example.prefect.strip() in result.text


def test_the_convert_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = block("command: convert").strip().splitlines()[-1]
    program, *arguments = shlex.split(line.replace("--out flows", f"--out {tmp_path / 'flows'}"))
    assert Path(program).name == "airflow2prefect"
    monkeypatch.chdir(ROOT)
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "flows" / "prefect.yaml").is_file()


def test_the_test_command_pins_what_it_installs() -> None:
    lines = block("command: test").strip().splitlines()
    assert "-c tests/constraints.txt" in lines[-2]
    assert lines[-1].endswith("-m pytest")


def test_every_command_is_in_the_table() -> None:
    text = README.read_text("utf-8")
    assert [name for name in COMMANDS if f"| `airflow2prefect {name}" not in text] == []


def test_options_that_are_named_exist() -> None:
    known = {option for path in SOURCES for option in re.findall(r'"(--[\w-]+)"', path.read_text())}
    prose = re.sub(r"```.*?```", "", README.read_text("utf-8"), flags=re.S)
    named = set(re.findall(r"`(?:\w+ )?(--[\w-]+)", prose))
    assert named - known == {"--help"}
