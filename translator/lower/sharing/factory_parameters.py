"""The parameters of a factory of flows: their order, their types, and what each call gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

from translator import ir
from translator.ir import UNKNOWN
from translator.lower.sharing.common_code import Parameter, value_of
from translator.lower.sharing.common_sources import Source
from translator.plan import FlowParameter, Import

POSITIONAL = 3
"""With more arguments than these all but the first have their names at the call."""
SIMPLE = (str, bool, int, float)


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter and its value for each flow."""

    name: str
    codes: tuple[str, ...]
    default: str = ""
    """As the factory of the DAG file has it."""

    @property
    def values(self) -> list[Any]:
        """The values, as far as they are literals."""
        return [value_of(cst.parse_expression(code)) for code in self.codes]


def ordered(
    found: Sequence[Parameter],
    sources: Sequence[Source],
    title: str,
    function: ir.Function | None,
) -> list[Given]:
    """In the order of the source, after the name of the flow.

    `found`: the parameters as they were met; `title`: that of the flow's name, or "";
    `function`: the factory in the DAG file.
    """
    places = {source.code: place for place, source in enumerate(sources)}
    own = {p.name: p.default for p in function.parameters if p.default} if function else {}

    def place(item: tuple[int, Parameter]) -> tuple[bool, int, int]:
        number, one = item
        code = one.source.code if one.source else ""
        return (code in own, -1 if one.name == title else places.get(code, len(places)), number)

    kept = [one for _, one in sorted(enumerate(found), key=place)]
    return [_given(one, own.get(one.source.code, "") if one.source else "") for one in kept]


def _given(one: Parameter, default: str) -> Given:
    """A default that no flow makes use of is none."""
    made = Given(one.name, one.codes, default)
    used = default and any(not _said(made, number) for number in range(len(one.codes)))
    return made if used else Given(one.name, one.codes)


def parameters_of(given: Iterable[Given]) -> tuple[FlowParameter, ...]:
    """The signature."""
    return tuple(_parameter(one) for one in given)


def _parameter(one: Given) -> FlowParameter:
    if all(code.startswith("timedelta(") for code in one.codes):
        return FlowParameter(one.name, "timedelta", imports=frozenset({_TIMEDELTA}))
    values = one.values
    if one.default:
        values.append(value_of(cst.parse_expression(one.default)))
    return FlowParameter(one.name, annotation(values), one.default)


_TIMEDELTA = Import("datetime", "timedelta")


def annotation(values: Sequence[Any]) -> str:
    """The type of some plain values; "" where it would say nothing."""
    if any(value is UNKNOWN for value in values):
        return ""
    kinds = list(dict.fromkeys(_kind(value) for value in values if value is not None))
    if not kinds or "" in kinds:
        return ""
    if "list" in kinds:
        kinds = [kind for kind in kinds if not kind.startswith("list[")]
    optional = ["None"] if any(value is None for value in values) else []
    return " | ".join([*kinds, *optional])


def _kind(value: object) -> str:
    if type(value) in SIMPLE:
        return type(value).__name__
    if isinstance(value, list | tuple | dict):
        inner = {type(one).__name__ for one in value} if isinstance(value, list) else set()
        simple = len(inner) == 1 and inner <= {kind.__name__ for kind in SIMPLE}
        return f"list[{inner.pop()}]" if simple else type(value).__name__
    return ""


def arguments_of(given: Sequence[Given], number: int) -> tuple[str, ...]:
    """What is given for one of the flows."""
    needed = [one for one in given if not one.default]
    named = len(given) > POSITIONAL
    found = [
        f"{one.name}={one.codes[number]}" if named and place else one.codes[number]
        for place, one in enumerate(needed)
    ]
    return tuple(found + [f"{one.name}={one.codes[number]}" for one in given if _said(one, number)])


def _said(one: Given, number: int) -> bool:
    """Whether a parameter with a default is given something else."""
    if not one.default:
        return False
    default = value_of(cst.parse_expression(one.default))
    return default is UNKNOWN or repr(one.values[number]) != repr(default)
