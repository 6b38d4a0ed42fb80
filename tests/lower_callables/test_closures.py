"""Variables of the function around a callable."""

from tests.lower_callables.building import SPAN, Case, check, codes, expr, function
from translator import ir


def test_a_known_variable_becomes_a_parameter():
    check(
        "def load(x):\n    return x, table",
        "def load(x, table):\n    return x, table",
        closure={"table": expr("'users'"), "unused": expr("1")},
        op_kwargs={"x": "1"},
        feeds={"table": "'users'"},
    )


def test_an_imported_module_is_imported():
    closure = {"pd": ir.Expr("pd", SPAN, ir.NameRef("pandas"))}
    result = check("def load():\n    return pd.x", "def load():\n    return pd.x", closure=closure)
    assert [(one.module, one.alias) for one in result.imports] == [("pandas", "pd")]


def test_a_function_around_it_is_not_known():
    helper = ir.Expr("helper", SPAN, function=function("def helper(): ..."))
    result = Case("def load():\n    return helper()", closure={"helper": helper}).rewrite()
    assert codes(result) == ["AP206"]
    assert result.manual
