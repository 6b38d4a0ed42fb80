"""The names of a module that stand for plain data."""

from __future__ import annotations

import textwrap

import pytest

from translator.ir import UNKNOWN, PlainObject
from translator.load.constants import MOST
from translator.pipeline import translate_source

HEAD = """
import os
from dataclasses import dataclass
from datetime import datetime
from airflow.sdk import DAG, Variable
from airflow.providers.standard.operators.empty import EmptyOperator

@dataclass
class Source:
    name: str
    kind: str = "table"

def read():
    return os.getenv("X", "a")

class Config:
    TABLES = ["a", "b"]
    def method(self): ...

class Own(Config):
    LAST = 1

"""
DAG = """
with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):
    EmptyOperator(task_id="t")
"""


def constants(text):
    return translate_source(HEAD + textwrap.dedent(text) + DAG).file.constants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("('a', 1, None, 1.5, True)", ["a", 1, None, 1.5, True]),
        ("{'a': ('x', 'y'), 1: {}}", {"a": ["x", "y"], 1: {}}),
        ("range(3)", [0, 1, 2]),
        ("[f'{one}_x' for one in 'ab']", ["a_x", "b_x"]),
        ("Source('orders')", PlainObject({"name": "orders", "kind": "table"})),
        ("[Source('a').name]", ["a"]),
        ("Own", PlainObject({"TABLES": ["a", "b"], "LAST": 1})),
    ],
)
def test_plain_data(text, expected):
    found = constants(f"X = {text}\n")["X"]
    if isinstance(expected, PlainObject):
        attributes = {name: found.attributes[name] for name in expected.attributes}
        assert attributes == expected.attributes
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "{'a', 'b'}",
        f"list(range({MOST + 1}))",
        "Variable.get('x')",
        "datetime(2024, 1, 1)",
        "print",
    ],
)
def test_anything_else_is_not(text):
    assert constants(f"X = {text}\n").get("X", UNKNOWN) is UNKNOWN
