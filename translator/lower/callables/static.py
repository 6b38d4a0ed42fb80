"""Values of expressions inside a callable that are known before it runs.

Only what names an XCom needs: strings, and lists of them, out of literals, constants of the module
and arguments that are literals themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import libcst as cst

from translator import ir
from translator.ir import UNKNOWN
from translator.lower import syntax

MOST = 200
"""Elements of a range that are worth knowing."""

Lookup = Callable[[str], Any]


def evaluate(node: cst.CSTNode, lookup: Lookup) -> Any:
    """The value of `node`, or UNKNOWN."""
    if isinstance(node, cst.SimpleString | cst.ConcatenatedString):
        text = syntax.string(node)
        if text is not None:
            return text
    match node:
        case cst.Name(value=name):
            return {"None": None, "True": True, "False": False}.get(name, lookup(name))
        case cst.Integer(value=digits):
            return int(digits.replace("_", ""), 0)
        case cst.UnaryOperation(operator=cst.Minus(), expression=cst.Integer() as number):
            return -evaluate(number, lookup)
        case cst.List(elements=elements) | cst.Tuple(elements=elements):
            return _sequence(elements, lookup)
        case cst.Dict(elements=elements):
            return _mapping(elements, lookup)
        case cst.ListComp(for_in=cst.CompFor(ifs=[], inner_for_in=None, asynchronous=None) as loop):
            return _each(node.elt, loop, lookup)
        case cst.Subscript(value=owner, slice=[cst.SubscriptElement(slice=cst.Index(value=key))]):
            return _item(evaluate(owner, lookup), evaluate(key, lookup))
        case cst.Call(
            func=cst.Attribute(owner, cst.Name("get")), args=[cst.Arg(keyword=None) as a]
        ):
            return _item(evaluate(owner, lookup), evaluate(a.value, lookup))
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value=method)), args=[]):
            return _view(evaluate(owner, lookup), method)
        case cst.Call(func=cst.Name(value=function), args=[cst.Arg(keyword=None) as arg]):
            return _called(function, evaluate(arg.value, lookup))
        case cst.FormattedString(parts=parts):
            return _formatted(parts, lookup)
        case cst.BinaryOperation(left=left, operator=cst.Add(), right=right):
            return _added(evaluate(left, lookup), evaluate(right, lookup))
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value="format")), args=args):
            return _format_method(owner, args, lookup)
    return UNKNOWN


def _sequence(elements: Any, lookup: Lookup) -> Any:
    if any(isinstance(element, cst.StarredElement) for element in elements):
        return UNKNOWN
    values = [evaluate(element.value, lookup) for element in elements]
    return UNKNOWN if UNKNOWN in values else values


def _mapping(elements: Any, lookup: Lookup) -> Any:
    """A dict; its values may stay UNKNOWN, its keys may not."""
    if any(isinstance(element, cst.StarredDictElement) for element in elements):
        return UNKNOWN
    keys = [evaluate(element.key, lookup) for element in elements]
    if not all(isinstance(key, str | int) for key in keys):
        return UNKNOWN
    return dict(zip(keys, (evaluate(e.value, lookup) for e in elements), strict=True))


def _item(owner: Any, key: Any) -> Any:
    """`owner[key]`, where it is known: a `Mapping` that is no dict is known in part only."""
    known = isinstance(owner, Mapping) or (isinstance(owner, list) and isinstance(key, int))
    try:
        return owner[key] if known and key is not UNKNOWN else UNKNOWN
    except (LookupError, TypeError):
        return UNKNOWN


def _each(element: cst.BaseExpression, loop: cst.CompFor, lookup: Lookup) -> Any:
    """`[f"load_{table}" for table in TABLES]`."""
    values, target = evaluate(loop.iter, lookup), loop.target
    if isinstance(values, dict):
        values = list(values)
    if not isinstance(values, list) or not isinstance(target, cst.Name):
        return UNKNOWN

    def bound(value: Any) -> Lookup:
        return lambda name: value if name == target.value else lookup(name)

    found = [evaluate(element, bound(value)) for value in values]
    return UNKNOWN if UNKNOWN in found else found


def _view(value: Any, method: str) -> Any:
    if not isinstance(value, dict):
        return UNKNOWN
    match method:
        case "keys":
            return list(value)
        case "values":
            return list(value.values())
        case "items":
            return [list(item) for item in value.items()]
    return UNKNOWN


def _called(function: str, value: Any) -> Any:
    """`sorted(...)`, `list(...)`, `range(3)`, `enumerate(...)` of something known."""
    try:
        match function:
            case "list" | "tuple" | "sorted" if isinstance(value, list | dict):
                return sorted(value) if function == "sorted" else list(value)
            case "enumerate" if isinstance(value, list):
                return [list(pair) for pair in enumerate(value)]
            case "range" if isinstance(value, int) and 0 <= value <= MOST:
                return list(range(value))
    except TypeError:
        return UNKNOWN
    return UNKNOWN


def _formatted(parts: Any, lookup: Lookup) -> Any:
    texts: list[str] = []
    for part in parts:
        if isinstance(part, cst.FormattedStringText):
            texts.append(part.value.replace("{{", "{").replace("}}", "}"))
            continue
        value = evaluate(part.expression, lookup)
        if part.conversion or part.format_spec or not isinstance(value, str | int):
            return UNKNOWN
        texts.append(str(value))
    return "".join(texts)


def _added(left: Any, right: Any) -> Any:
    same = isinstance(left, str) and isinstance(right, str)
    both = isinstance(left, list) and isinstance(right, list)
    return left + right if same or both else UNKNOWN


def _format_method(text: cst.BaseExpression, args: Any, lookup: Lookup) -> Any:
    template = evaluate(text, lookup)
    values = [evaluate(arg.value, lookup) for arg in args]
    if not isinstance(template, str) or not all(isinstance(v, str | int) for v in values):
        return UNKNOWN
    positional = [v for v, arg in zip(values, args, strict=True) if arg.keyword is None]
    named = {arg.keyword.value: v for v, arg in zip(values, args, strict=True) if arg.keyword}
    try:
        return template.format(*positional, **named)
    except (IndexError, KeyError, ValueError):
        return UNKNOWN


def module_constant(file: ir.DagFile, name: str) -> Any:
    """The value of a module-level `NAME = literal` of the DAG file, or UNKNOWN."""
    found = [s for s in file.statements if name in s.defines]
    if len(found) != 1 or found[0].kind != "assign":
        return UNKNOWN
    lines = file.lines[found[0].start_line - 1 : found[0].last_line]
    return _assigned("\n".join(lines), name)


@lru_cache(maxsize=512)
def _assigned(text: str, name: str) -> Any:
    try:
        parsed = cst.parse_statement(text)
    except cst.ParserSyntaxError:
        return UNKNOWN
    if not isinstance(parsed, cst.SimpleStatementLine) or len(parsed.body) != 1:
        return UNKNOWN
    match parsed.body[0]:
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=n))], value=v) if n == name:
            return evaluate(v, lambda _: UNKNOWN)
        case cst.AnnAssign(target=cst.Name(value=n), value=cst.BaseExpression() as v) if n == name:
            return evaluate(v, lambda _: UNKNOWN)
    return UNKNOWN
