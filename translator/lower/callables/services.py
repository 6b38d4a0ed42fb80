"""Airflow's services inside a callable: Variables, loggers, Connections and hooks.

Airflow: `Variable.get("x", default_var=...)`; Prefect: `Variable.get("x", default=...)`.
They differ in: a missing Variable is a KeyError in Airflow and None in Prefect; names are lower
case, digits and underscores in Prefect; values are JSON, so `deserialize_json` has no counterpart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import libcst as cst

from translator.diagnostics import Severity
from translator.lower import syntax
from translator.lower.callables.context import LOGGER, Whole
from translator.lower.callables.enumerations import rewrite_member
from translator.lower.callables.exceptions import is_exception, rewrite_exception_name
from translator.lower.callables.rewrite import Rest, Rewrite
from translator.lower.callables.sent_emails import rewrite_send_email
from translator.lower.names import slug
from translator.rules.data import CONNECTION, VARIABLE
from translator.rules.operators import AIRFLOW_IN_CODE

VARIABLE_NAME = "airflow.sdk.Variable"
POKE_RESULTS = ("airflow.sdk.PokeReturnValue", "airflow.sdk.bases.sensor.PokeReturnValue")
MIXIN = "LoggingMixin"
FROM_CONTEXT = (Whole.VAR_VALUE, Whole.VAR_JSON)
HOOK = re.compile(r"\bhooks?\b|Hook$|\.BaseHook\b|Connection$|get_connection")

GET_ARGUMENTS = ("key", "default_var", "deserialize_json")
SET_ARGUMENTS = ("key", "value", "description", "serialize_json")


def variable_name(name: str) -> str:
    """The Prefect name of an Airflow Variable: lower case, digits, underscores."""
    return slug(name, "variable").lower()


def rewrite_service(state: Rewrite, node: cst.CSTNode) -> Rest:
    """Rewrite `node` where it uses one of Airflow's services."""
    match node:
        case cst.Attribute(value=cst.Call(func=func), attr=cst.Name(value="log")):
            if (state.resolver.airflow_name(func) or "").endswith(MIXIN):
                state.imports |= LOGGER.imports
                state.tree.replace_text(node, LOGGER.text)
                return ()
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value=method))):
            if state.resolver.airflow_name(owner) == VARIABLE_NAME:
                return _variable(state, node, method)
            if method == "get" and state.resolver.entity(owner) in FROM_CONTEXT:
                return _variable(state, node, "get")
        case cst.Call(func=func) if state.resolver.airflow_name(func) in POKE_RESULTS:
            return _poke_result(state, node)
        case cst.Attribute(value=owner) if state.resolver.entity(owner) in FROM_CONTEXT:
            return _context_variable(state, node)
    name = state.resolver.airflow_name(node)
    return None if name is None else _airflow_name(state, node, name)


def _poke_result(state: Rewrite, node: cst.Call) -> Rest:
    """`PokeReturnValue(is_done, xcom_value)` is a pair; `python_sensors` takes it apart."""
    args = syntax.arguments(node, ("is_done", "xcom_value"))
    if args is None or "is_done" not in args:
        state.block(AIRFLOW_IN_CODE, syntax.one_line(node))
        return ()
    text = f"({syntax.code(args['is_done'])}, {_source(args.get('xcom_value'))})"
    state.tree.replace_text(node, text)
    return ()


def _source(node: cst.CSTNode | None) -> str:
    return "None" if node is None else syntax.code(node)


def _airflow_name(state: Rewrite, node: cst.CSTNode, name: str) -> Rest:
    if is_exception(name):
        rewrite_exception_name(state, node, name)
    elif rewrite_member(state, node, name) or rewrite_send_email(state, node, name):
        return ()
    elif HOOK.search(name):
        state.block(CONNECTION, f"{state.function.name} uses {name.rsplit('.', 1)[-1]}")
    else:
        state.block(AIRFLOW_IN_CODE, f"{state.function.name} uses {name}")
    return ()


