"""The arguments of a task, bound to what its callable became."""

import pytest

from tests.lower_callables.building import SPAN, Case, expr
from translator import ir
from translator.ir import UNKNOWN
from translator.lower.callables.binding import Bound, Unbindable, bind
from translator.lower.code import code_of


def bound(case: Case, which: int = 0, **changes: object) -> Bound:
    _, sharers, _ = case.file()
    sharer = sharers[which]
    if changes:
        from dataclasses import replace

        sharer = replace(sharer, task=replace(sharer.task, **changes))
    return bind(sharer, case.rewrite(), code_of)


def shown(result: Bound) -> str:
    keywords = [f"{name}={code.text}" for name, code in result.kwargs.items()]
    return ", ".join([*(code.text for code in result.args), *keywords])


CALLS = [
    (Case("def load(a, b): ...", op_args=("x", "y")), "x, y"),
    (Case("def load(a, b): ...", op_kwargs={"b": "y", "a": "x"}), "x, y"),
    (Case("def load(a, b): ...", op_args=("x",), op_kwargs={"b": "3"}), "x, b=3"),
    (Case("def load(a, ds): ...", op_kwargs={"a": "x"}), "x, ds"),
    (Case("def load(ds, a): ...", op_kwargs={"a": "x"}), "ds, x"),
    (Case("def load(a, b=2, ds=None): ...", op_kwargs={"a": "x"}), "x, ds=ds"),
    (Case("def load(*many, ds): ...", op_args=("x", "y")), "x, y, ds=ds"),
    (Case("def load(a, *, b): ...", op_args=("x",), op_kwargs={"b": "y"}), "x, b=y"),
    (Case("def load(a): ...", op_kwargs={"a": "x", "unasked": "1"}), "x"),
    (Case("def load(**options): return options['x']", op_kwargs={"x": "1"}), "x=1"),
    (Case("def load(a): ...", op_kwargs={"a": "x"}, taskflow=True), "a=x"),
]


@pytest.mark.parametrize(("case", "expected"), CALLS)
def test_calls(case, expected):
    assert shown(bound(case)) == expected


def test_what_airflow_1_10_passes_without_asking_is_passed():
    case = Case("def load(a): ...", op_kwargs={"a": "x", "unasked": "1"}, major=1)
    assert shown(bound(case)) == "x, unasked=1"


def test_default_args_fill_taskflow_parameters():
    case = Case("def load(v=1): ...", taskflow=True)
    assert shown(bound(case, inherited={"v": expr("42")})) == "42"
    assert shown(bound(Case("def load(v=1): ..."), inherited={"v": expr("42")})) == ""


def test_what_functools_partial_bound_comes_first():
    case = Case("def load(a, b, c): ...", op_kwargs={"c": "z"})
    _, _sharers, made = case.file()
    from dataclasses import replace

    function = replace(made, bound={"0": expr("x"), "b": expr("y")})
    assert shown(bound(case, function=function)) == "x, b=y, c=z"


def test_pulls_are_passed_as_refs():
    case = Case("def load(a, ti):\n    return ti.xcom_pull('extract')", op_kwargs={"a": "x"})
    result = bound(case)
    assert result.args[1].refs == {"__ref_0__": ir.XComRef("extract")}


def test_unknown_arguments():
    case = Case("def load(a): ...")
    unknown = ir.Expr("find()", SPAN, UNKNOWN)
    with pytest.raises(Unbindable, match="op_kwargs=find"):
        bound(case, args={"op_kwargs": unknown})


def mapped(**arguments: str) -> ir.Mapped:
    return ir.Mapped("expand", {name: expr(code) for name, code in arguments.items()})


def test_expand_of_a_taskflow_function():
    case = Case("def load(a, b, ds): ...", op_kwargs={"b": "y"}, taskflow=True)
    result = bound(case, mapped=mapped(a="[1, 2]"))
    assert {name: code.text for name, code in result.mapped.items()} == {"a": "[1, 2]"}
    assert shown(result) == "b=y, ds=ds"


POSITIONAL = [
    ("[[1], [2]]", {"a": "[1, 2]"}, None),
    ("[[1, x], [2, y]]", {}, '[{"a": 1, "b": x}, {"a": 2, "b": y}]'),
]


@pytest.mark.parametrize(("rows", "by_name", "dicts"), POSITIONAL)
def test_expand_of_op_args(rows, by_name, dicts):
    result = bound(Case("def load(a, b=0): ..."), mapped=mapped(op_args=rows))
    assert {name: code.text for name, code in result.mapped.items()} == by_name
    assert (result.mapped_kwargs and result.mapped_kwargs.text) == dicts


def test_expand_of_op_kwargs():
    result = bound(Case("def load(a): ..."), mapped=mapped(op_kwargs='[{"a": 1}]'))
    assert result.mapped_kwargs is not None
    assert result.mapped_kwargs.text == '[{"a": 1}]'


SPREAD = [
    {"op_args": "rows"},
    {"op_args": "[[1], [1, 2]]"},
    {"op_args": "[[1]]", "op_kwargs": "[{'b': 2}]"},
]


@pytest.mark.parametrize("arguments", SPREAD)
def test_op_args_that_are_spread_in_the_call(arguments):
    result = bound(Case("def load(a, b=0): ..."), mapped=mapped(**arguments))
    assert result.spread
    assert {name: code.text for name, code in result.mapped.items()} == arguments


def test_expansions_without_a_counterpart():
    with pytest.raises(Unbindable):
        bound(Case("def load(a): ..."), mapped=mapped(templates_dict="[{}]"))


def test_op_args_that_airflow_refuses():
    case = Case("def load(ds, x): ...", op_args=("'mine'", "2"))
    with pytest.raises(Unbindable, match="the task fails there"):
        bound(case)
    assert shown(bound(Case("def load(ds, x): ...", op_args=("'mine'", "2"), taskflow=True))) == (
        "'mine', 2"
    )


def test_defaults_that_read_a_loop_variable_are_passed():
    loop = ir.Loop(7, "n", expr("(1, 2)"), 0, 2, SPAN)
    case = Case("lambda n=n, m=2: n * m", frames=(loop,))
    result = bound(case)
    assert shown(result) == "n"
    assert result.args[0].loops == {7}
    assert case.rewrite().source == "def load(n, m=2):\n    return n * m"
