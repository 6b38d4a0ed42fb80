"""Calls that hand the context on: what each parameter of the called function gets.

`step(context)`, `step(ti=context["ti"], table="a")`, `step(**context)`: an object of Airflow's goes
(the function is told what the parameter means), everything else stays an argument.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.callable_names import rebinds
from translator.lower.callables.context import (
    KEYS,
    UNSUPPORTED_KEYS,
    Entity,
    RunValue,
    Unsupported,
    Whole,
)
from translator.lower.callables.rewrite import Feed, Rewrite, key_feed, run_feed
from translator.lower.names import function_key
from translator.lower.xcom.pull_loops import known_values

POSITIONAL = frozenset({"normal", "positional_only"})


@dataclass(frozen=True, slots=True)
class Filled:
    """A parameter that `**context` fills: what the caller passes for it by name."""

    parameter: str
    holds: Hashable
    feed: Feed


@dataclass(frozen=True, slots=True)
class Site:
    """One call of a function of the user's."""

    call: cst.Call
    home: ir.DagFile
    """Where the function stands."""
    function: ir.Function
    bound: Mapping[str, Entity]
    """Parameters that get an object of Airflow's."""
    plain: Mapping[str, cst.BaseExpression]
    """Parameters that get a value."""
    kept: tuple[int, ...]
    """Positions of the arguments that stay."""
    filled: tuple[Filled, ...]

    @property
    def key(self) -> Hashable:
        """What function it is."""
        return (self.home.path, function_key(self.function))


@dataclass(slots=True)
class _Binding:
    bound: dict[str, Entity]
    plain: dict[str, cst.BaseExpression]
    kept: list[int]
    filled: list[Filled]


def site_of(state: Rewrite, call: cst.Call, home: ir.DagFile, function: ir.Function) -> Site | None:
    """What a call passes; None where that can't be told."""
    binding = _Binding({}, {}, [], [])
    names = iter([one.name for one in function.parameters if one.kind in POSITIONAL])
    more = any(one.kind == "var_positional" for one in function.parameters)
    whole = False
    for position, arg in enumerate(call.args):
        if arg.star == "**" and state.resolver.entity(arg.value) is Whole.CONTEXT:
            whole = True
        elif arg.star:
            return None
        else:
            name = arg.keyword.value if arg.keyword else next(names, None)
            if name is None and more and not _is_whole(state, arg.value):
                binding.kept.append(position)
                continue
            if name is None:
                return None
            _given(state, binding, name, arg.value, position)
    if whole and not _filled(state, binding, function):
        return None
    return Site(
        call,
        home,
        function,
        binding.bound,
        binding.plain,
        tuple(binding.kept),
        tuple(binding.filled),
    )


def _is_whole(state: Rewrite, value: cst.BaseExpression) -> bool:
    return isinstance(state.resolver.entity(value), Whole)


def _given(
    state: Rewrite, binding: _Binding, name: str, value: cst.BaseExpression, position: int
) -> None:
    entity = state.resolver.entity(value)
    if isinstance(entity, Whole) and not _hidden(state, value):
        binding.bound[name] = entity
    else:
        binding.plain[name] = value
        binding.kept.append(position)


def _filled(state: Rewrite, binding: _Binding, function: ir.Function) -> bool:
    """Fill what is left from `**context`; whether every parameter has a value then."""
    for one in function.parameters:
        if one.name in binding.bound or one.name in binding.plain or one.kind == "var_positional":
            continue
        if one.kind == "var_keyword":
            binding.bound[one.name] = Whole.CONTEXT
            continue
        entity = KEYS.get(one.name)
        if one.name in state.resolver.user_keys:
            holds = ("key", one.name)
            binding.filled.append(
                Filled(one.name, holds, key_feed(one.name, one.default or "None"))
            )
        elif isinstance(entity, RunValue):
            holds = ("run", entity.name)
            binding.filled.append(Filled(one.name, holds, run_feed(entity.name)))
        elif entity is not None:
            binding.bound[one.name] = entity
        elif one.name in UNSUPPORTED_KEYS:
            binding.bound[one.name] = Unsupported(one.name)
        elif one.default is None:
            return False
    return True


def _hidden(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether a nested function around `node` means something of its own by a name in it."""
    names = {inner.value for inner in syntax.walk(node) if isinstance(inner, cst.Name)}
    for outer in state.tree.above(node):
        nested = isinstance(outer, cst.FunctionDef | cst.Lambda)
        if nested and outer is not state.tree.function:
            assert isinstance(outer, cst.FunctionDef | cst.Lambda)
            if names & {one.name.value for one in syntax.parameters(outer.params)}:
                return True
    return False


def rebound(state: Rewrite, name: str) -> bool:
    """Whether a function gives another meaning to a parameter that it is handed."""
    return name in state.tree.bindings and rebinds(state, name)


def values_passed(state: Rewrite, sites: Sequence[Site]) -> dict[str, tuple[Any, ...]]:
    """For each parameter all values that the calls pass, where they are known."""
    found: dict[str, tuple[Any, ...]] = {}
    for one in sites[0].function.parameters:
        values: list[Any] = []
        for several in _several(state, sites, one):
            if several is None:
                break
            values += [value for value in several if value not in values]
        else:
            found[one.name] = tuple(values)
    return found


def _several(
    state: Rewrite, sites: Sequence[Site], parameter: ir.Parameter
) -> Iterator[tuple[Any, ...] | None]:
    for site in sites:
        node = site.plain.get(parameter.name)
        if node is None and parameter.default is not None:
            node = syntax.expression(parameter.default)
        for sharer in state.sharers:
            yield None if node is None else known_values(state, node, sharer)
