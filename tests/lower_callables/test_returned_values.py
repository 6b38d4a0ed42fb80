"""What XCom makes of a value, as far as its text shows."""

import pytest

from tests.lower_callables.building import SPAN, function
from translator import ir
from translator.lower.returned_values import differences

TEXT = """\
class Plain:
    pass


class Kept:
    def serialize(self):
        return {}


@dataclass
class Row:
    x: int


class Model(BaseModel):
    pass
"""
CLASSES = (("Plain", 1, 2), ("Kept", 5, 7), ("Row", 10, 12), ("Model", 15, 16))
FILE = ir.DagFile(
    "dag.py",
    TEXT,
    "ok",
    statements=tuple(
        ir.Statement(start, start, end, "class", frozenset({name})) for name, start, end in CLASSES
    ),
)


def found(value, *, major=3, multiple_outputs=False, read=True):
    task = ir.Task("t", "PythonOperator", SPAN, 0, function=function(f"def f():\n    {value}"))
    return list(differences(task, FILE, major, multiple_outputs, read))


DIFFERENT = [
    ("return {1: 'one'}", "keys"),
    ("return {-1: 'one'}", "keys"),
    ("return [{None: 1}]", "keys"),
    ("return {(1, 2): 3}", "keys"),
    ("found = {1: 2}\n    return found", "keys"),
    ("return Plain()", "Plain"),
]


@pytest.mark.parametrize(("value", "said"), DIFFERENT)
def test_different(value, said):
    (detail,) = found(value)
    assert said in detail


SAME = [
    "return {'one': 1}",
    "return {name: 1}",
    "return lambda: {1: 2}",
    "return (1, 2)",
    "return {'pair': (1, 2)}",
    "return Kept()",
    "return Row(1)",
    "return Model()",
    "return",
    "found = {1: 2}\n    found = {}\n    return found",
    "def inner():\n        return {1: 2}\n    return inner()",
]


@pytest.mark.parametrize("value", SAME)
def test_same(value):
    assert found(value) == []


def test_a_value_that_nobody_reads():
    assert found("return {1: 2}", read=False) == []
    assert found("return Plain()", read=False) != []


def test_a_tuple_in_a_value_is_a_list_in_airflow_2():
    assert len(found("return {'pair': (1, 2)}", major=2)) == 1
    assert found("return (1, 2)", major=2) == []


@pytest.mark.parametrize(("value", "count"), [("[1]", 1), ("'text'", 1), ("{}", 0), ("rows", 0)])
def test_multiple_outputs_of_no_dict(value, count):
    assert len(found(f"return {value}", multiple_outputs=True)) == count
