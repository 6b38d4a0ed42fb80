"""The names that the DAG file itself has for what differs between its DAGs.

A factory's parameters and the targets of a loop, with their values for each DAG (or task) that was
made there; for a dict its entries too: `config["table"]` is called `table`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from translator import ir
from translator.lower.literals import is_literal

DEEPEST = 3
"""Dicts in dicts that are looked into."""


@dataclass(frozen=True, slots=True)
class Source:
    """A name of the DAG file's, and its value for each of several things."""

    name: str
    """As a parameter is to be called."""
    code: str
    """The expression: `config["table"]`."""
    values: tuple[Any, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as `str()` writes them."""
        return tuple(str(value) for value in self.values)

    @property
    def in_text(self) -> bool:
        """Whether the values may be part of a text."""
        return all(type(value) in (str, int) and str(value) for value in self.values)


def sources_of(frames: Sequence[Sequence[ir.Frame]]) -> list[Source]:
    """What differs, by name; the innermost frame first. `frames`: those around each thing."""
    named = [_named(one) for one in frames]
    found: dict[str, Source] = {}
    for name in reversed(list(named[0])):
        values = [one.get(name, ir.UNKNOWN) for one in named]
        for source in _sources(name, name, values):
            found.setdefault(source.code, source)
    return list(found.values())


def _named(frames: Sequence[ir.Frame]) -> dict[str, Any]:
    """What the names mean in the innermost frame; its own names last, in reverse order."""
    found: dict[str, Any] = {}
    for frame in frames:
        values: Mapping[str, Any] = {} if isinstance(frame, ir.Condition) else frame.values
        for name in reversed(list(values)):
            found.pop(name, None)
            found[name] = values[name]
    return found


def _sources(name: str, code: str, values: Sequence[Any], depth: int = 0) -> Iterator[Source]:
    if any(value is ir.UNKNOWN for value in values):
        return
    if all(is_literal(value) for value in values) and len({written(v) for v in values}) > 1:
        yield Source(name, code, tuple(values))
    if depth < DEEPEST and all(isinstance(value, dict) for value in values):
        for key in _keys(values):
            inner = [value[key] for value in values]
            yield from _sources(key, f"{code}[{key!r}]", inner, depth + 1)


def _keys(dicts: Sequence[Mapping[Any, Any]]) -> list[str]:
    """The keys that all have and that can be names, as the first one has them."""
    return [
        key
        for key in dicts[0]
        if isinstance(key, str) and key.isidentifier() and all(key in one for one in dicts)
    ]


def written(value: object) -> str:
    """What tells two plain values apart: `1` and `True` are two."""
    return repr(value)
