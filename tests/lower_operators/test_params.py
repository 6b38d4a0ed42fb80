from __future__ import annotations

from typing import Any

import pytest

from tests.lower_operators.build import context
from translator import ir
from translator.lower.flow.dates import lower_run_values
from translator.lower.flow.params import parameter_name

PARAMS = [
    (ir.Param("a", 1), "a: int = 1"),
    (ir.Param("a", True), "a: bool = True"),
    (ir.Param("a", 0.5), "a: int | float = 0.5"),
    (ir.Param("a", "x"), "a: str = 'x'"),
    (ir.Param("a", None), "a: Any = None"),
    (ir.Param("a", [1]), "a: list[Any] = [1]"),
    (ir.Param("a", {"b": 1}), "a: dict[str, Any] = {'b': 1}"),
    (ir.Param("a"), "a: Any"),
    (ir.Param("a", 1, {"type": "integer"}), "a: int = 1"),
    (ir.Param("a", None, {"type": "integer"}), "a: int"),
    (ir.Param("a", None, {"type": ["null", "integer"]}), "a: int | None = None"),
    (ir.Param("a", ["x"], {"type": "array", "items": {"type": "string"}}), "a: list[str] = ['x']"),
    (ir.Param("a", "x", {"enum": ["x", "y"]}), "a: Literal['x', 'y'] = 'x'"),
    (
        ir.Param("a", 5, {"type": "integer", "minimum": 1, "maximum": 9}),
        "a: Annotated[int, Field(ge=1, le=9)] = 5",
    ),
    (
        ir.Param("a", "2024-01-01", {"type": "string", "format": "date"}, "The day"),
        "a: Annotated[str, Field(description='The day', json_schema_extra={'format': 'date'})]"
        " = '2024-01-01'",
    ),
]


def signature(*params: ir.Param, values: frozenset[str] = frozenset(), **dag: Any) -> list[str]:
    made = lower_run_values(context(params=params, **dag), values)
    return [
        f"{one.name}{f': {one.annotation}' if one.annotation else ''}"
        f"{f' = {one.default}' if one.default else ''}"
        for one in made.parameters
    ]


@pytest.mark.parametrize(("param", "expected"), PARAMS)
def test_a_param_is_a_typed_parameter(param: ir.Param, expected: str):
    assert signature(param) == [expected]


def test_parameters_without_default_come_first():
    assert signature(ir.Param("a", 1), ir.Param("b"))[0] == "b: Any"


def test_the_parameters_of_a_dag_function_keep_their_annotations():
    own = ir.Parameter("day", "normal", "TODAY", "date")
    made = lower_run_values(context(parameters=(own,)), frozenset())
    assert (made.parameters[0].annotation, made.parameters[0].default) == ("date", "TODAY")
    assert made.names == {"date", "TODAY"}


def test_the_whole_params_are_a_dict_of_the_declared_ones():
    made = lower_run_values(context(params=(ir.Param("a-b", 1),)), frozenset({"params"}))
    assert [line.text for line in made.body] == ["params = {'a-b': a_b}"]


def test_without_declared_params_they_are_what_the_run_was_given():
    made = lower_run_values(context(), frozenset({"params"}))
    assert [one.name for one in made.parameters] == ["conf"]
    assert [line.text for line in made.body] == ["conf = conf or {}", "params = conf"]


def test_conf_is_over_the_declared_params():
    made = lower_run_values(context(params=(ir.Param("a", 1),)), frozenset({"params", "conf"}))
    assert made.body[-1].text == "params = {'a': a, **conf}"


NAMES = [("a", "a"), ("a-b", "a_b"), ("2nd", "param_2nd"), ("conf", "conf_param")]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_the_name_of_a_parameter(name: str, expected: str):
    assert parameter_name(name) == expected
