"""Loops over a default that is empty."""

import pytest

from tests.load.evaluating import evaluate
from translator.diagnostics import Severity

HEAD = "import json\nfrom airflow.models import Variable\n"
EMPTY = [
    "for t in Variable.get('ts', default_var=[], deserialize_json=True): pass",
    "TS = Variable.get('ts', default_var={}, deserialize_json=True)\nfor t, c in TS.items(): pass",
    "TS = Variable.get('ts', default_var='[]')\nfor t in json.loads(TS): pass",
    "for t in json.loads(Variable.get('ts', '[]')): pass",
]
NOT_EMPTY = [
    "for t in Variable.get('ts', default_var=[1], deserialize_json=True): pass",
    "TS = Variable.get('ts', default_var=[], deserialize_json=True)",
    "Variable.get('ts', default_var='x')\nfor t in []: pass",
]


def warnings(code):
    return [one.detail for one in evaluate(HEAD + code).sink if one.level == Severity.WARNING]


@pytest.mark.parametrize("code", EMPTY)
def test_it_is_told(code):
    (detail,) = warnings(code)
    assert detail.startswith("Variable.get('ts') is empty by default")


@pytest.mark.parametrize("code", NOT_EMPTY)
def test_other_loops_are_not(code):
    assert warnings(code) == []
