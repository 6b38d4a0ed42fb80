"""`print(context)`: where a task only shows Airflow's context, it shows Prefect's.

Airflow: the context is a dict, a task instance prints as `<TaskInstance: dag.task run [running]>`.
Prefect: `get_run_context()` is an object with the task, its run and its parameters; runs have a
name. They differ in: what the log says (AP312). All else about the task stays the same, so code
that does more with the context than show it is still refused (AP308).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.context import LOGGER, Whole
from translator.lower.callables.rewrite import Rewrite, key_feed
from translator.rules.data import CONTEXT_DIFFERS

LEVELS = frozenset(
    {"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "fatal"}
)
_LOGGER = re.compile(r"(?i)(^|[._])(log|logger|logging)$")

PRINTING = frozenset({"print", "pprint", "pprint.pprint", "pprint.pp", "pp"})

TEXTS = frozenset({"str", "repr", "type", "pformat", "pprint.pformat"})
"""Functions that take any object."""

OF_DICTS = frozenset({"dict", "list", "tuple", "set", "sorted", "len", "json.dumps"})
"""Functions that want a dict where they are given the context."""

VIEWS = frozenset({"items", "keys", "values"})


def show_context(state: Rewrite, node: cst.BaseExpression, entity: Whole) -> bool:
    """Show what Prefect has in its place, where `node` is only shown; whether it is."""
    found = state.resolver.shown(entity)
    if found is None or not _only_shown(state, node, entity):
        return False
    text = found.text
    if entity is Whole.CONTEXT:
        _keep_keys(state)
        text = f"dict({text})" if _wants_dict(state, node) else text
    state.imports |= found.imports
    state.tree.replace_text(node, text)
    state.find(CONTEXT_DIFFERS, f"{entity.value} in the log of {state.function.name}")
    return True


def _keep_keys(state: Rewrite) -> None:
    """What op_kwargs brings is part of `**kwargs`: the task takes it, so that it is shown."""
    for name in sorted(state.resolver.user_keys):
        if ("key", name) not in state.held:
            own = state.held[("key", name)] = state.fresh(name, f"{name}_value")
            state.inputs[own] = key_feed(name)


def _wants_dict(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether `node` stands where Prefect's context has to be a dict."""
    outer = state.tree.parent(node)
    if isinstance(outer, cst.Attribute | cst.For | cst.Subscript):
        return True
    call = state.tree.parent(outer)
    return isinstance(call, cst.Call) and syntax.dotted(call.func) in OF_DICTS - {"dict"}


def _only_shown(state: Rewrite, node: cst.CSTNode, entity: Whole) -> bool:
    """Whether all that happens to the value of `node` is that it is printed or logged."""
    inner = node
    for outer in state.tree.above(node):
        match outer:
            case cst.Call() if inner is outer.func:
                if not _is_view(outer):
                    return False
            case cst.Call() if _shows(state, outer):
                return isinstance(state.tree.parent(outer), cst.Expr) and _by_position(outer)
            case cst.Call(func=func):
                if not _is_text(func, outer, entity):
                    return False
            case cst.Subscript(value=owner):
                if owner is not node or not _by_its_keys(state, outer):
                    return False
            case cst.Attribute() if entity is not Whole.CONTEXT or outer.attr.value not in VIEWS:
                return False
            case cst.For(iter=iterated):
                return iterated is inner and _shows_all(state, outer.body)
            case cst.BinaryOperation(operator=cst.Modulo() | cst.Add(), right=right):
                if right is not inner or _by_name(outer.left):
                    return False
            case cst.Arg(star=star) if star:
                return False
            case _ if not isinstance(outer, _PARTS):
                return False
        inner = outer
    return False


_PARTS = (
    *(cst.Arg, cst.Attribute, cst.Tuple, cst.Element, cst.ConcatenatedString),
    *(cst.FormattedString, cst.FormattedStringExpression),
)
"""What may stand between a value and the call that shows it."""


def _is_view(call: cst.Call) -> bool:
    """`context.items()`."""
    return isinstance(call.func, cst.Attribute) and not call.args


def _is_text(func: cst.BaseExpression, call: cst.Call, entity: Whole) -> bool:
    """Whether a call makes something to show of its argument."""
    name = syntax.dotted(func)
    if name in TEXTS or (name is None and _formats(func)):
        return True
    if name == "json.dumps" and not any(_is_keyword(arg, "default") for arg in call.args):
        return False
    return name in OF_DICTS and entity is Whole.CONTEXT


def _is_keyword(arg: cst.Arg, name: str) -> bool:
    return arg.keyword is not None and arg.keyword.value == name


def _by_its_keys(state: Rewrite, node: cst.CSTNode) -> bool:
    """`context[key]` where `key` runs through the context."""
    loops = (outer for outer in state.tree.above(node) if isinstance(outer, cst.For))
    return any(state.resolver.entity(loop.iter) is Whole.CONTEXT for loop in loops)


def _formats(func: cst.BaseExpression) -> bool:
    """`"{}".format`."""
    return isinstance(func, cst.Attribute) and func.attr.value == "format" and _literal(func.value)


def _literal(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleString | cst.ConcatenatedString)


def _shows(state: Rewrite, call: cst.Call) -> bool:
    """`print(...)`, `pprint(...)`, `logger.info(...)`."""
    name = syntax.dotted(call.func)
    if name in PRINTING:
        return True
    match call.func:
        case cst.Attribute(value=owner, attr=cst.Name(value=level)) if level in LEVELS:
            made = owner.func if isinstance(owner, cst.Call) else owner
            named = re.sub(r"\.getLogger$", "", syntax.dotted(made) or "")
            return state.resolver.entity(owner) == LOGGER or bool(_LOGGER.search(named))
    return False


def _by_position(call: cst.Call) -> bool:
    """Whether no text in a call takes values of a dict by name: `"%(ds)s"`."""
    return not any(_by_name(arg.value) for arg in call.args)


def _by_name(node: cst.CSTNode) -> bool:
    return any(isinstance(n, cst.SimpleString) and "%(" in n.value for n in syntax.walk(node))


def _shows_all(state: Rewrite, body: cst.BaseSuite) -> bool:
    """Whether a block of code does nothing but show values."""
    lines: Sequence[cst.CSTNode] = body.body
    smalls = [s for n in lines for s in (n.body if isinstance(n, cst.SimpleStatementLine) else [n])]
    return all(
        isinstance(one, cst.Expr) and isinstance(one.value, cst.Call) and _shows(state, one.value)
        for one in smalls
    )
