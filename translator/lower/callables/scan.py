"""The walk over a callable: each expression goes to the step that knows what to do with it."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.asset_events import rewrite_asset_event
from translator.lower.callables.context import (
    AssetArgument,
    Constant,
    Entity,
    MapIndex,
    OwnValue,
    Runtime,
    RunValue,
    Unsupported,
    UserKey,
    Whole,
)
from translator.lower.callables.exceptions import rewrite_raise
from translator.lower.callables.exits import rewrite_exit
from translator.lower.callables.own_values import pass_own_value
from translator.lower.callables.printed_context import show_context
from translator.lower.callables.rewrite import Feed, Rest, Rewrite, key_feed, run_feed
from translator.lower.callables.services import rewrite_service
from translator.lower.callables.sure_tests import sure
from translator.lower.flow.dates import PARTITION
from translator.lower.flow.run_identity import RUN_TYPE
from translator.lower.operators.map_index import map_index_code, map_index_parameter
from translator.lower.operators.run_names import rewrite_label
from translator.lower.xcom.pulls import rewrite_pull
from translator.lower.xcom.pushes import PUSH
from translator.plan import Import
from translator.rules.data import (
    CONTEXT_DIFFERS,
    CONTEXT_ESCAPES,
    CONTEXT_KEY,
    DYNAMIC_PULL,
    DYNAMIC_PUSH,
)
from translator.rules.operators import AIRFLOW_IN_CODE, UNKNOWN_ARGUMENT_VALUE

XCOM_CLASSES = ("airflow.sdk.execution_time.xcom.XCom", "airflow.models.xcom.XCom")

RUNTIME = {
    "task_id": ("task_run.task_name", Import("prefect.runtime", "task_run")),
    "dag_id": ("flow_run.flow_name", Import("prefect.runtime", "flow_run")),
}


def scan(state: Rewrite, node: cst.CSTNode) -> None:
    """Rewrite what `node` and everything in it reads from Airflow."""
    if id(node) in state.tree.removed:
        return
    rest = _recognise(state, node)
    if rest is None:
        rest = _read_by(node)
    hidden = _hidden(state, node)
    for child in rest:
        scan(state, child)
    state.resolver.names.update(hidden)


def _hidden(state: Rewrite, node: cst.CSTNode) -> dict[str, Entity]:
    """Take names out of the way that a nested function uses for its own parameters."""
    if not isinstance(node, cst.FunctionDef | cst.Lambda) or node is state.tree.function:
        return {}
    names = state.resolver.names
    own = [param.name.value for param in syntax.parameters(node.params)]
    return {name: names.pop(name) for name in own if name in names}


def _read_by(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    """The children that are read, not bound."""
    match node:
        case cst.Attribute(value=value) | cst.Arg(value=value) | cst.NamedExpr(value=value):
            return [value]
        case cst.AssignTarget(target=target):
            return [] if isinstance(target, cst.Name) else [target]
        case cst.Param(default=default):
            return [default] if default is not None else []
        case cst.Import() | cst.ImportFrom() | cst.Global() | cst.Nonlocal() | cst.AsName():
            return []
        case cst.Annotation():
            return []
    return list(syntax.children(node))


def _recognise(state: Rewrite, node: cst.CSTNode) -> Rest:
    match node:
        case cst.Raise():
            found = rewrite_raise(state, node)
            return rewrite_exit(state, node) if found is None else found
        case cst.SimpleStatementLine() if rewrite_label(state, node):
            return ()
        case cst.Expr(value=cst.Call()) if (left := rewrite_exit(state, node)) is not None:
            return left
        case cst.SimpleStatementLine(body=[cst.Assert(test=test)]) if sure(state, test):
            state.tree.remove(node)
            return ()
        case cst.If(test=test, orelse=None) if _for_type_checkers(state, node):
            state.tree.remove(node)
            return ()
        case cst.BooleanOperation() | cst.IfExp() | cst.If() | cst.Comparison():
            return _simplified(state, node)
        case cst.Call(func=cst.Attribute(value=owner, attr=attr)):
            found = _xcom_call(state, node, owner, attr.value)
            if found is not None:
                return found
    if isinstance(node, cst.BaseExpression):
        if (found := rewrite_asset_event(state, node)) is not None:
            return found
        entity = state.resolver.entity(node)
        if entity is not None:
            return _entity(state, node, entity)
        return rewrite_service(state, node)
    return None


def _xcom_call(state: Rewrite, node: cst.Call, owner: cst.BaseExpression, method: str) -> Rest:
    if state.resolver.entity(owner) is Whole.TI:
        if method == "xcom_pull":
            rewrite_pull(state, node)
            return ()
        if method == "xcom_push":
            return _push(state, node)
    if state.resolver.airflow_name(owner) in XCOM_CLASSES:
        state.stop(node, DYNAMIC_PULL, syntax.one_line(node))
        return ()
    return None


def _push(state: Rewrite, node: cst.Call) -> Rest:
    args = syntax.arguments(node, ("key", "value", "execution_date"))
    if args is None or not {"key", "value"} <= set(args):
        state.stop(node, DYNAMIC_PUSH, syntax.one_line(node))
        return ()
    order = [arg for name in ("key", "value") for arg in node.args if arg.value is args[name]]
    positions = [node.args.index(arg) for arg in order]
    state.tree.edit(node, lambda new: _push_call(new, positions))
    return (args["key"], args["value"])


def _push_call(node: cst.CSTNode, positions: Sequence[int]) -> cst.CSTNode:
    assert isinstance(node, cst.Call)
    return syntax.call(PUSH, [cst.Arg(node.args[at].value) for at in positions])


def _entity(state: Rewrite, node: cst.BaseExpression, entity: Entity) -> Rest:
    match entity:
        case RunValue(name=name) if name in PARTITION and _is_param(state, name):
            state.stop(node, CONTEXT_KEY, f"dag_run.{name} beside a param of that name")
        case RunValue(name=name):
            _tell(state, node, name)
            _pass(state, node, ("run", name), run_feed(name), name, f"run_{name}")
        case OwnValue(what=what):
            pass_own_value(state, node, what)
        case UserKey(name=name):
            _user_key(state, node, name)
        case Constant(what=what):
            _constant(state, node, what)
        case Runtime(text=text, imports=imports):
            state.imports |= imports
            quoted = text if _in_double_quotes(state, node) else text.replace("'", '"')
            state.tree.replace_text(node, quoted)
        case MapIndex():
            _map_index(state, node)
        case Unsupported(detail=detail):
            state.stop(node, CONTEXT_KEY, detail)
        case AssetArgument(name=name):
            detail = f"the asset {name!r} in {state.function.name}"
            state.stop(node, AIRFLOW_IN_CODE, detail)
        case Whole() if not show_context(state, node, entity):
            state.stop(node, CONTEXT_ESCAPES, _escape(state, node, entity))
    return ()


def _tell(state: Rewrite, node: cst.BaseExpression, name: str) -> None:
    """Airflow 3 has a member of an enum where the flow has a text: they print differently."""
    compared = isinstance(state.tree.parent(node), cst.Comparison | cst.ComparisonTarget)
    by_value = isinstance(node, cst.Attribute) and node.attr.value == "value"
    if name == RUN_TYPE and state.major >= 3 and not (compared or by_value):
        state.find(CONTEXT_DIFFERS, "dag_run.run_type is a text, which prints as its value")


def _is_param(state: Rewrite, name: str) -> bool:
    """Whether the flow has a parameter of this name already."""
    dags = [sharer.dag for sharer in state.sharers]
    names = {one.name for dag in dags for one in dag.params}
    return name in names.union(one.name for dag in dags for one in dag.parameters)


def _pass(
    state: Rewrite, node: cst.CSTNode, holds: tuple[str, str], feed: Feed, *wanted: str
) -> None:
    name = state.parameter(node, holds, feed, *wanted)
    if name is not None:
        state.tree.replace_text(node, name)


def _user_key(state: Rewrite, node: cst.BaseExpression, name: str) -> None:
    """A key that op_kwargs brings through `**kwargs`."""
    default = _get_default(node)
    missing = [s for s in state.sharers if name not in s.task.call_kwargs]
    if missing and default is None:
        detail = f"{name!r} is not in the op_kwargs of {missing[0].task.task_id!r}"
        state.find(UNKNOWN_ARGUMENT_VALUE, detail)
    feed = key_feed(name, default or "None")
    _pass(state, node, ("key", name), feed, name, f"{name}_value")


def _map_index(state: Rewrite, node: cst.BaseExpression) -> None:
    codes = {map_index_code(s.task, s.dag).text for s in state.sharers}
    if codes == {"-1"}:
        state.tree.replace_text(node, "-1")
        return
    state.tree.replace_text(node, map_index_parameter(state))


def _get_default(node: cst.BaseExpression) -> str | None:
    """The source of the default of `kwargs.get(key, default)`; None for `kwargs[key]`."""
    if not isinstance(node, cst.Call):
        return None
    return syntax.code(node.args[1].value) if len(node.args) > 1 else "None"


def _constant(state: Rewrite, node: cst.BaseExpression, what: str) -> None:
    ids = {s.task.task_id if what == "task_id" else s.dag.dag_id for s in state.sharers}
    if len(ids) == 1 and not (state.given is not None and what == "task_id"):
        quote = "'" if _in_double_quotes(state, node) else '"'
        state.tree.replace(node, cst.SimpleString(f"{quote}{ids.pop()}{quote}"))
        return
    text, needed = RUNTIME[what]
    state.imports.add(needed)
    state.tree.replace_text(node, text)


def _in_double_quotes(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether it stands in an f-string that a double quote would end."""
    outer = (one for one in state.tree.above(node) if isinstance(one, cst.FormattedString))
    return any(one.quote == '"' for one in outer)


