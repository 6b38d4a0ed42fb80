"""What the functions are called that tasks hand the context to: their own name where it is free.

They are made, under placeholders, before it is known whether the function as it was stays too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from translator.lower.names import NameTable
from translator.plan import Import, TaskDef

_PLACEHOLDER = re.compile(r"\b__handed_\d+_\w+?__(?!\w)")


@dataclass(frozen=True, slots=True)
class HandedFunction:
    """A function of the emitted module that tasks call with what it reads of the context."""

    placeholder: str
    """What it is called until it is named."""
    name: str
    """What the user called it."""
    source: str
    line: int
    home: str
    """The path of the file that it stood in."""
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that it reads."""
    support: frozenset[str] = frozenset()

    def named(self, names: Mapping[str, str]) -> HandedFunction:
        """The function under its name, and the names of those that it calls."""
        return replace(self, name=names[self.placeholder], source=renamed(self.source, names))


def placeholder(number: int, name: str) -> str:
    """What a function is called until it is named."""
    return f"__handed_{number}_{name}__"


def placeholders(text: str) -> frozenset[str]:
    """The functions that a text calls by their placeholders."""
    return frozenset(_PLACEHOLDER.findall(text))


def reached(
    texts: Iterable[str], functions: Iterable[HandedFunction]
) -> tuple[HandedFunction, ...]:
    """The functions that are called, by `texts` or by each other, in the order of the source."""
    known = {one.placeholder: one for one in functions}
    found: dict[str, HandedFunction] = {}
    todo = list(texts) if known else []
    while todo:
        for one in placeholders(todo.pop()) - found.keys():
            found[one] = known[one]
            todo.append(known[one].source)
    return tuple(sorted(found.values(), key=lambda one: (one.line, one.placeholder)))


def final_names(
    functions: Sequence[HandedFunction], kept: frozenset[str], names: NameTable
) -> dict[str, str]:
    """Placeholder -> name: the user's own, where the function as it was is gone."""
    given: dict[str, str] = {}
    for one in functions:
        free = one.name not in kept and one.name not in given.values() and names.is_kept(one.name)
        given[one.placeholder] = one.name if free else names.claim(one.name)
    return given


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with the names in the place of placeholders."""
    return _PLACEHOLDER.sub(lambda match: names.get(match[0], match[0]), text)


def with_names(task: TaskDef, names: Mapping[str, str]) -> TaskDef:
    """A task function that calls functions by their names."""
    found = frozenset(names.get(one, one) for one in task.names)
    return replace(task, source=renamed(task.source, names), names=found)
