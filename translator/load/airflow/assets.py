"""Assets (2.x: datasets): `Asset`, `AssetAlias`, `&` and `|`, `@asset`, `@asset.multi`.

Airflow: `airflow.sdk.definitions.asset`. `@asset` makes a DAG with one task that updates it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from translator import ir
from translator.load.airflow.dags import make_dag
from translator.load.airflow.nodes import refuse
from translator.load.airflow.operators import new_task, settle
from translator.load.airflow.taskflow import TaskDecorator
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    DictValue,
    FunctionValue,
    Known,
    ListValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MAIN_OPERATOR = "airflow.sdk.definitions.asset.decorators._AssetMainOperator"
DAG_ARGUMENTS = frozenset(
    [
        "schedule",
        "is_paused_upon_creation",
        "dag_id",
        "dag_display_name",
        "description",
        "params",
        "on_success_callback",
        "on_failure_callback",
        "access_control",
        "owner_links",
        "tags",
    ]
)
NO_INLETS = ("self", "context", "outlet_events")


class AssetObject(AirflowObject):
    """An asset, an alias, a reference to one by name, or a condition over several."""

    __slots__ = ("extra", "function", "kind", "members", "name", "uri", "watchers")

    def __init__(
        self,
        kind: Literal["asset", "alias", "all", "any"],
        name: str | None = None,
        uri: str | None = None,
        members: tuple[AssetObject, ...] = (),
    ) -> None:
        super().__init__()
        self.kind = kind
        self.name, self.uri = name, uri
        self.members = members
        self.watchers = 0
        self.extra: Value | None = None
        self.function: Value | None = None
        """The function under `@asset`."""

    def asset_ref(self) -> ir.AssetRef:
        """For the intermediate representation."""
        members = tuple(member.asset_ref() for member in self.members)
        return ir.AssetRef(self.kind, self.name, self.uri, members, self.watchers)

    def equals(self, other: Value) -> bool:
        """The same asset."""
        return isinstance(other, AssetObject) and self.asset_ref() == other.asset_ref()

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The asset."""
        return self.asset_ref()

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`name`, `uri`, `extra`."""
        match name:
            case "name" | "uri":
                return Known(getattr(self, name))
            case "extra":
                return self.extra or DictValue()
        return None

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        """`a & b`: both; `a | b`: either."""
        if op not in ("&", "|") or not isinstance(other, AssetObject):
            return None
        kind: Literal["all", "any"] = "all" if op == "&" else "any"
        pair = (other, self) if reflected else (self, other)
        return combine(kind, pair)

    def is_instance(self, name: str) -> bool | None:
        """Its class."""
        return name.rpartition(".")[2] in ("Asset", "Dataset", "BaseAsset")


def combine(kind: Literal["all", "any"], members: tuple[AssetObject, ...]) -> AssetObject:
    """A condition; a condition of the same kind inside is flattened."""
    flat = [m for one in members for m in (one.members if one.kind == kind else (one,))]
    return AssetObject(kind, members=tuple(flat))


def call_asset(ev: Evaluator, args: Arguments) -> Value:
    """`Asset(name, uri)`; `Dataset(uri)`: the only positional one is name and uri."""
    name, uri = args.plain("name", 0), args.plain("uri", 1)
    found = AssetObject("asset", _text(name or uri), _text(uri or name))
    found.extra = args.get("extra")
    watchers = args.get("watchers")
    if isinstance(watchers, ListValue | TupleValue):
        found.watchers = len(watchers.items)
    return found


def call_alias(ev: Evaluator, args: Arguments) -> Value:
    """`AssetAlias(name)`."""
    return AssetObject("alias", _text(args.plain("name", 0)))


def call_reference(ev: Evaluator, args: Arguments) -> Value:
    """`Asset.ref(name=...)`, `Asset.ref(uri=...)`."""
    return AssetObject("asset", _text(args.plain("name")), _text(args.plain("uri")))


def call_condition(ev: Evaluator, args: Arguments, kind: Literal["all", "any"]) -> Value:
    """`AssetAll(...)`, `AssetAny(...)`."""
    members = tuple(value for value in args.positional if isinstance(value, AssetObject))
    if len(members) != len(args.positional) or not args.complete:
        return UnknownValue("a condition over assets")
    return AssetObject(kind, members=members)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def schedule_of(value: Value | None) -> ir.AssetRef | None:
    """Assets given as a schedule; several in a list mean all of them."""
    if isinstance(value, AssetObject):
        return value.asset_ref()
    if isinstance(value, ListValue | TupleValue | SetValue):
        items = value.items
        if items and all(isinstance(item, AssetObject) for item in items):
            refs = tuple(item.asset_ref() for item in items if isinstance(item, AssetObject))
            return refs[0] if len(refs) == 1 else ir.AssetRef("all", members=refs)
    return None


# @asset ----------------------------------------------------------------------------------------


class AssetDecorator(AirflowObject):
    """`asset(...)`, `asset.multi(...)`, waiting for its function."""

    __slots__ = ("args", "multi")

    def __init__(self, args: Arguments, multi: bool) -> None:
        super().__init__()
        self.args, self.multi = args, multi

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Make the asset and the DAG that updates it."""
        function = args.positional[0] if args.positional else None
        plain = function.function if isinstance(function, TaskDecorator) else function
        if not isinstance(plain, FunctionValue):
            return UnknownValue("@asset on something that is no function")
        asset, outlets = self._asset(ev, plain.name)
        asset.function = plain
        values = {n: v for n, v in self.args.keywords.items() if n in DAG_ARGUMENTS}
        exprs = {n: self.args.expr(ev, n) for n in values}
        given = values.get("dag_id")
        default = plain.name if self.multi else asset.name
        dag = make_dag(ev, self.args, values, exprs, None if given is not None else default)
        dag.function = plain.name
        if (made := ev.function(plain)) is not None:
            dag.span, dag.comments, dag.doc = made.span, made.comments, made.docstring
        dag.enter(ev)
        try:
            if isinstance(function, TaskDecorator):
                _decorated_task(ev, function, outlets, args)
            else:
                _main_task(ev, plain, outlets, args)
        finally:
            dag.exit(ev)
        return asset

    def _asset(self, ev: Evaluator, name: str) -> tuple[AssetObject, list[Value]]:
        if self.multi:
            outlets = self.args.get("outlets")
            items = ev.iterate(outlets) if outlets is not None else []
            members = tuple(item for item in items or [] if isinstance(item, AssetObject))
            if not members:
                refuse(ev, "@asset.multi has no outlets")
            return AssetObject("all", name, members=members), list(members)
        own = self.args.plain("name")
        name = own if isinstance(own, str) else name
        uri = self.args.plain("uri")
        asset = AssetObject("asset", name, uri if isinstance(uri, str) else name)
        asset.extra = self.args.get("extra")
        watchers = self.args.get("watchers")
        if isinstance(watchers, ListValue | TupleValue):
            asset.watchers = len(watchers.items)
        return asset, [asset]


