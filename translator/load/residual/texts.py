"""Small questions about expressions and the code of plain values."""

from __future__ import annotations

import ast
import datetime as dt
import pathlib
import zoneinfo
from collections.abc import Callable
from typing import Any

from translator.load.language.operations import OPERATORS
from translator.load.sources.walk import children, walk

__all__ = ["OPERATORS", "free_names", "is_literal", "literal", "wrapped"]

SCALARS = (str, int, float, bool, bytes, type(None))
OPENING, CLOSING = "([{", ")]}"


def free_names(node: ast.AST) -> tuple[str, ...]:
    """Names that an expression reads from outside of itself, in order, each once."""
    found: tuple[str, ...] | None = getattr(node, "_free_names", None)
    if found is None:
        found = tuple(_free(node))
        node._free_names = found  # type: ignore[attr-defined]
    return found


def _free(node: ast.AST) -> dict[str, None]:
    if isinstance(node, ast.Name):
        return {node.id: None}
    if isinstance(node, ast.Constant):
        return {}
    names: dict[str, None] = {}
    own: set[str] = set()
    todo: list[ast.AST] = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, ast.Name):
            if isinstance(one.ctx, ast.Load):
                names[one.id] = None
            else:
                own.add(one.id)
        elif isinstance(one, ast.arg):
            own.add(one.arg)
        todo.extend(reversed(children(one)))
    return {name: None for name in names if name not in own}


def chain_key(node: ast.AST) -> str | None:
    """`name.attribute["key"][0]` as text that is the same for equal chains; None: not a chain."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = chain_key(node.value)
        return None if inner is None else f"{inner}.{node.attr}"
    if isinstance(node, ast.Subscript):
        inner, index = chain_key(node.value), _index_key(node.slice)
        return None if inner is None or index is None else f"{inner}[{index}]"
    return None


def _index_key(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return repr(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant):
        return f"-{node.operand.value!r}"
    return node.id if isinstance(node, ast.Name) else None


def chains(node: ast.AST) -> tuple[ast.expr, ...]:
    """The longest chains in an expression, and the names that stand alone."""
    found: tuple[ast.expr, ...] | None = getattr(node, "_chains", None)
    if found is None:
        collected: list[ast.expr] = []
        todo: list[ast.AST] = [node]
        while todo:
            one = todo.pop()
            if isinstance(one, ast.expr) and chain_key(one) is not None:
                collected.append(one)
            else:
                todo.extend(children(one))
        found = node._chains = tuple(collected)  # type: ignore[attr-defined]
    return found


def prefixes(chain: ast.expr) -> list[ast.expr]:
    """The root name of a chain, then every longer part of it, up to the whole."""
    found = [chain]
    while isinstance(found[-1], ast.Attribute | ast.Subscript):
        found.append(found[-1].value)
    return found[::-1]


def has_side_effects(node: ast.AST) -> bool:
    """Whether an expression can't be moved: it binds, yields or awaits."""
    if isinstance(node, ast.Name | ast.Constant | ast.Attribute):
        return False
    kinds = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)
    return any(isinstance(one, kinds) for one in walk(node))


def calls(node: ast.AST) -> bool:
    """Whether an expression calls something."""
    if isinstance(node, ast.Name | ast.Constant):
        return False
    return any(isinstance(one, ast.Call) for one in walk(node))


def is_literal(node: ast.AST) -> bool:
    """Whether an expression is a literal, or a display of literals."""
    match node:
        case ast.Constant():
            return True
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return all(is_literal(item) for item in items)
        case ast.Dict(keys=keys, values=values):
            return all(key is not None and is_literal(key) for key in keys) and all(
                is_literal(value) for value in values
            )
        case ast.UnaryOp(operand=operand):
            return isinstance(operand, ast.Constant)
    return False


def is_plain(value: Any) -> bool:
    """Whether `literal` can write it."""
    return isinstance(value, SCALARS) and value == value and value not in (_INFINITY, -_INFINITY)


_INFINITY = float("inf")


def literal(value: Any) -> str:
    """The literal of a scalar, with double quotes, in several lines where the text has them."""
    if not isinstance(value, str):
        return repr(value)
    if "\n" in value and _fits_triple(value):
        return f'"""{value}"""'.replace("\\", "\\\\") if "\\" in value else f'"""{value}"""'
    shown = repr(value)
    if shown[0] == "'" and '"' not in value:
        return f'"{shown[1:-1]}"'.replace("\\'", "'")
    return shown


def plain_literal(value: Any, scalar: Callable[[Any], str] = literal) -> str | None:
    """The literal of scalars in lists, tuples and dicts; None where something else is in them."""
    if is_plain(value):
        return scalar(value)
    if isinstance(value, dict):
        pairs = [(plain_literal(k, scalar), plain_literal(one, scalar)) for k, one in value.items()]
        whole = all(key is not None and one is not None for key, one in pairs)
        return f"{{{', '.join(f'{key}: {one}' for key, one in pairs)}}}" if whole else None
    if type(value) not in (list, tuple):
        return None
    items = [plain_literal(one, scalar) for one in value]
    if None in items:
        return None
    text = ", ".join(str(one) for one in items)
    if isinstance(value, list):
        return f"[{text}]"
    return f"({text},)" if len(value) == 1 else f"({text})"


def _fits_triple(value: str) -> bool:
    printable = all(char.isprintable() or char in "\n\t" for char in value)
    return printable and '"""' not in value and not value.endswith(('"', "\\"))


def constructed(value: Any) -> tuple[str, dict[str, str]]:
    """The code of a date, path or time zone, and what it needs imported."""
    match value:
        case pathlib.PurePath():
            return f"Path({literal(str(value))})", {"Path": "pathlib:Path"}
        case zoneinfo.ZoneInfo():
            return f"ZoneInfo({literal(value.key)})", {"ZoneInfo": "zoneinfo:ZoneInfo"}
        case dt.datetime() if isinstance(value.tzinfo, zoneinfo.ZoneInfo):
            zone, needed = constructed(value.tzinfo)
            bare = repr(value.replace(tzinfo=None))
            return f"{bare[:-1]}, tzinfo={zone})", {"datetime": "datetime", **needed}
        case dt.date() | dt.time() | dt.timedelta() | dt.timezone():
            return repr(value), {"datetime": "datetime"}
    return repr(value), {}


def wrapped(code: str) -> str:
    """The code, in parentheses unless it is one atom."""
    return code if is_atom(code) else f"({code})"


def is_atom(code: str) -> bool:
    """Whether code binds more tightly than any operator: a name, a literal, a call, a display."""
    if code.replace(".", "").replace("_", "").isalnum():
        return True
    depth, index, size = 0, 0, len(code)
    while index < size:
        char = code[index]
        if char in "'\"":
            index = _string_end(code, index)
            if depth == 0 and index < size and code[index] not in ".[":
                return False
            continue
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth -= 1
        elif depth == 0 and not (char.isalnum() or char in "_."):
            return False
        index += 1
    return depth == 0


def _string_end(code: str, start: int) -> int:
    """The index after the string literal that starts at `start`."""
    quote = code[start]
    marker = quote * 3 if code.startswith(quote * 3, start) else quote
    index = start + len(marker)
    while index < len(code) and not code.startswith(marker, index):
        index += 2 if code[index] == "\\" else 1
    return index + len(marker)


def raising(message: str) -> str:
    """An expression that raises NotImplementedError."""
    return f"(_ for _ in ()).throw(NotImplementedError({literal(message)}))"
