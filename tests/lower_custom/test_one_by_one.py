"""Constructors are read one statement and one name at a time."""

from __future__ import annotations

import libcst as cst
import pytest

from translator.lower.custom.one_by_one import one_by_one


def split(body):
    function = cst.parse_module(f"def __init__(self, a, b):\n    {body}\n").body[0]
    assert isinstance(function, cst.FunctionDef)
    lines = cst.Module([one_by_one(function)]).code.splitlines()
    return [line.strip() for line in lines[1:]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("self.a, self.b = a, b", ["self.a = a", "self.b = b"]),
        ("(self.a, self.b) = (a, 'x')", ["self.a = a", "self.b = 'x'"]),
        ("self.a = a; self.b = b  # both", ["self.a = a", "self.b = b  # both"]),
        ("# said\n    self.a, self.b = a, b", ["# said", "self.a = a", "self.b = b"]),
    ],
)
def test_split(body, expected):
    assert split(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "self.a = a",
        "a, b = b, a",
        "self.a, self.b = self.b, self.a",
        "self.a, self.b = f(a), f(b)",
        "self.a, *self.b = a, b",
        "self.a, self.b = a",
        "self.a = self.b = a",
        "self.a[0], self.b = a, b",
    ],
)
def test_noop(body):
    assert split(body) == [body]
