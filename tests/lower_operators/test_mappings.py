"""A mapping file that is wrong stops the program and says where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from translator import TranslateOptions, translate_source
from translator.lower.operators.dispatch import HANDLERS
from translator.mappings import HANDLERS as NAMES
from translator.mappings import MappingError, load_mappings
from translator.plan import Import
from translator.resources import data_folder

GOOD = """
[[operator]]
name = "example.GreetOperator"
template = "greet.py.j2"
support = "native"
summary = "Greets."
imports = ["import time", "from os import path as p"]
requirements = ["greeting>=1"]
arguments = { name = "template" }

[[operator.example]]
airflow = "GreetOperator(task_id='t', name='Ada')"
prefect = "print('Ada')"
"""


def folder(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "greet.py.j2").write_text("print({{ name }})\n")
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text)
    return tmp_path


def test_a_users_mapping_is_read_and_wins(tmp_path: Path):
    own = GOOD.replace(
        "example.GreetOperator", "airflow.providers.standard.operators.bash.BashOperator"
    )
    table = load_mappings([folder(tmp_path, a=GOOD, b=own)])
    entry = table.get("example.GreetOperator")
    assert entry is not None
    assert entry.imports == {Import("time"), Import("os", "path", "p")}
    assert (entry.template_text, entry.requirements) == ("print({{ name }})\n", {"greeting>=1"})
    bash = table.get("airflow.providers.standard.operators.bash.BashOperator")
    assert bash is not None
    assert bash.summary == "Greets."


WRONG = [
    ("nonsense", "wrong.toml"),
    ("[other]\nx = 1", "unknown table 'other'"),
    (GOOD.replace("summary", "sumary"), "operator 1 (example.GreetOperator): unknown key 'sumary'"),
    (GOOD.replace('summary = "Greets."', ""), "'summary' is missing"),
    (GOOD.partition("[[operator.example]]")[0], "'example' is missing"),
    (GOOD.replace("prefect =", "airflw ="), "an example has 'airflow'"),
    (GOOD.replace("greet.py.j2", "missing.py.j2"), "no template 'missing.py.j2'"),
    (GOOD.replace('template = "greet.py.j2"', 'handler = "magic"'), "unknown handler 'magic'"),
    (GOOD.replace('template = "greet.py.j2"', ""), "needs a handler or a template"),
    (GOOD.replace('support = "native"', 'support = "great"'), "support 'great' is none of"),
    (GOOD.replace('"template" }', '"rendered" }'), "argument 'name': 'rendered' is none of"),
    (GOOD.replace("import time", "time"), "not an import: 'time'"),
    (GOOD + GOOD, "example.GreetOperator stands in wrong.toml too"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_a_mistake_names_file_and_entry(tmp_path: Path, text: str, message: str):
    with pytest.raises(MappingError) as caught:
        load_mappings([folder(tmp_path, wrong=text)])
    assert message in str(caught.value)
    assert "wrong.toml" in str(caught.value)


def test_a_missing_folder_is_a_mistake(tmp_path: Path):
    with pytest.raises(MappingError, match="no such folder"):
        load_mappings([tmp_path / "missing"])


def test_every_handler_that_mappings_may_name_exists():
    assert set(HANDLERS) == NAMES


def test_every_operator_says_what_becomes_of_its_arguments():
    for entry in load_mappings():
        assert entry.examples, entry.name
        assert entry.summary.endswith("."), entry.name


def test_the_example_of_the_readme_works(tmp_path: Path):
    text = (data_folder("operator_mappings") / "README.md").read_text("utf-8")
    toml, template = (
        re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL) for kind in ("toml", "jinja")
    )
    assert toml is not None
    assert template is not None
    (tmp_path / "greet.py.j2").write_text(template[1])
    (tmp_path / "acme.toml").write_text(toml[1])
    source = (
        "from airflow.sdk import DAG\nfrom acme.operators import GreetOperator\n\n"
        'with DAG("example", schedule=None):\n'
        '    GreetOperator(task_id="hello", name="{{ ds }}", loud=True)\n'
    )
    result = translate_source(source, options=TranslateOptions(mappings=(tmp_path,)))
    assert result.text is not None
    example = load_mappings([tmp_path]).operators["acme.operators.GreetOperator"].examples[0]
    assert example.prefect.strip("\n") in result.text
    assert result.module is not None
    assert "acme-greetings>=2" in result.module.requirements
