"""`sys.exit(...)` and `raise SystemExit(...)` in a callable become an ordinary exception.

Airflow: the task fails, and is retried like after any exception; 1.10 and 2.x let exit code 0
succeed. Prefect: a SystemExit is no failure of the task, it brings down the whole flow run.
"""

from __future__ import annotations

import re

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.rewrite import Rest, Rewrite
from translator.rules.operators import SYSTEM_EXIT

EXITS = frozenset({"sys.exit", "exit", "quit"})
ERROR = "RuntimeError"

_MENTIONED = re.compile(r"\bSystemExit\b|\bsys\.exit\b|(?<![\w.])(?:exit|quit)\(")


def mentions_exit(source: str) -> bool:
    """Whether the text may leave Python."""
    return _MENTIONED.search(source) is not None


def rewrite_exit(state: Rewrite, node: cst.Raise | cst.Expr) -> Rest:
    """`raise SystemExit(1)` or the statement `sys.exit(1)`; None where it is neither."""
    call = node.exc if isinstance(node, cst.Raise) else node.value
    if call is None or not _exits(state, call, raised=isinstance(node, cst.Raise)):
        return None
    given = call.args if isinstance(call, cst.Call) else ()
    clean = not given or syntax.code(given[0].value) in ("0", "None")
    known = clean or isinstance(given[0].value, cst.Integer | cst.SimpleString)
    caught = _caught_as(state, node)
    if caught - {"Exception"}:
        return None
    if caught or len(given) > 1 or (state.major < 3 and not known):
        state.find(SYSTEM_EXIT, syntax.one_line(node))
        return None
    if clean and state.major < 3 and not state.helper and not state.tree.in_nested(node):
        state.tree.edit(node, lambda _: cst.Return(cst.Name("None")))
        return ()
    state.tree.edit(node, _failing)
    return [arg.value for arg in given]


def _exits(state: Rewrite, call: cst.BaseExpression, raised: bool) -> bool:
    func = call.func if isinstance(call, cst.Call) else call
    name = syntax.dotted(func) or ""
    first = name.split(".")[0]
    if state.taken_by_user(first):
        return False
    if raised:
        return name == "SystemExit"
    return isinstance(call, cst.Call) and (name in EXITS or name == "SystemExit")


def _caught_as(state: Rewrite, node: cst.CSTNode) -> set[str]:
    """What the handlers around it catch, of what an exit or an ordinary exception is."""
    found: set[str] = set()
    inner = node
    for outer in state.tree.above(node):
        if isinstance(outer, cst.Try) and inner is outer.body:
            for handler in outer.handlers:
                words = syntax.code(handler.type) if handler.type else "BaseException"
                found.update(re.findall(r"\w+", words))
        inner = outer
    return found & {"SystemExit", "BaseException", "Exception"}


def _failing(node: cst.CSTNode) -> cst.CSTNode:
    call = node.exc if isinstance(node, cst.Raise) else getattr(node, "value", None)
    given = call.args if isinstance(call, cst.Call) else ()
    return cst.Raise(syntax.call(ERROR, [cst.Arg(_message(given[0].value if given else None))]))


def _message(value: cst.BaseExpression | None) -> cst.BaseExpression:
    """What the error says: the text that was given, or the code."""
    if value is None:
        return cst.SimpleString('"exit code 0"')
    if isinstance(value, cst.Integer):
        return cst.SimpleString(f'"exit code {value.value}"')
    if isinstance(value, cst.SimpleString | cst.FormattedString | cst.ConcatenatedString):
        return value
    exit_code = cst.FormattedStringExpression(value)
    return cst.FormattedString([cst.FormattedStringText("exit code "), exit_code])
