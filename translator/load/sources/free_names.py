"""Names that a statement binds, and names that it reads from outside, in one pass over it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from translator.load.sources.walk import children

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Names:
    """What the nodes of one scope read and bind."""

    __slots__ = ("binds", "declared", "reads")

    def __init__(self, nodes: Iterable[ast.AST] = ()) -> None:
        self.reads: set[str] = set()
        """Names read here, or in functions inside that do not bind them."""
        self.binds: set[str] = set()
        self.declared: set[str] = set()
        """Names declared `global` or `nonlocal`."""
        self._scan(list(nodes))

    @property
    def free(self) -> set[str]:
        """Names that a function with these nodes as its body takes from outside."""
        return self.reads - (self.binds - self.declared)

    def _scan(self, todo: list[ast.AST]) -> None:
        while todo:
            node = todo.pop()
            kind = node.__class__
            if kind is ast.Name:
                stored = node.ctx.__class__ is ast.Store  # type: ignore[attr-defined]
                (self.binds if stored else self.reads).add(node.id)  # type: ignore[attr-defined]
            elif kind is ast.Attribute:
                todo.append(node.value)  # type: ignore[attr-defined]
            elif kind is not ast.Constant:
                handler = HANDLERS.get(kind)
                todo += children(node) if handler is None else handler(self, node)

    def _call(self, node: ast.Call) -> list[ast.AST]:
        return [node.func, *node.args, *[one.value for one in node.keywords]]

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.AST]:
        self.binds.add(node.name)
        self._body(node.args, node.body)
        self._annotation(node.returns)
        return [*node.decorator_list, *_defaults(node.args)]

    def _lambda(self, node: ast.Lambda) -> list[ast.AST]:
        self._body(node.args, [node.body])
        return _defaults(node.args)

    def _body(self, arguments: ast.arguments, body: Iterable[ast.AST]) -> None:
        parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        parameters += [one for one in (arguments.vararg, arguments.kwarg) if one is not None]
        inner = Names(body)
        inner.binds.update(one.arg for one in parameters)
        self.reads |= inner.free
        for one in parameters:
            self._annotation(one.annotation)

    def _comprehension(self, node: ast.AST) -> list[ast.AST]:
        self.reads |= Names(children(node)).free
        return []

    def _class(self, node: ast.ClassDef) -> list[ast.AST]:
        """Names of the class body hide outer ones in the body itself, not in its methods."""
        self.binds.add(node.name)
        functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        methods = Names(one for one in node.body if isinstance(one, functions))
        plain = Names(one for one in node.body if not isinstance(one, functions))
        self.reads |= methods.reads | (plain.reads - plain.binds)
        return [*node.decorator_list, *node.bases, *(one.value for one in node.keywords)]

    def _import(self, node: ast.Import | ast.ImportFrom) -> list[ast.AST]:
        for alias in node.names:
            self.binds.add(alias.asname or alias.name.partition(".")[0])
        return []

    def _augmented(self, node: ast.AugAssign) -> list[ast.AST]:
        if isinstance(node.target, ast.Name):
            self.reads.add(node.target.id)
        return [node.target, node.value]

    def _annotated(self, node: ast.AnnAssign) -> list[ast.AST]:
        self._annotation(node.annotation)
        return [node.target, *([] if node.value is None else [node.value])]

    def _annotation(self, node: ast.expr | None) -> None:
        """An annotation; one that is written as a string is read as well."""
        if node is None:
            return
        self._scan([node])
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                try:
                    self._scan([ast.parse(inner.value, mode="eval").body])
                except (SyntaxError, ValueError):
                    continue

    def _named(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> list[ast.AST]:
        if node.name:
            self.binds.add(node.name)
        return children(node)

    def _rest(self, node: ast.MatchMapping) -> list[ast.AST]:
        if node.rest:
            self.binds.add(node.rest)
        return children(node)

    def _declare(self, node: ast.Global | ast.Nonlocal) -> list[ast.AST]:
        self.declared.update(node.names)
        return []


def names_of(statement: ast.stmt) -> Names:
    """What a statement of the module reads and binds; the node remembers it."""
    found: Names | None = getattr(statement, "_names", None)
    if found is None:
        found = statement._names = Names([statement])  # type: ignore[attr-defined]
    return found


def _defaults(arguments: ast.arguments) -> list[ast.AST]:
    return [*arguments.defaults, *(one for one in arguments.kw_defaults if one is not None)]


HANDLERS: dict[type[ast.AST], Callable[[Names, Any], list[ast.AST]]] = {
    ast.FunctionDef: Names._function,
    ast.AsyncFunctionDef: Names._function,
    ast.Lambda: Names._lambda,
    ast.ClassDef: Names._class,
    ast.Call: Names._call,
    ast.Import: Names._import,
    ast.ImportFrom: Names._import,
    ast.AugAssign: Names._augmented,
    ast.AnnAssign: Names._annotated,
    ast.ExceptHandler: Names._named,
    ast.MatchAs: Names._named,
    ast.MatchStar: Names._named,
    ast.MatchMapping: Names._rest,
    ast.Global: Names._declare,
    ast.Nonlocal: Names._declare,
    **dict.fromkeys(COMPREHENSIONS, Names._comprehension),
}
