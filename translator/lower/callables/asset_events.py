"""What a callable says about the assets that it updates, and reads about those that it uses.

Airflow: `outlet_events[asset].extra = {...}`, `outlet_events[alias].add(asset, extra)` and
`yield Metadata(asset, extra)` go into the event that a task's success makes of each outlet;
`inlet_events[asset]` are all events of an inlet so far.
Prefect: the emitted `outlet_event(key)` keeps it until the hook `updates` (see `outlets`) sends the
event; `past_events(key)` asks the server. They differ in: how long events are kept (AP316), and
what of an event can be read: its asset, time and extra.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.context import AssetArgument, Whole
from translator.lower.callables.rewrite import Rest, Rewrite, Sharer
from translator.lower.callables.static import evaluate
from translator.lower.deployment.asset_keys import (
    ALIAS,
    ASSET_CLASSES,
    REFERENCE,
    asset_key,
    declared_assets,
    event_key,
    means,
    resolved,
)
from translator.rules.data import ASSET_HISTORY, CONTEXT_KEY
from translator.rules.operators import AIRFLOW_IN_CODE

OUTLETS, HISTORY = "asset_events", "asset_history"
OUTLET, INLET = "outlet_event", "past_events"
EVENTS = (Whole.OUTLET_EVENTS, Whole.INLET_EVENTS)
METADATA = frozenset({"airflow.sdk.Metadata", "airflow.sdk.definitions.asset.metadata.Metadata"})
Meant = cst.BaseExpression | ir.AssetRef
"""What stands between the brackets, or what `for_asset(...)` says."""
WRITABLE = frozenset({"extra", "add"})


def is_metadata(state: Rewrite, node: cst.CSTNode | None) -> bool:
    """Whether `node` makes a Metadata, which a generator may yield."""
    return isinstance(node, cst.Call) and state.resolver.airflow_name(node.func) in METADATA


def rewrite_asset_event(state: Rewrite, node: cst.BaseExpression) -> Rest:
    """Rewrite `node` where it reads or writes events of assets."""
    if isinstance(node, cst.Call) and is_metadata(state, node):
        return _metadata(state, node)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        found = _events(state, node.func.value)
        if found is not None and found[0] is Whole.OUTLET_EVENTS and node.func.attr.value == "add":
            return _add(state, node, node.func.value, found[1])
    if isinstance(node, cst.Attribute) and (found := _events(state, node.value)) is not None:
        return _attribute(state, node, *found)
    if (found := _events(state, node)) is not None:
        _accessor(state, node, *found)
        return ()
    return None


def _attribute(state: Rewrite, node: cst.Attribute, whole: Whole, of: Meant) -> Rest:
    if whole is Whole.INLET_EVENTS or node.attr.value not in WRITABLE:
        state.stop(node, CONTEXT_KEY, f"{whole.value}[...].{node.attr.value}")
    else:
        _accessor(state, node.value, whole, of)
    return ()


def _events(state: Rewrite, node: cst.BaseExpression) -> tuple[Whole, Meant] | None:
    """Which events, of what: `outlet_events[x]`, `inlet_events.for_asset(uri=...)`."""
    match node:
        case cst.Subscript(value=owner) if (whole := state.resolver.entity(owner)) in EVENTS:
            key = syntax.index(node)
            return (whole, key) if key is not None else None
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value=method))):
            whole = state.resolver.entity(owner)
            if whole in EVENTS and method in {"for_asset", "for_asset_alias"}:
                args = syntax.arguments(node, ()) or {}
                texts = {name: syntax.string(value) for name, value in args.items()}
                name, uri = texts.get("name"), texts.get("uri")
                alias = method == "for_asset_alias"
                return whole, ir.AssetRef("alias" if alias else "asset", name, uri)
    return None


def _accessor(state: Rewrite, node: cst.BaseExpression, whole: Whole, of: Meant) -> None:
    refs = {_declared(state, sharer, whole, of) for sharer in state.sharers}
    ref = refs.pop() if len(refs) == 1 else None
    key = event_key(ref) if ref is not None else None
    if ref is None or key is None:
        state.stop(node, CONTEXT_KEY, syntax.one_line(node))
        return
    text = f'"{key}"'
    if whole is Whole.OUTLET_EVENTS:
        state.support.add(OUTLETS)
        state.tree.replace_text(node, f"{state.need(OUTLETS, OUTLET)}({text})")
        return
    alias = ", alias=True" if ref.kind == "alias" else ""
    state.support.add(HISTORY)
    state.find(ASSET_HISTORY, key)
    state.tree.replace_text(node, f"{state.need(HISTORY, INLET)}({text}{alias})")


# Which asset is meant ----------------------------------------------------------------------------


def _declared(state: Rewrite, sharer: Sharer, whole: Whole, of: Meant) -> ir.AssetRef | None:
    """The outlet, or inlet, of the task that is meant.

    Airflow forgets what is written to an asset that is no outlet, and fails a task that reads one
    that is no inlet: neither is translated.
    """
    argument = "outlets" if whole is Whole.OUTLET_EVENTS else "inlets"
    declared = list(declared_assets(sharer.task.argument(argument), state.file))
    if not isinstance(of, ir.AssetRef):
        position = evaluate(of, lambda _: ir.UNKNOWN)
        if isinstance(position, int) and whole is Whole.INLET_EVENTS:
            return declared[position] if -len(declared) <= position < len(declared) else None
        found = asset_of(state, sharer, of)
        if found is None:
            return None
        of = resolved(found, state.file)
    return next((one for one in declared if means(of, one)), None)


def asset_of(state: Rewrite, sharer: Sharer, node: cst.BaseExpression) -> ir.AssetRef | None:
    """The asset that an expression of a callable stands for, where that is known."""
    entity = state.resolver.entity(node)
    if isinstance(entity, AssetArgument):
        return entity.ref
    if isinstance(node, cst.Name):
        own = state.tree.bindings[node.value] or any(
            one.name == node.value for one in state.function.parameters
        )
        return None if own else state.file.assets.get(node.value)
    if not isinstance(node, cst.Call):
        return None
    return _made(state, sharer, node)


def _made(state: Rewrite, sharer: Sharer, node: cst.Call) -> ir.AssetRef | None:
    """`Asset(...)`, `AssetAlias(...)`, `Asset.ref(...)` with texts that are known."""
    name = state.resolver.airflow_name(node.func)
    args = syntax.arguments(node, ("name", "uri") if name in ASSET_CLASSES else ("name",)) or {}
    texts = {
        key: evaluate(args[key], state.lookup(sharer)) for key in ("name", "uri") if key in args
    }
    if not texts or not all(isinstance(text, str) for text in texts.values()):
        return None
    given, uri = texts.get("name"), texts.get("uri")
    if name in ASSET_CLASSES:
        return ir.AssetRef("asset", given or uri, uri or given)
    if name == ALIAS:
        return ir.AssetRef("alias", given)
    return ir.AssetRef("asset", given, uri) if name == REFERENCE else None


# Events under an alias, and metadata --------------------------------------------------------------


def _add(state: Rewrite, node: cst.Call, owner: cst.BaseExpression, of: Meant) -> Rest:
    """`outlet_events[alias].add(asset, extra)`: the asset by its URI."""
    args = syntax.arguments(node, ("asset", "extra"))
    uri = None if args is None else _uri(state, args.get("asset", args.get("dataset")))
    if args is None or uri is None:
        state.stop(node, CONTEXT_KEY, syntax.one_line(node))
        return ()
    _accessor(state, owner, Whole.OUTLET_EVENTS, of)
    extra = args.get("extra")
    state.tree.edit(node, lambda new: _called(new, new.func, [uri], _position(node, extra)))  # type: ignore[attr-defined]
    return () if extra is None else (extra,)


def _position(node: cst.Call, value: cst.BaseExpression | None) -> int | None:
    """Which argument of a call the value is."""
    return next((i for i, arg in enumerate(node.args) if arg.value is value), None)


def _called(
    node: cst.CSTNode, function: cst.BaseExpression, first: Sequence[str], kept: int | None
) -> cst.CSTNode:
    """A call of `function` with the arguments `first` and one of those of `node`."""
    assert isinstance(node, cst.Call)
    args = [cst.Arg(syntax.expression(text)) for text in first]
    if kept is not None:
        args.append(cst.Arg(node.args[kept].value))
    return cst.Call(function, args)


def _uri(state: Rewrite, node: cst.BaseExpression | None) -> str | None:
    """The URI of an asset as an expression: `Asset(f"s3://{bucket}/x")` may be made at run time."""
    if isinstance(node, cst.Call) and state.resolver.airflow_name(node.func) in ASSET_CLASSES:
        args = syntax.arguments(node, ("name", "uri")) or {}
        uri = args.get("uri", args.get("name"))
        plain = args.keys() <= {"name", "uri"} and uri is not None
        return syntax.code(uri) if plain and uri and not _airflow_inside(state, uri) else None
    refs = {asset_of(state, one, node) for one in state.sharers} if node is not None else set()
    ref = refs.pop() if len(refs) == 1 else None
    key = asset_key(resolved(ref, state.file)) if ref is not None else None
    return None if key is None else f'"{key}"'


def _airflow_inside(state: Rewrite, node: cst.CSTNode) -> bool:
    return any(
        state.resolver.entity(one) is not None or state.resolver.airflow_name(one) is not None
        for one in syntax.walk(node)
    )


def _metadata(state: Rewrite, node: cst.Call) -> Rest:
    """`yield Metadata(asset, extra)`: what is yielded is said; with an alias, under that."""
    args = syntax.arguments(node, ("asset", "extra", "alias")) or {}
    extra = args.get("extra")
    said = _said(state, args) if isinstance(state.tree.parent(node), cst.Yield) else None
    if said is None or extra is None:
        state.stop(node, AIRFLOW_IN_CODE, syntax.one_line(node))
        return ()
    state.support.add(OUTLETS)
    state.need(OUTLETS, OUTLET)
    function, first = syntax.expression(said[0]), said[1]
    state.tree.edit(node, lambda new: _called(new, function, first, _position(node, extra)))
    return (extra,)


def _said(state: Rewrite, args: Mapping[str, cst.BaseExpression]) -> tuple[str, list[str]] | None:
    """What takes the metadata, and its first arguments."""
    asset, alias = args.get("asset"), args.get("alias")
    if asset is None:
        return None
    own = _outlet_key(state, asset)
    if alias is None:
        return None if own is None else (f'{OUTLET}("{own}").extra.update', [])
    # An outlet that is updated under an alias as well would get the metadata twice.
    uri, key = _uri(state, asset), _outlet_key(state, alias)
    if uri is None or key is None or own is not None:
        return None
    return f'{OUTLET}("{key}").add', [uri]


def _outlet_key(state: Rewrite, node: cst.BaseExpression) -> str | None:
    """What the outlet that is meant is called in events."""
    refs = {_declared(state, one, Whole.OUTLET_EVENTS, node) for one in state.sharers}
    ref = refs.pop() if len(refs) == 1 else None
    return event_key(ref) if ref is not None else None
