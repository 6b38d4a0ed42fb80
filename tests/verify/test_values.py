"""Values look the same in JSON whichever probe sends them."""

import json
from collections import OrderedDict
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum

import pytest

import translator.verify

PROBES = translator.verify.__path__[0]


@pytest.fixture
def jsonable(monkeypatch):
    monkeypatch.syspath_prepend(PROBES)
    from probe_values import jsonable

    return jsonable


class Color(str, Enum):
    RED = "red"


NAIVE = datetime(2024, 1, 2, 3)
BERLIN = datetime(2024, 1, 2, 4, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((1, 2), [1, 2]),
        (NAIVE, BERLIN),
        (Decimal("1.5"), 1.5),
        ({1: "a"}, {"1": "a"}),
        ({3, 1, 2}, frozenset([1, 2, 3])),
        (Color.RED, "red"),
        (OrderedDict(a=[(1,)]), {"a": [[1]]}),
    ],
)
def test_the_same_value_gives_the_same_json(jsonable, left, right):
    assert jsonable(left) == jsonable(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("1", 1), (None, "None"), ({1, 2}, [1, 2]), (date(2024, 1, 2), "2024-01-02"), (True, "True")],
)
def test_other_values_give_other_json(jsonable, left, right):
    assert jsonable(left) != jsonable(right)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"\xff", object(), timedelta(1)])
def test_everything_has_a_json_form(jsonable, value):
    assert json.dumps(jsonable(value), allow_nan=False)
