"""Airflow's exceptions inside a callable: skips, failures, failures without another try.

Airflow: AirflowSkipException ends a task skipped, AirflowFailException failed without a retry.
Prefect, plain tier: `return Completed(name="Skipped")`, which works only in the task function
itself. Rules tier: `raise Skip(...)` from the emitted `trigger_rules`, which works anywhere.
They differ in: `except AirflowException` catches only Airflow's own, `except RuntimeError` more.
"""

from __future__ import annotations

import libcst as cst

from translator.diagnostics import Severity
from translator.lower import syntax
from translator.lower.airflow_names import SDK_EXCEPTIONS
from translator.lower.callables.rewrite import Rest, Rewrite
from translator.rules.operators import AIRFLOW_IN_CODE
from translator.rules.trigger_rules import PLAIN_TIER

SKIP = f"{SDK_EXCEPTIONS}AirflowSkipException"
BASE = f"{SDK_EXCEPTIONS}AirflowException"

# What a handler may name so that it catches a skip.
CATCHES_SKIP = frozenset({"Exception", "BaseException"})

# Airflow's exception -> a built-in one that says the same.
REPLACEMENTS = {
    BASE: "RuntimeError",
    f"{SDK_EXCEPTIONS}AirflowNotFoundException": "LookupError",
    "airflow.exceptions.AirflowBadRequest": "ValueError",
    f"{SDK_EXCEPTIONS}AirflowBadRequest": "ValueError",
}

# Raised to fail a task for good, whatever its retries.
FINAL = frozenset(
    {f"{SDK_EXCEPTIONS}AirflowFailException", f"{SDK_EXCEPTIONS}AirflowSensorTimeout"}
)

FINAL_MODULE = "final_errors"
FINAL_NAME = "FinalError"
RETRYABLE = "is_retryable"


def is_exception(name: str) -> bool:
    """Whether a canonical name is an exception that is handled here."""
    return name == SKIP or name in REPLACEMENTS or name in FINAL


def rewrite_raise(state: Rewrite, node: cst.Raise) -> Rest:
    """Rewrite `raise AirflowSkipException(...)` for the plain tier."""
    raised = node.exc
    func = raised.func if isinstance(raised, cst.Call) else raised
    if func is None or not _means_skip(state, state.resolver.airflow_name(func)):
        return None
    state.may_skip = True
    if state.tier == "rules":
        return None
    if reason := _no_plain_skip(state, node):
        state.stop(node, PLAIN_TIER, f"{syntax.one_line(node)} {reason}")
        return ()
    state.need("prefect.states", "Completed")
    message = [arg.value for arg in raised.args[:1]] if isinstance(raised, cst.Call) else []
    state.tree.edit(node, lambda new: cst.Return(_completed(new, bool(message))))
    return message


def _means_skip(state: Rewrite, name: str | None) -> bool:
    """Whether an exception ends the task skipped: a sensor with `soft_fail` skips for failures."""
    return name == SKIP or (name in FINAL and state.softens)


def _completed(node: cst.CSTNode, message: bool) -> cst.Call:
    args = [syntax.keyword("name", cst.SimpleString('"Skipped"'))]
    if message:
        assert isinstance(node, cst.Raise)
        assert isinstance(node.exc, cst.Call)
        args.append(syntax.keyword("message", node.exc.args[0].value))
    return syntax.call("Completed", args)


def _no_plain_skip(state: Rewrite, node: cst.Raise) -> str:
    """Why a return can't take the place of this raise; "" where it can."""
    if state.helper or state.tree.in_nested(node):
        return "inside a helper function"
    inner: cst.CSTNode = node
    for outer in state.tree.above(node):
        handlers = outer.handlers if isinstance(outer, cst.Try) and inner is outer.body else ()
        if any(_catches(state, handler) for handler in handlers):
            return "is caught by the try around it"
        inner = outer
    return ""


def _catches(state: Rewrite, handler: cst.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    types = handler.type.elements if isinstance(handler.type, cst.Tuple) else [handler.type]
    for one in types:
        named = one.value if isinstance(one, cst.Element) else one
        if state.resolver.airflow_name(named) in {SKIP, BASE}:
            return True
        if syntax.dotted(named) in CATCHES_SKIP:
            return True
    return False


def rewrite_exception_name(state: Rewrite, node: cst.CSTNode, name: str) -> None:
    """Put another exception in the place of Airflow's, in a raise, an except or elsewhere."""
    if _means_skip(state, name):
        _skip_name(state, node)
        return
    if name in FINAL and state.retries:
        state.gives_up = True
        state.support.add(FINAL_MODULE)
        state.tree.replace_text(node, state.need(FINAL_MODULE, FINAL_NAME))
        return
    replacement = REPLACEMENTS.get(name, "RuntimeError")
    if name == BASE and _handled(state, node):
        replacement = _caught(state, replacement)
        state.find(
            AIRFLOW_IN_CODE,
            "`except AirflowException` is `except RuntimeError` now, which catches more",
            Severity.WARNING,
        )
    state.tree.replace_text(node, replacement)


def _caught(state: Rewrite, replacement: str) -> str:
    """What `except AirflowException` catches: skips and final errors too, where there are any."""
    source = state.function.source
    names = [replacement]
    if state.tier == "rules" and SKIP.rpartition(".")[2] in source:
        names.append(_own(state, "trigger_rules", "Skip"))
    if state.retries and any(name.rpartition(".")[2] in source for name in FINAL):
        names.append(_own(state, FINAL_MODULE, FINAL_NAME))
    return names[0] if len(names) == 1 else f"({', '.join(names)})"


def _own(state: Rewrite, module: str, name: str) -> str:
    state.support.add(module)
    return state.need(module, name)


def _skip_name(state: Rewrite, node: cst.CSTNode) -> None:
    if state.tier == "rules":
        state.may_skip = True
        state.support.add("trigger_rules")
        state.tree.replace_text(node, state.need("trigger_rules", "Skip"))
    else:
        state.stop(node, PLAIN_TIER, "AirflowSkipException outside a raise of the task itself")


def _handled(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether an `except` names it, alone or among others."""
    outer = state.tree.parent(node)
    if isinstance(outer, cst.Element):
        outer = state.tree.parent(state.tree.parent(outer))
    return isinstance(outer, cst.ExceptHandler)