def _escape(state: Rewrite, node: cst.BaseExpression, entity: Whole) -> str:
    for outer in state.tree.above(node):
        if isinstance(outer, cst.Call) and outer.func is not node:
            return f"{entity.value} in {syntax.one_line(outer)}"
        if isinstance(outer, cst.BaseStatement | cst.BaseSmallStatement):
            break
    return f"{entity.value} in {state.function.name}"


# Guards like `if dag_run:` are always true in a task ----------------------------------------------


def _for_type_checkers(state: Rewrite, node: cst.If) -> bool:
    """`if TYPE_CHECKING:` around something about the context."""
    if (syntax.dotted(node.test) or "").rsplit(".", 1)[-1] != "TYPE_CHECKING":
        return False
    return any(_is_whole(state, inner) for inner in syntax.walk(node.body))


def _is_whole(state: Rewrite, node: cst.CSTNode) -> bool:
    return isinstance(state.resolver.entity(node), Whole)


def _simplified(state: Rewrite, node: cst.CSTNode) -> Rest:
    match node:
        case cst.BooleanOperation(left=left, operator=cst.Or(), right=cst.Dict(elements=[])):
            # The flow's `conf` is a dict already.
            if state.resolver.entity(left) == RunValue("conf"):
                return _entity(state, node, RunValue("conf"))
        case cst.BooleanOperation(left=left, operator=cst.And(), right=right):
            if sure(state, left):
                state.tree.edit(node, lambda new: new.right)  # type: ignore[attr-defined]
                return (right,)
        case cst.IfExp(test=test, body=body, orelse=orelse):
            holds = sure(state, test)
            if holds is not None:
                side = "body" if holds else "orelse"
                state.tree.edit(node, lambda new: getattr(new, side))
                return (body if holds else orelse,)
        case cst.If(test=test, body=body, orelse=None) if sure(state, test):
            state.tree.edit(node, _unwrapped)
            return (body,)
        case cst.Comparison() if (holds := sure(state, node)) is not None:
            state.tree.replace_text(node, repr(holds))
            return ()
    return None


def _unwrapped(node: cst.CSTNode) -> cst.FlattenSentinel[cst.CSTNode]:
    assert isinstance(node, cst.If)
    block = node.body
    if isinstance(block, cst.IndentedBlock):
        first, *rest = block.body
        return cst.FlattenSentinel([syntax.with_leading(first, node.leading_lines), *rest])
    assert isinstance(block, cst.SimpleStatementSuite)
    line = cst.SimpleStatementLine(block.body, leading_lines=node.leading_lines)
    return cst.FlattenSentinel([line])
