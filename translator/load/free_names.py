"""Names that a statement binds, and names that it reads from outside."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def defined_names(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Names that the statements bind in their own scope, those in nested blocks included."""
    for node in _own(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0]
        elif isinstance(node, ast.ExceptHandler | ast.MatchStar | ast.MatchAs) and node.name:
            yield node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest


def _own(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of one scope: bodies of functions, classes and comprehensions are left out."""
    todo = list(body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, *COMPREHENSIONS)):
            continue
        todo.extend(ast.iter_child_nodes(node))


def free_names(node: ast.AST) -> frozenset[str]:
    """Names that a module-level statement reads, anywhere inside."""
    return frozenset(_reads(node, frozenset()))


def _reads(node: ast.AST, local: frozenset[str]) -> Iterator[str]:
    """Names read; `local` are those of the functions around."""
    if isinstance(node, ast.Name):
        if node.id not in local and not isinstance(node.ctx, ast.Store):
            yield node.id
    elif isinstance(node, FUNCTIONS):
        yield from _function(node, local)
    elif isinstance(node, ast.ClassDef):
        yield from _class(node, local)
    elif isinstance(node, COMPREHENSIONS):
        targets = frozenset(
            name.id
            for generator in node.generators
            for name in ast.walk(generator.target)
            if isinstance(name, ast.Name)
        )
        for child in ast.iter_child_nodes(node):
            yield from _reads(child, local | targets)
    elif isinstance(node, ast.AugAssign):
        if isinstance(node.target, ast.Name) and node.target.id not in local:
            yield node.target.id
        for child in ast.iter_child_nodes(node):
            yield from _reads(child, local)
    elif isinstance(node, ast.arg | ast.AnnAssign):
        yield from _annotated(node, local)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _reads(child, local)


def _annotated(node: ast.arg | ast.AnnAssign, local: frozenset[str]) -> Iterator[str]:
    yield from _annotation(node.annotation, local)
    for name, child in ast.iter_fields(node):
        if name != "annotation" and isinstance(child, ast.AST):
            yield from _reads(child, local)


def _annotation(node: ast.expr | None, local: frozenset[str]) -> Iterator[str]:
    """An annotation; one that is written as a string is read as well."""
    if node is None:
        return
    yield from _reads(node, local)
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            try:
                yield from _reads(ast.parse(inner.value, mode="eval").body, local)
            except (SyntaxError, ValueError):
                continue


def _function(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, local: frozenset[str]
) -> Iterator[str]:
    arguments = node.args
    for outside in (*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)):
        yield from _reads(outside, local)
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    parameters += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
    for parameter in parameters:
        yield from _annotation(parameter.annotation, local)
    body: list[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else list(node.body)
    if not isinstance(node, ast.Lambda):
        for decorator in node.decorator_list:
            yield from _reads(decorator, local)
        yield from _annotation(node.returns, local)
    mine = {parameter.arg for parameter in parameters}
    if not isinstance(node, ast.Lambda):
        mine |= set(defined_names(node.body)) - set(_declared(node.body))
    for child in body:
        yield from _reads(child, local | mine)


def _declared(body: list[ast.stmt]) -> Iterator[str]:
    """Names declared `global` or `nonlocal`."""
    for node in _own(body):
        if isinstance(node, ast.Global | ast.Nonlocal):
            yield from node.names


def _class(node: ast.ClassDef, local: frozenset[str]) -> Iterator[str]:
    for outside in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
        yield from _reads(outside, local)
    own = frozenset(defined_names(node.body))
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _reads(statement, local)
        else:
            yield from (name for name in _reads(statement, local) if name not in own)
