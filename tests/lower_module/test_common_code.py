"""What is said once is each of the pieces again, with the arguments in the place of parameters."""

import ast

import libcst as cst
import pytest

from translator.lower.literals import substitute
from translator.lower.sharing.common_code import Common, DifferentError, names_of
from translator.lower.sharing.common_sources import Source

TABLE = Source("table", "table", ("orders", "offers"))
NUMBER = Source("n", "config['n']", (1, 20))


def same_code(left, right):
    return ast.dump(ast.parse(left)) == ast.dump(ast.parse(right))


def check_expression(pieces, expected, **options):
    common = Common(**options)
    text = common.expression(pieces, "value")
    assert same_code(text, expected), text
    for number, piece in enumerate(pieces):
        values = {one.name: one.codes[number] for one in common.parameters.values()}
        assert same_code(substitute(text, values), piece)
    return [one.name for one in common.parameters.values()]


@pytest.mark.parametrize(
    ("pieces", "expected", "names"),
    [
        (("f('orders', 1)", "f('offers', 20)"), "f(table, n)", ["table", "n"]),
        (("f('orders', 1)", "f('offers', 2)"), "f(table, value)", ["table", "value"]),
        (("f(rows=5)", "f(rows=6)"), "f(rows=rows)", ["rows"]),
        (("'x/orders/1'", "'x/offers/20'"), "f'x/{table}/{n}'", ["table", "n"]),
        (("f'{ds} orders {x!r}'", "f'{ds} offers {x!r}'"), "f'{ds} {table} {x!r}'", ["table"]),
        (("'abc'", "'d'"), "value", ["value"]),
        (("['a', 'b']", "['a']"), "value", ["value"]),
        (("[-1, x]", "[2, x]"), "[value, x]", ["value"]),
        (("{'limit': 1.5}", "{'limit': None}"), "{'limit': limit}", ["limit"]),
        (("timedelta(days=1)", "timedelta(hours=2)"), "interval", ["interval"]),
        (("m - timedelta(days=1)", "m"), "m - interval", None),
        (("f(True)", "f(1)"), "f(value)", ["value"]),
        (("f(3, 4, 3)", "f(5, 4, 5)"), "f(value, 4, value)", ["value"]),
        (("f(3, 3)", "f(4, 5)"), "f(value, value_2)", ["value", "value_2"]),
    ],
)
def test_what_differs_is_a_parameter(pieces, expected, names):
    if names is None:
        assert same_code(Common([TABLE, NUMBER]).expression(pieces, "value"), expected)
    else:
        assert check_expression(pieces, expected, sources=[TABLE, NUMBER]) == names


@pytest.mark.parametrize(
    "pieces",
    [
        ("f(1)", "g(1)"),
        ("f(1)", "f(1, 2)"),
        ("f(a=1)", "f(b=1)"),
        ("x.a", "x.b"),
        ("a + 1", "a - 1"),
        ("f(ds)", "f(1)"),
        ("f(open('a'))", "f(open('b', 'w'))"),
        ("f'{ds} orders'", "f'{ts} orders'"),
        ("f'{ds} one'", "f'{ds} two'"),
        ("b'a'", "b'b'"),
        ("[*x, 1]", "[1]"),
    ],
)
def test_what_is_no_data_stays_apart(pieces):
    with pytest.raises(DifferentError):
        Common([TABLE]).expression(pieces)


def test_constants_of_the_module_are_data():
    assert Common(constants={"A", "B"}).expression(("f(x=A)", "f(x=B)")) == "f(x=x)"
    with pytest.raises(DifferentError):
        Common(constants={"A"}).expression(("f(x=A)", "f(x=B)"))


def test_arguments_are_called_as_the_task_calls_them():
    common = Common(signatures={"load": ["table", "rows"]})
    pieces = (
        "load.with_options(name='a').submit('x', 1)",
        "load.with_options(name='b').submit('y', 2)",
    )
    assert same_code(common.expression(pieces), "load.with_options(name=name).submit(table, rows)")


def test_a_name_that_means_something_is_not_taken():
    common = Common([TABLE], taken={"table"})
    assert common.expression(("f('orders')", "f('offers')")) == "f(table_value)"


def test_local_names_become_one():
    common = Common(local={"loaded_a", "loaded_b", "x"})
    assert common.statements(("loaded_a = f(x)", "loaded_b = f(x)")) == "loaded = f(x)"
    assert common.statements(("return [loaded_a]", "return [loaded_b]")) == "return [loaded]"
    common.settle()


@pytest.mark.parametrize(
    "pieces",
    [
        # In the second piece the other one is returned.
        [("a = f()", "a = f()"), ("b = g()", "b = g()"), ("return [a]", "return [b]")],
        [("a = f()", "b = f()"), ("b = g()", "a = g()"), ("return [a]", "return [a]")],
        [("a = f()", "b = f()"), ("c = g()", "b = g()")],
        [("a = f()", "a = f()"), ("return [a]", "return [1]")],
    ],
)
def test_local_names_keep_their_meaning(pieces):
    with pytest.raises(DifferentError):
        all_said(pieces)


def all_said(pieces):
    common = Common(local={"a", "b", "c"})
    for texts in pieces:
        common.statements(texts)
    common.settle()


def test_names_are_those_that_mean_something():
    assert names_of("a.b(c=d, e=f'{g}')") == {"a", "d", "g"}
    assert names_of("for x in y: pass") == {"x", "y"}


def test_layout_is_no_difference():
    text = Common([TABLE]).expression(("f(\n  'orders',\n)", "f('offers')"))
    assert cst.parse_expression(text)
    assert same_code(text, "f(table)")
