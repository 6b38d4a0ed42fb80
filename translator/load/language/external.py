"""What is not in the source tree: the standard library's models, Airflow's hooks, or opaque."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.airflow import names
from translator.load.language import stdlib
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    DictValue,
    ExternalValue,
    ListValue,
    OpaqueValue,
    TupleValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

IMPORTERS = ("importlib.import_module", "builtins.__import__")
SILENT = ("logging.", "warnings.", "sys.", "builtins.", "logger", "structlog.", "loguru.")


def named(ev: Evaluator, written: str) -> Value:
    """Something outside the tree by its dotted name: a known constant, else just its name."""
    name = names.canonical(written)
    constant = ev.hooks.external_values.get(name) or stdlib.VALUES.get(name)
    if constant is not None:
        return constant(ev)
    return ExternalValue(name, None, written)


def attribute(ev: Evaluator, value: ExternalValue, name: str) -> Value:
    """`value.name`."""
    found = ev.hooks.external_attribute(ev, value, name)
    if found is not None:
        return found
    written = f"{value.written}.{name}"
    if names.canonical(written) == written and value.name != value.written:
        written = f"{value.name}.{name}"
    return named(ev, written)


def from_star(ev: Evaluator, modules: list[str], name: str) -> Value:
    """A name that one of several star imports may have brought."""
    for module in reversed(modules):
        written = f"{module}.{name}"
        if names.canonical(written) != written or stdlib.has(written):
            return named(ev, written)
    only = [module for module in modules if names.is_airflow(module)]
    if len(modules) == 1 and only:
        return named(ev, f"{only[0]}.{name}")
    return UnknownValue(f"{name!r} may come from {modules[-1]}")


def call_external(ev: Evaluator, function: ExternalValue, args: Arguments) -> Value:
    """A call of something outside the tree."""
    if function.name in IMPORTERS:
        from translator.load.language.modules import import_module

        return import_module(ev, args)
    handler = ev.hooks.external_calls.get(function.name) or stdlib.CALLS.get(function.name)
    if handler is not None:
        return handler(ev, args)
    result = ev.hooks.call_external(ev, function, args)
    if result is not None:
        return result
    warn_if_building(ev, function.name, args)
    return OpaqueValue(function.name, args)


def warn_if_building(ev: Evaluator, name: str, args: Arguments) -> None:
    """Something unknown that is given tasks or a DAG may add to the graph."""
    if name.startswith(SILENT):
        return
    if any(holds_airflow(value) for value in (*args.positional, *args.keywords.values())):
        ev.report(rules.UNRESOLVED_IMPORT, f"{name}() is given a task or a DAG", args.node)


def holds_airflow(value: Value) -> bool:
    """Whether it is, or directly holds, something of Airflow's."""
    if isinstance(value, AirflowObject):
        return True
    if isinstance(value, ListValue | TupleValue):
        return any(isinstance(item, AirflowObject) for item in value.items)
    if isinstance(value, DictValue):
        return any(isinstance(item, AirflowObject) for _, item in value.pairs())
    return False
