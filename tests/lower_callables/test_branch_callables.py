"""What a branch can choose, and how a callable can skip."""

import pytest

from tests.lower_callables.building import Case
from translator.diagnostics import Sink
from translator.lower.callables.branch_callables import possible_choices, returns_lists
from translator.lower.callables.skips import can_skip, needs_rules_tier
from translator.lower.context_types import LowerContext, NameTable


def context(case: Case) -> LowerContext:
    file, _, _ = case.file()
    sink = Sink()
    return LowerContext(file, file.dags[0], "plain", sink, NameTable(sink), mappings=None)  # type: ignore[arg-type]


CHOICES = [
    ('return "a" if x else "b"', ("a", "b")),
    ('if x:\n        return "a"\n    return None', ("a",)),
    ('if x:\n        path = "a"\n    else:\n        path = "b"\n    return path', ("a", "b")),
    ('return ["a", "b"]', ("a", "b")),
    ('return {"k": "a", "l": "b"}[x]', ("a", "b")),
    ('return f"load_{x}"', None),
    ("return choose()", None),
    ("print(1)", ()),
]


@pytest.mark.parametrize(("body", "ids"), CHOICES)
def test_choices(body, ids):
    case = Case(f"def choose(x):\n    {body}")
    _, _, made = case.file()
    assert possible_choices(made, context(case)) == ids


def test_choices_of_a_lambda():
    case = Case('lambda x: "a" if x else "b"')
    _, _, made = case.file()
    assert possible_choices(made, context(case)) == ("a", "b")


def test_an_argument_that_decides():
    case = Case("def choose(target):\n    return f'load_{target}'", op_kwargs={"target": "'x'"})
    _, _, made = case.file()
    assert possible_choices(made, context(case)) == ("load_x",)


@pytest.mark.parametrize(("value", "many"), [('["a"]', True), ('"a"', False), ("None", False)])
def test_lists(value, many):
    _, _, made = Case(f"def choose():\n    return {value}").file()
    assert returns_lists(made) is many


CAUGHT = "def f():\n    try:\n        raise AirflowSkipException()\n    except Exception: ..."
SKIPS = [
    ("def f():\n    raise AirflowSkipException()", True, False),
    ("def f():\n    return 1", False, False),
    ("def f():\n    return helper()", True, True),
    ("def f():\n    return other()", False, False),
    (CAUGHT, True, True),
]
HELPERS = (
    "def helper(): return inner()",
    "def inner(): raise AirflowSkipException()",
    "def other(): return 1",
)


@pytest.mark.parametrize(("source", "skips", "rules"), SKIPS)
def test_skips(source, skips, rules):
    file, _, made = Case(source, helpers=HELPERS).file()
    assert can_skip(made, file) is skips
    assert needs_rules_tier(made, file) is rules