def _decorated_task(
    ev: Evaluator, decorator: TaskDecorator, outlets: list[Value], args: Arguments
) -> None:
    """`@asset` on a `@task`: the task with the asset as its outlet."""
    copy = decorator.copy()
    copy.values["outlets"] = ListValue(outlets)
    copy.exprs["outlets"] = ev.expr(copy.values["outlets"])
    copy.call(ev, Arguments(args.node, [], {}, origin=args.origin))


def _main_task(
    ev: Evaluator, function: FunctionValue, outlets: list[Value], args: Arguments
) -> None:
    """The task that runs the function; its parameters without default are other assets."""
    task = new_task(ev, MAIN_OPERATOR, args)
    task.function = function
    task.fields = ("op_args", "op_kwargs", "templates_dict")
    made = ev.function(function)
    parameters = made.parameters if made is not None else ()
    inlets: list[Value] = [
        AssetObject("asset", p.name)
        for p in parameters
        if p.default is None and p.name not in NO_INLETS
    ]
    lists: dict[str, Value] = {"outlets": ListValue(outlets)}
    if inlets:
        lists["inlets"] = ListValue(inlets)
    exprs = {name: ev.expr(value) for name, value in lists.items()}
    settle(ev, task, {"task_id": Known(function.name), **lists}, exprs)
    if made is not None:
        task.span, task.comments = made.span, made.comments
    task.ready = True


def call_asset_decorator(ev: Evaluator, args: Arguments, multi: bool) -> Value:
    """`@asset(...)`, `@asset.multi(...)`."""
    return AssetDecorator(args, multi)
