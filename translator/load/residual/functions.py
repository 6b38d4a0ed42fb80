"""From a function of the user's to `ir.Function`."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from translator import ir
from translator.load.language.scope import Binding, Scope
from translator.load.language.values import (
    AirflowObject,
    BoundMethod,
    ClassValue,
    FunctionValue,
    PartialValue,
    Value,
)
from translator.load.residual.wrapped import undecorated
from translator.load.sources.free_names import Names
from translator.load.sources.source import SourceFile
from translator.load.sources.walk import walk

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MULTILINE = ('"""', "'''", "\\\n")
"""A string that goes on in the next line has one of these."""


def function_of(ev: Evaluator, value: Value) -> ir.Function | None:
    """The function behind a value, None if it is none of the user's."""
    if isinstance(value, FunctionValue):
        return to_function(ev, undecorated(value))
    if isinstance(value, PartialValue):
        return _partial(ev, value)
    if isinstance(value, BoundMethod) and isinstance(value.function, FunctionValue):
        return _method(ev, to_function(ev, value.function), value.receiver)
    return None


def _method(ev: Evaluator, function: ir.Function, receiver: Value) -> ir.Function:
    """The object is the first argument, by the name it has where it has one."""
    from translator.load.residual.code import expression

    return replace(function, bound={"0": expression(ev, receiver, None)})


def _partial(ev: Evaluator, value: PartialValue) -> ir.Function | None:
    inner = function_of(ev, value.function)
    if inner is None:
        return None
    shift = len([key for key in inner.bound if key.isdigit()])
    bound = dict(inner.bound)
    for index, one in enumerate(value.positional):
        bound[str(index + shift)] = ev.expr(one, value.arguments.nodes.get(index + 1))
    for name, one in value.keywords.items():
        bound[name] = ev.expr(one, value.arguments.nodes.get(name))
    return replace(inner, bound=bound)


def to_function(ev: Evaluator, value: FunctionValue) -> ir.Function:
    """Everything the emitter needs to know about a function."""
    found = ev.functions.get(value)
    if found is None:
        found = ev.functions[value] = _describe(ev, value)
    return found


def _describe(ev: Evaluator, value: FunctionValue) -> ir.Function:
    from translator.load.language.calls import is_generator

    node, source = value.node, value.scope.module.source
    decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
    returns = None if isinstance(node, ast.Lambda) else node.returns
    first = min([node.lineno, *(one.lineno for one in decorators)])
    span = source.span(node)
    if decorators:
        column = source.column(first, decorators[0].col_offset)
        span = type(span)(span.path, first, column, span.end_line, span.end_column)
    return ir.Function(
        name=value.name,
        module=value.scope.module.name,
        span=span,
        source=dedented(source, node),
        parameters=parameters(source, node.args),
        decorators=tuple(source.segment(one) for one in decorators),
        returns=None if returns is None else source.segment(returns),
        docstring=None if isinstance(node, ast.Lambda) else ast.get_docstring(node),
        is_async=isinstance(node, ast.AsyncFunctionDef),
        is_generator=is_generator(node, source),
        owner=value.owner.name if isinstance(value.owner, ClassValue) else value.scope.function,
        closure=closure(ev, value),
        comments=source.comments_above(first),
    )


def dedented(source: SourceFile, node: ast.AST) -> str:
    """The text of a definition moved to column 0; lines inside of strings stay as they are."""
    text = source.segment(node) + _last_comment(source, node)
    line: int = node.lineno  # type: ignore[attr-defined]
    indent = source.column(line, node.col_offset)  # type: ignore[attr-defined]
    if not indent or "\n" not in text:
        return text
    fixed = _string_lines(node) if any(mark in text for mark in MULTILINE) else ()
    lines = text.split("\n")
    for index in range(1, len(lines)):
        if line + index not in fixed and not lines[index][:indent].strip():
            lines[index] = lines[index][indent:]
    return "\n".join(lines)


def _last_comment(source: SourceFile, node: ast.AST) -> str:
    """The comment behind the last line of a `def`."""
    if isinstance(node, ast.Lambda):
        return ""
    line: int = node.end_lineno  # type: ignore[attr-defined]
    rest = source.lines[line - 1][source.column(line, node.end_col_offset) :]  # type: ignore[attr-defined]
    return rest.rstrip() if rest.lstrip().startswith("#") else ""


def _string_lines(node: ast.AST) -> set[int]:
    """Lines that begin inside of a string literal."""
    found: set[int] = set()
    for one in walk(node):
        if isinstance(one, ast.JoinedStr) or (
            isinstance(one, ast.Constant) and isinstance(one.value, str | bytes)
        ):
            found.update(range(one.lineno + 1, (one.end_lineno or one.lineno) + 1))
    return found


def parameters(source: SourceFile, args: ast.arguments) -> tuple[ir.Parameter, ...]:
    """The parameters in order."""
    found: list[ir.Parameter] = []
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
    defaults += args.defaults
    for index, (one, default) in enumerate(zip(positional, defaults, strict=True)):
        only = index < len(args.posonlyargs)
        found.append(_parameter(source, one, "positional_only" if only else "normal", default))
    if args.vararg is not None:
        found.append(_parameter(source, args.vararg, "var_positional", None))
    for one, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        found.append(_parameter(source, one, "keyword_only", default))
    if args.kwarg is not None:
        found.append(_parameter(source, args.kwarg, "var_keyword", None))
    return tuple(found)


def _parameter(
    source: SourceFile, one: ast.arg, kind: str, default: ast.expr | None
) -> ir.Parameter:
    annotation = None if one.annotation is None else source.segment(one.annotation)
    written = None if default is None else source.segment(default)
    return ir.Parameter(one.arg, kind, written, annotation)  # type: ignore[arg-type]


def closure(ev: Evaluator, value: FunctionValue) -> dict[str, ir.Expr]:
    """Free names that are bound in enclosing functions."""
    if value.scope.kind == "module":
        return {}
    free = Names([value.node]).free
    found: dict[str, ir.Expr] = {}
    for name in dict.fromkeys(n.id for n in walk(value.node) if isinstance(n, ast.Name)):
        if name not in free:
            continue
        binding = _enclosing(value.scope, name)
        if binding is None or binding.value is value or _is_nameless(ev, binding.value):
            continue
        found[name] = ev.expr(binding.value, binding.origin)
    return found


def _is_nameless(ev: Evaluator, value: Value) -> bool:
    """A decorated task and the like: not data that a function could read when it runs."""
    return isinstance(value, AirflowObject) and value.ref(ev) is None


def _enclosing(scope: Scope, name: str) -> Binding | None:
    binding = scope.find(name)
    return None if binding is None or binding.owner.kind == "module" else binding