def _variable(state: Rewrite, node: cst.Call, method: str) -> Rest:
    change = METHODS.get(method)
    names = SET_ARGUMENTS if method in {"set", "update"} else GET_ARGUMENTS
    args = syntax.arguments(node, names)
    if change is None or args is None or "key" not in args:
        state.block(AIRFLOW_IN_CODE, f"{state.function.name} calls Variable.{method}")
        return ()
    state.find(VARIABLE, *variable_finding(args["key"]))
    state.need("prefect.variables", "Variable")
    asynchronous = state.function.is_async and not state.tree.in_nested(node)
    state.tree.edit(node, lambda new: change(_named(new, names), asynchronous))
    return tuple(args.values())


def prefect_variable(node: cst.Call) -> tuple[cst.BaseExpression, cst.BaseExpression] | None:
    """Airflow's `Variable.get(...)` as Prefect's, and the name it reads; None: it can't be one."""
    args = syntax.arguments(node, GET_ARGUMENTS)
    if args is None or "key" not in args:
        return None
    return METHODS["get"](_named(node, GET_ARGUMENTS), False), args["key"]


def _named(node: cst.CSTNode, names: tuple[str, ...]) -> dict[str, cst.BaseExpression]:
    assert isinstance(node, cst.Call)
    found = syntax.arguments(node, names)
    assert found is not None
    key = found["key"]
    text = syntax.string(key)
    if text is not None and variable_name(text) != text:
        # Its own quotes: the call may stand inside an f-string.
        quote = key.quote if isinstance(key, cst.SimpleString) else '"'
        found["key"] = cst.SimpleString(f"{quote}{variable_name(text)}{quote}")
    return found


def variable_finding(key: cst.BaseExpression) -> tuple[str, Severity | None]:
    """What to tell of the name of a Variable."""
    name = syntax.string(key)
    if name is None:
        computed = f"the name {syntax.one_line(key)} is computed; Prefect's are [a-z0-9_]+"
        return computed, Severity.WARNING
    if variable_name(name) != name:
        return f"{name!r} is named {variable_name(name)!r}", None
    return repr(name), None


def _call(method: str, args: list[cst.Arg], asynchronous: bool) -> cst.BaseExpression:
    if not asynchronous:
        return syntax.call(f"Variable.{method}", args)
    waited = cst.Await(syntax.call(f"Variable.a{method}", args))
    return waited.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _get(args: Mapping[str, cst.BaseExpression], asynchronous: bool) -> cst.BaseExpression:
    default = args.get("default_var") or args.get("default")
    shown = [cst.Arg(args["key"])]
    if default is not None and not (isinstance(default, cst.Name) and default.value == "None"):
        shown.append(syntax.keyword("default", default))
    return _call("get", shown, asynchronous)


def _set(args: Mapping[str, cst.BaseExpression], asynchronous: bool) -> cst.BaseExpression:
    overwrite = syntax.keyword("overwrite", cst.Name("True"))
    return _call("set", [cst.Arg(args["key"]), cst.Arg(args["value"]), overwrite], asynchronous)


def _delete(args: Mapping[str, cst.BaseExpression], asynchronous: bool) -> cst.BaseExpression:
    return _call("unset", [cst.Arg(args["key"])], asynchronous)


METHODS: Mapping[str, Callable[[Mapping[str, cst.BaseExpression], bool], cst.BaseExpression]] = {
    "get": _get,
    "set": _set,
    "update": _set,
    "delete": _delete,
}


def _context_variable(state: Rewrite, node: cst.Attribute) -> Rest:
    """`context["var"].value.name`."""
    name = node.attr.value
    state.find(VARIABLE, *variable_finding(cst.SimpleString(repr(name))))
    state.need("prefect.variables", "Variable")
    call = _call("get", [cst.Arg(cst.SimpleString(f'"{variable_name(name)}"'))], False)
    state.tree.replace(node, call)
    return ()
