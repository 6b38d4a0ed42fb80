"""Walking syntax trees fast: only fields that can hold nodes, no generators a node."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_NEVER = {
    "ctx",
    "op",
    "ops",
    "id",
    "attr",
    "arg",
    "name",
    "kind",
    "type_comment",
    "level",
    "module",
}
"""Fields that hold no expression or statement in any class but a type alias."""
_fields: dict[type, tuple[str, ...]] = {}


def _fields_of(kind: type[ast.AST]) -> tuple[str, ...]:
    found = tuple(name for name in kind._fields if name not in _NEVER or _may_hold(kind, name))
    _fields[kind] = found
    return found


def _may_hold(kind: type[ast.AST], name: str) -> bool:
    """`name` of a type alias is a node; `ops` never matter."""
    return name == "name" and kind.__name__ == "TypeAlias"


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below, in order, without operators and contexts."""
    kind = node.__class__
    if kind is ast.Constant or kind is ast.Name:
        return []
    found: list[ast.AST] = []
    for name in _fields.get(kind) or _fields_of(kind):
        value = getattr(node, name, None)
        if value.__class__ is list:
            found += [one for one in value if one is not None and one.__class__ is not str]
        elif value is not None and isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and everything below it, parents first."""
    todo = [node]
    while todo:
        one = todo.pop()
        yield one
        below = children(one)
        below.reverse()
        todo += below
