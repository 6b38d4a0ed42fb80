"""Functions that stand beside a callable in the function around both.

    def build(dag_id, bucket):
        def path_of(table): return f"{bucket}/{table}"
        def export(**context): upload(path_of("orders"))
        ...

The callable becomes a task at module level, so `path_of` moves there too: with `bucket` as a
parameter of its own, which the task gets and passes on (`handed`).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.methods import is_method
from translator.lower.callables.rewrite import Rewrite, Sharer, Variable
from translator.lower.names import function_key


def nested_function(state: Rewrite, name: str) -> ir.Function | None:
    """The function that `name` means to all tasks; None where it can't stand by itself."""
    function = _meant(state.function.closure, name)
    if function is None or not _stands_alone(function):
        return None
    key = function_key(function)
    others = (_meant(closure_of(sharer, state.path), name) for sharer in state.sharers)
    return function if all(one and function_key(one) == key for one in others) else None


def closure_of(sharer: Sharer, path: tuple[str, ...]) -> Mapping[str, ir.Expr]:
    """What surrounds the callable of a task, or the nested function that `path` leads to."""
    function = sharer.task.function
    for name in path:
        assert function is not None
        function = function.closure[name].function
    assert function is not None
    return function.closure


def holds_variable(state: Rewrite, variable: Variable) -> Hashable:
    """Tells a variable around a callable from others, whichever function reads it."""
    values = (closure_of(sharer, variable.path)[variable.name] for sharer in state.sharers)
    return ("around", variable.name, tuple((one.code, one.loops) for one in values))


def sees(state: Rewrite, variable: Variable) -> bool:
    """Whether the variable is one that the callable itself reads."""
    if variable.name not in state.function.closure:
        return False
    own = replace(variable, path=state.path)
    return holds_variable(state, own) == holds_variable(state, variable)


def reads(state: Rewrite, name: str) -> int:
    """How often the callable reads `name`."""
    return sum(
        isinstance(node, cst.Name) and node.value == name and not _is_label(state, node)
        for node in state.tree.walk()
    )


def _meant(closure: Mapping[str, ir.Expr], name: str) -> ir.Function | None:
    expr = closure.get(name)
    return None if expr is None else expr.function


def _stands_alone(function: ir.Function) -> bool:
    """Whether it is the same function at module level, under another name."""
    if function.name == "<lambda>" or is_method(function) or function.decorators or function.bound:
        return False
    nodes = list(syntax.walk(syntax.parsed(function.source)))
    names = [node.value for node in nodes if isinstance(node, cst.Name)]
    sets_variables = any(isinstance(node, cst.Nonlocal) for node in nodes)
    return names.count(function.name) == 1 and not sets_variables


def is_value(state: Rewrite, node: cst.Name) -> bool:
    """Whether the body reads a name for what it stands for, as in `map(clean, rows)`.

    A default of a parameter is read where no parameter is there yet, and an attribute is one of
    the object itself: neither can be `partial(clean, ...)`.
    """
    if _is_label(state, node) or isinstance(state.tree.parent(node), cst.Attribute):
        return False
    return not in_signature(state, node)


def in_signature(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether a node stands among the parameters of the callable."""
    return any(outer is state.tree.function.params for outer in state.tree.above(node))


def _is_label(state: Rewrite, node: cst.Name) -> bool:
    """Whether a name is that of an attribute, an argument or a parameter, not a variable's."""
    match state.tree.parent(node):
        case cst.Attribute(attr=label) | cst.Arg(keyword=label) | cst.Param(name=label):
            return label is node
    return False
