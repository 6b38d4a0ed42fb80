"""What a function assigns to a name of its own, where that is all that happens to it."""

from __future__ import annotations

import textwrap

import libcst as cst
import pytest

from translator.lower.callables.assigned import assigned
from translator.lower.syntax import Tree


def texts(body):
    tree = Tree.parse("def f(ti):\n" + textwrap.indent(textwrap.dedent(body), "    "))
    found = assigned(tree, "ids")
    return None if found is None else [cst.Module([]).code_for_node(one) for one in found]


def test_every_assignment_is_found():
    assert texts("ids = 'a'\nif ti:\n    ids: str = 'b'\n") == ["'a'", "'b'"]


@pytest.mark.parametrize(
    "more",
    [
        "ids.append('b')",
        "ids[0] = 'b'",
        "del ids[0]",
        "ids += ['b']",
        "for ids in ti: pass",
        "ids, other = ti",
        "with ti as ids: pass",
        "(ids := 'b')",
    ],
)
def test_what_else_binds_or_changes_it_leaves_it_open(more):
    assert texts(f"ids = ['a']\n{more}\n") is None


@pytest.mark.parametrize("body", ["print(ids)", "other = 1"])
def test_a_name_of_another_place(body):
    assert texts(body) is None
