"""What a branch callable can return, where its source says so."""

from __future__ import annotations

import re
import textwrap

import libcst as cst

from translator import ir
from translator.lower import syntax

MAX_OUTCOMES = 12

Outcome = str | None


def outcomes(function: ir.Function) -> tuple[Outcome, ...] | None:
    """The ids it may return, None for "nothing"; None when that can't be read off its source."""
    try:
        tree = syntax.parsed(textwrap.dedent(function.source))
    except cst.ParserSyntaxError:
        return None
    body = tree.body[0] if tree.body else None
    if isinstance(body, cst.FunctionDef):
        found = _of_function(body)
    elif isinstance(body, cst.SimpleStatementLine) and isinstance(body.body[0], cst.Expr):
        value = body.body[0].value
        found = _values(value.body) if isinstance(value, cst.Lambda) else None
    else:
        found = None
    if found is None or len(set(found)) > MAX_OUTCOMES:
        return None
    return tuple(dict.fromkeys(found))


def _of_function(function: cst.FunctionDef) -> list[Outcome] | None:
    returns = _Returns()
    function.body.visit(returns)
    if returns.yields:
        return None
    found: list[Outcome] = []
    for node in returns.found:
        values = _values(node.value) if node.value is not None else [None]
        if values is None:
            return None
        found += values
    if not _always_leaves(function.body):
        found.append(None)
    return found


class _Returns(cst.CSTVisitor):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[cst.Return] = []
        self.yields = False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def visit_Return(self, node: cst.Return) -> None:
        self.found.append(node)

    def visit_Yield(self, node: cst.Yield) -> None:
        self.yields = True


def _values(node: cst.BaseExpression) -> list[Outcome] | None:
    match node:
        case cst.SimpleString() | cst.ConcatenatedString():
            value = node.evaluated_value
            return [value] if isinstance(value, str) else None
        case cst.Name(value="None"):
            return [None]
        case cst.IfExp(body=body, orelse=orelse):
            left, right = _values(body), _values(orelse)
            return None if left is None or right is None else left + right
        case cst.List(elements=()) | cst.Tuple(elements=()):
            return [None]
    return None


def _always_leaves(body: cst.BaseSuite) -> bool:
    """Whether control never falls off the end of a suite."""
    last = body.body[-1] if body.body else None
    match last:
        case cst.SimpleStatementLine(body=statements):
            return isinstance(statements[-1], cst.Return | cst.Raise)
        case cst.Return() | cst.Raise():
            return True
        case cst.If(body=inner, orelse=orelse):
            return _always_leaves(inner) and orelse is not None and _else_leaves(orelse)
        case cst.With(body=inner):
            return _always_leaves(inner)
        case cst.Try(body=inner, handlers=handlers, orelse=None):
            return _always_leaves(inner) and all(_always_leaves(h.body) for h in handlers)
    return False


def _else_leaves(orelse: cst.If | cst.Else) -> bool:
    if isinstance(orelse, cst.Else):
        return _always_leaves(orelse.body)
    return _always_leaves(orelse.body) and orelse.orelse is not None and _else_leaves(orelse.orelse)


def may_return_none(function_source: str) -> bool:
    """Whether a `def` can end without a value, as far as its text shows."""
    tree = syntax.parsed(textwrap.dedent(function_source))
    found = next((node for node in tree.body if isinstance(node, cst.FunctionDef)), None)
    if found is None:
        return True
    returns = _Returns()
    found.body.visit(returns)
    empty = any(node.value is None or _none_inside(node.value) for node in returns.found)
    return empty or not _always_leaves(found.body)


def returns_elements(function_source: str) -> bool:
    """Whether a `def` can only return what can be mapped over, as far as its text shows."""
    if may_return_none(function_source):
        return False
    tree = cst.parse_module(textwrap.dedent(function_source))
    returns = _Returns()
    tree.visit(_Inside(returns))
    scalar = (cst.SimpleString, cst.FormattedString, cst.Integer, cst.Float, cst.Set)
    return not any(isinstance(node.value, scalar) for node in returns.found)


NO_TEXT = cst.BaseNumber | cst.List | cst.Dict | cst.Tuple | cst.Set | cst.ListComp | cst.DictComp
NO_TEXT_TYPES = frozenset(
    {"int", "float", "bool", "list", "dict", "tuple", "set", "None", "List", "Dict", "Tuple"}
)


def returns_no_text(function_source: str) -> bool:
    """Whether a `def` can't return a string, as far as its text shows."""
    tree = syntax.parsed(textwrap.dedent(function_source))
    found = next((node for node in tree.body if isinstance(node, cst.FunctionDef)), None)
    if found is None:
        return False
    if found.returns is not None:
        words = syntax.code(found.returns.annotation).split("[")[0].split("|")
        return all(word.strip() in NO_TEXT_TYPES for word in words)
    returns = _Returns()
    found.body.visit(returns)
    values = [node.value for node in returns.found if node.value is not None]
    return all(isinstance(value, NO_TEXT) or syntax.code(value) == "None" for value in values)


class _Inside(cst.CSTVisitor):
    """Visits the body of the first function."""

    def __init__(self, inner: cst.CSTVisitor) -> None:
        super().__init__()
        self.inner = inner

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        node.body.visit(self.inner)
        return False


def returns_dict(function: ir.Function) -> bool:
    """Whether what it returns is a dict, as far as its text shows."""
    if function.returns is not None:
        return re.match(r"(typing\.)?[dD]ict\b", function.returns) is not None
    returns = _Returns()
    cst.parse_module(textwrap.dedent(function.source)).visit(_Inside(returns))
    values = [node.value for node in returns.found]
    return bool(values) and all(isinstance(value, cst.Dict | cst.DictComp) for value in values)


def _none_inside(node: cst.BaseExpression) -> bool:
    match node:
        case cst.Name(value="None"):
            return True
        case cst.IfExp(body=body, orelse=orelse):
            return _none_inside(body) or _none_inside(orelse)
        case cst.Call(func=cst.Attribute(attr=cst.Name(value="get")), args=(_,)):
            return True
    return False
