"""What the names in a callable mean before the walk over it: parameters, aliases, local imports.

Airflow fills parameters by name (semantics, section 7.3); `ti = context["ti"]` makes another name
for the same thing. Both are settled here, so that `scan` only has to ask the resolver.
"""

from __future__ import annotations

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.airflow_names import canonical, is_airflow
from translator.lower.callables.context import (
    KEYS,
    UNSUPPORTED_KEYS,
    AssetArgument,
    OwnValue,
    Runtime,
    RunValue,
    Unsupported,
    Whole,
)
from translator.lower.callables.own_values import own_code
from translator.lower.callables.rewrite import Convert, Feed, Rewrite, Sharer, run_feed
from translator.lower.deployment.asset_keys import declared_assets, resolved
from translator.lower.free_names import free_names
from translator.plan import Code
from translator.rules.data import CONTEXT_ESCAPES


def gets_context(sharer: Sharer) -> bool:
    """Whether Airflow passes the context: 1.10, which has no TaskFlow, only when asked to."""
    if sharer.dag.major > 1 or sharer.task.taskflow:
        return True
    asked = sharer.task.argument("provide_context")
    return asked is not None and asked.value is True


def bind_context(state: Rewrite, injected: bool) -> None:
    """Tell the resolver which parameters hold something of the context."""
    if any(is_asset_function(sharer.task) for sharer in state.sharers):
        _bind_assets(state)
        return
    for parameter in state.function.parameters:
        if not injected or parameter.kind == "var_positional" or _passed(state, parameter):
            continue
        if parameter.kind == "var_keyword":
            if not _only_user_keys(state, parameter.name):
                _bind(state, parameter.name, Whole.CONTEXT)
            continue
        entity = state.resolver.of_version(KEYS.get(parameter.name))
        if isinstance(entity, RunValue):
            _run_value(state, parameter.name, entity)
        elif isinstance(entity, OwnValue):
            _own_value(state, parameter.name, entity)
        elif isinstance(entity, Whole | Runtime):
            _bind(state, parameter.name, entity)
        elif parameter.name in UNSUPPORTED_KEYS and parameter.default in {None, "None"}:
            _bind(state, parameter.name, Unsupported(parameter.name))


def is_asset_function(task: ir.Task) -> bool:
    """Whether the task runs the function under `@asset`."""
    return task.operator.endswith("._AssetMainOperator")


def _bind_assets(state: Rewrite) -> None:
    """An `@asset` function gets its own asset, the context, or an asset of the name.

    Airflow: `_AssetMainOperator._iter_kwargs`.
    """
    for parameter in state.function.parameters:
        name = parameter.name
        if parameter.default is not None:
            continue
        if name in {"context", "outlet_events"}:
            _bind(state, name, Whole.CONTEXT if name == "context" else Whole.OUTLET_EVENTS)
            continue
        task = state.sharers[0].task
        own = list(declared_assets(task.argument("outlets"), state.file))
        by_name = resolved(ir.AssetRef("asset", name), state.file)
        _bind(state, name, AssetArgument(name, own[0] if name == "self" and own else by_name))


def bind_defaults(state: Rewrite) -> None:
    """`lambda n=n: ...` in a loop: the flow passes what the default was then."""
    for parameter in state.function.parameters:
        if parameter.default is None or _passed(state, parameter):
            continue
        read = free_names(parameter.default)
        if any(read & loop_names(sharer.task).keys() for sharer in state.sharers):
            state.context_feeds[parameter.name] = _loop_feed(parameter.default, read)


def loop_names(task: ir.Task) -> dict[str, int]:
    """Variables of the loops around a task, and the loop each belongs to."""
    return {name: loop.site for loop in task.loops for name in free_names(loop.target)}


def _loop_feed(default: str, read: frozenset[str]) -> Feed:
    def feed(sharer: Sharer, convert: Convert) -> Code:
        loops = loop_names(sharer.task)
        sites = frozenset(loops[name] for name in read if name in loops)
        return Code(default, names=read - loops.keys(), loops=sites)

    return Feed(feed)


def _passed(state: Rewrite, parameter: ir.Parameter) -> bool:
    """Whether the tasks pass the parameter themselves."""
    return any(parameter.name in own_arguments(sharer.task) for sharer in state.sharers)


def own_arguments(task: ir.Task) -> frozenset[str]:
    """Parameters that the arguments of a task fill."""
    function = task.function
    names = (
        [p.name for p in function.parameters if p.kind in {"normal", "positional_only"}]
        if function
        else []
    )
    bound = function.bound if function else {}
    count = len(task.call_args) + len([key for key in bound if key.isdigit()])
    mapped = task.mapped.arguments if task.mapped else {}
    return frozenset([*names[:count], *bound, *task.call_kwargs, *mapped])


def _bind(state: Rewrite, name: str, entity: Whole | Runtime | Unsupported | AssetArgument) -> None:
    if name in state.tree.bindings and rebinds(state, name):
        state.block(CONTEXT_ESCAPES, f"{name} is assigned to in {state.function.name}")
    state.resolver.names[name] = entity


