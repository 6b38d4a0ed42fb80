"""Functions under decorators of the user's: `@logged def load(): ...` as a callable is `load`."""

from __future__ import annotations

import ast

from translator.load.language.values import FunctionValue
from translator.load.sources.walk import walk


def undecorated(value: FunctionValue) -> FunctionValue:
    """The function that wrappers made by its own decorators lead to, `value` where there are none.

    Airflow: arguments are chosen by `inspect.signature`, which follows the `__wrapped__` that
    `functools.wraps` sets. The decorators stay on the function, so a wrapper must leave to it what
    it is called with: one that looks into `kwargs` may look for the context.
    """
    current, count = value, 0
    while isinstance(wrapped := current.attributes.get("__wrapped__"), FunctionValue):
        if not _passes_on(current.node):
            return value
        current, count = wrapped, count + 1
    decorators = () if isinstance(current.node, ast.Lambda) else current.node.decorator_list
    return current if 0 < count <= len(decorators) else value


def _passes_on(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> bool:
    """Whether a wrapper takes anything, and only hands it on."""
    args = node.args
    stars = {one.arg for one in (args.vararg, args.kwarg) if one is not None}
    if args.posonlyargs or args.args or args.kwonlyargs:
        return False
    handed = [
        id(name)
        for call in walk(node)
        if isinstance(call, ast.Call)
        for name in (
            *(one.value for one in call.args if isinstance(one, ast.Starred)),
            *(one.value for one in call.keywords if one.arg is None),
        )
    ]
    reads = (one for one in walk(node) if isinstance(one, ast.Name) and one.id in stars)
    return all(id(one) in handed for one in reads)
