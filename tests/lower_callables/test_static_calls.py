"""Calls of built-in functions and of methods of plain data."""

from __future__ import annotations

import builtins

import pytest

from translator.ir import UNKNOWN
from translator.lower.callables.static_calls import (
    BUILT_IN,
    BUILTINS,
    MOST,
    TEXT_METHODS,
    VIEWS,
    called,
)


def test_the_tables_name_what_python_has():
    assert all(hasattr(builtins, name) for name in BUILTINS)
    assert all(hasattr(str, name) for name in TEXT_METHODS)
    assert all(hasattr(dict, name) for name in VIEWS)


@pytest.mark.parametrize(
    ("owner", "name", "args", "expected"),
    [
        ("a.b", "partition", ["."], ["a", ".", "b"]),
        ("-", "join", [["a", "b"]], "a-b"),
        ({"a": 1}, "items", [], [["a", 1]]),
        ({"a": 1}, "get", ["b"], None),
        ({"a": 1}, "get", ["b", 2], 2),
        (BUILT_IN, "int", ["12"], 12),
        (BUILT_IN, "enumerate", [["x"], 1], [[1, "x"]]),
        (BUILT_IN, "range", [2], [0, 1]),
    ],
)
def test_known(owner, name, args, expected):
    assert called(owner, name, args, {}) == expected


@pytest.mark.parametrize(
    ("owner", "name", "args"),
    [
        ("a", "encode", []),
        ("a", "join", [3]),
        ({"a": 1}, "pop", ["a"]),
        ({"a": 1}, "get", [UNKNOWN]),
        ([1], "index", [1]),
        (BUILT_IN, "open", ["x"]),
        (BUILT_IN, "int", ["x"]),
        (BUILT_IN, "range", [MOST + 1]),
        (BUILT_IN, "str", [1.5]),
        (UNKNOWN, "lower", []),
    ],
)
def test_unknown(owner, name, args):
    assert called(owner, name, args, {}) is UNKNOWN