def rebinds(state: Rewrite, name: str) -> bool:
    """Whether the function itself (no nested one) binds the name again."""
    return any(
        name in syntax.bound_names(node) and not isinstance(node, cst.Param)
        for node in state.tree.walk()
        if node is not state.tree.function
    )


def _run_value(state: Rewrite, name: str, entity: RunValue) -> None:
    state.context_feeds[name] = run_feed(entity.name)
    if name not in state.tree.bindings:
        state.held[("run", entity.name)] = name


def _own_value(state: Rewrite, name: str, entity: OwnValue) -> None:
    what = entity.what
    feed = Feed(lambda sharer, _: own_code(what, sharer.task, sharer.dag))
    state.context_feeds[name] = feed
    if name not in state.tree.bindings:
        state.held[("own", what)] = name


def _only_user_keys(state: Rewrite, name: str) -> bool:
    """Whether `**name` is read for what op_kwargs brings, and for nothing else."""
    read = [n for n in state.tree.walk() if isinstance(n, cst.Name) and n.value == name]
    keys = [
        _key_read(state, node)
        for node in read
        if not isinstance(state.tree.parent(node), cst.Param)
    ]
    known = KEYS.keys() | UNSUPPORTED_KEYS
    return bool(keys) and all(k and (k in state.resolver.user_keys or k not in known) for k in keys)


def _key_read(state: Rewrite, node: cst.Name) -> str | None:
    """`k` where the node stands in `node["k"]` or `node.get("k")`."""
    parent = state.tree.parent(node)
    match parent:
        case cst.Subscript() if parent.value is node:
            position = syntax.index(parent)
            return syntax.string(position) if position else None
        case cst.Attribute(attr=cst.Name(value="get")):
            call = state.tree.parent(parent)
            if isinstance(call, cst.Call) and call.args:
                return syntax.string(call.args[0].value)
    return None


# Other names for the same -------------------------------------------------------------------------


def drop_local_imports(state: Rewrite) -> None:
    """Airflow's imports inside the function go; what they bind is known from then on."""
    for node in state.tree.walk():
        match node:
            case cst.ImportFrom(module=cst.CSTNode() as module, names=[*names], relative=[]):
                origin = syntax.dotted(module) or ""
                bound = {_local(alias): f"{origin}.{syntax.dotted(alias.name)}" for alias in names}
            case cst.Import(names=names):
                origin = syntax.dotted(names[0].name) or ""
                bound = {_local(alias): _imported(alias) for alias in names}
            case _:
                continue
        line = state.tree.line(node)
        if is_airflow(origin) and line is not None:
            state.resolver.imports |= {name: canonical(full) for name, full in bound.items()}
            state.tree.remove(line)


def _local(alias: cst.ImportAlias) -> str:
    if alias.asname is not None:
        return syntax.target_names(alias.asname.name)[0]
    return syntax.bound_names(alias)[0]


def _imported(alias: cst.ImportAlias) -> str:
    full = syntax.dotted(alias.name) or ""
    return full if alias.asname else full.split(".")[0]


def drop_aliases(state: Rewrite) -> None:
    """`ti = context["ti"]` goes; `ti` means the same from then on."""
    own = {parameter.name for parameter in state.function.parameters}
    for node in state.tree.walk():
        match node:
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=value):
                pass
            case cst.AnnAssign(target=cst.Name(value=name), value=cst.BaseExpression() as value):
                pass
            case _:
                continue
        entity = state.resolver.entity(value)
        line = state.tree.line(node)
        if not isinstance(entity, Whole) or line is None or len(line.body) != 1:
            continue
        if state.tree.bindings[name] == 1 and name not in own:
            state.resolver.names[name] = entity
            state.tree.remove(line)


def drop_annotations(state: Rewrite) -> None:
    """Type hints that name Airflow's classes go."""
    for node in state.tree.walk():
        if isinstance(node, cst.Annotation) and names_airflow(state, node):
            owner = state.tree.parent(node)
            if isinstance(owner, cst.Param):
                state.tree.edit(owner, lambda new: new.with_changes(annotation=None))
            elif isinstance(owner, cst.FunctionDef) and owner is not state.tree.function:
                state.tree.edit(owner, lambda new: new.with_changes(returns=None))
            elif isinstance(owner, cst.AnnAssign) and owner.value is not None:
                state.tree.edit(owner, _plain_assign)


def names_airflow(state: Rewrite, node: cst.CSTNode) -> bool:
    """Whether a type hint mentions Airflow."""
    if state.resolver.airflow_name(node) is not None:
        return True
    return any(names_airflow(state, child) for child in syntax.children(node))


def _plain_assign(node: cst.CSTNode) -> cst.CSTNode:
    assert isinstance(node, cst.AnnAssign)
    assert node.value is not None
    return cst.Assign([cst.AssignTarget(node.target)], node.value)
