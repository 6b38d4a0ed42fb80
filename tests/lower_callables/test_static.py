"""What an expression comes to before it runs is what Python makes of it, or unknown."""

from __future__ import annotations

import libcst as cst
import pytest

from translator.ir import UNKNOWN, PlainObject
from translator.lower.callables.static import alternatives, bound, evaluate

NAMES = {
    "name": "orders",
    "two": 2,
    "tables": ["orders", "users", "items"],
    "by_name": {"orders": 1, "users": 2},
    "pairs": [["a", 1], ["b", 2]],
}

KNOWN = [
    "f'load_{name}'",
    "f'load_{name:>8}_{two:02d}'",
    "f'{{x}}_{two + 1}'",
    "'load_' + name",
    "'load_%s' % name",
    "'%s_%d' % (name, two)",
    "name.upper().replace('S', '')[1:-1]",
    "'{}-{}'.format(name, two)",
    "'a,b'.split(',')",
    "[f'{n}_{t}' for n, t in pairs]",
    "[t for t in tables if t != 'users' and len(t) > 5]",
    "[a + b for a in 'ab' for b in 'cd']",
    "{t: len(t) for t in tables}",
    "list(t.upper() for t in tables[::-1])",
    "[f'{i}{t}' for i, t in enumerate(tables, start=1)]",
    "[a + str(b) for a, b in zip(tables, range(1, 9, 3))]",
    "[key for key, value in by_name.items() if value % 2]",
    "sorted(by_name, reverse=True)",
    "'yes' if two > 1 else 'no'",
    "not two",
    "None or name",
    "'' and name",
    "'ord' in name",
    "name is None",
    "by_name.get('none', 3)",
    "tables[-1]",
    "max(two, 5) - min(1, two) * two // 2",
    "[*tables, 'more']",
    "{**by_name, 'items': 3}",
    "dict(by_name, items=3)",
]
NOT_KNOWN = [
    "other",
    "f'load_{other}'",
    "f'{name!r}'",
    "[t for t in tables if other]",
    "[t for t in other]",
    "[t async for t in tables]",
    "'a' if other else 'b'",
    "other and 'a'",
    "tables[9]",
    "by_name['none']",
    "name * 2",
    "name + two",
    "two % 0",
    "'%d' % name",
    "'{}{}'.format(name)",
    "f'{name:d}'",
    "open(name)",
    "print(*tables)",
    "name.encode()",
    "range(10_000)",
    "tables.index('users')",
    "two < 3 < 4",
    "{other: 1}",
    "[first for first, *rest in pairs]",
    "len(two)",
    "-name",
]


def value(text, names=NAMES):
    return evaluate(cst.parse_expression(text), lambda name: names.get(name, UNKNOWN))


def listed(one):
    """Tuples are lists in what is known."""
    return list(one) if isinstance(one, tuple) else one


@pytest.mark.parametrize("text", KNOWN)
def test_known_as_in_python(text):
    assert value(text) == listed(eval(text, dict(NAMES)))


@pytest.mark.parametrize("text", NOT_KNOWN)
def test_unknown(text):
    assert value(text) is UNKNOWN


def test_attributes_of_plain_objects():
    names = {"source": PlainObject({"name": "orders"})}
    assert value("f'load_{source.name}'", names) == "load_orders"
    assert value("source.label", names) is UNKNOWN
    assert value("source == source", names) is UNKNOWN


def test_a_dict_may_have_unknown_values():
    assert value("{'a': other, 'b': 1}['b']") == 1
    assert value("{'a': other}['a']") is UNKNOWN


def test_a_choice_is_open_where_its_test_is_unknown():
    def written(text):
        look = {"two": 2}.get
        node = cst.parse_expression(text)
        found = alternatives(node, lambda name: look(name, UNKNOWN))
        return [cst.Module([]).code_for_node(one) for one in found]

    assert written("'a' if other else 'b' if more else 'c'") == ["'a'", "'b'", "'c'"]
    assert written("'a' if two else 'b'") == ["'a' if two else 'b'"]


@pytest.mark.parametrize(
    ("target", "given", "expected"),
    [
        ("a", [1, 2], {"a": [1, 2]}),
        ("a, (b, c)", [1, [2, 3]], {"a": 1, "b": 2, "c": 3}),
        ("a, b", [1], {}),
        ("a, *b", [1, 2], {}),
        ("a, b", "xy", {}),
    ],
)
def test_targets_of_loops(target, given, expected):
    loop = cst.parse_statement(f"for {target} in x: pass")
    assert isinstance(loop, cst.For)
    assert bound(loop.target, given) == expected
