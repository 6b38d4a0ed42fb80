"""The examples of the mappings are what comes out."""

from __future__ import annotations

import textwrap

import pytest

from translator import translate_source
from translator.mappings import Example, load_mappings

IMPORTS = """\
from datetime import datetime, timedelta

from airflow.sdk import DAG, task
{imports}
"""

EXAMPLES = [
    pytest.param(mapping.name, example, id=f"{mapping.name.rsplit('.', 1)[-1]}-{number}")
    for mapping in load_mappings()
    if mapping.name not in mapping.aliases
    for number, example in enumerate(mapping.examples)
]

BY_NAME = {one.name.rsplit(".", 1)[-1]: one.name for one in load_mappings()}


def dag_file(example: Example) -> str:
    """A whole DAG file around the statements of an example."""
    used = [name for name in BY_NAME if f"{name}(" in example.airflow]
    lines = [f"from {BY_NAME[name].rpartition('.')[0]} import {name}" for name in sorted(used)]
    body = example.airflow.strip()
    if "with DAG" not in body:
        body = f'with DAG("example", schedule=None):\n{textwrap.indent(body, "    ")}'
    return IMPORTS.format(imports="\n".join(lines)) + "\n\n" + body + "\n"


@pytest.mark.parametrize(("operator", "example"), EXAMPLES)
def test_an_example_is_what_comes_out(operator: str, example: Example):
    result = translate_source(dag_file(example), "example.py")
    assert result.text is not None, [str(one) for one in result.diagnostics]
    assert example.prefect.strip("\n") in result.text
    assert operator in {one.operator for tasks in result.tasks.values() for one in tasks.values()}
