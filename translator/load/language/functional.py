"""functools, itertools, operator, collections, contextlib, dataclasses, enum, copy."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from translator.load.language import containers, contexts, copying, environment, exit_stack, records
from translator.load.language.convert import why
from translator.load.language.items import get_item, set_item
from translator.load.language.operations import compare
from translator.load.language.values import (
    Arguments,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    NativeFunction,
    PartialValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

Native = Callable[["Evaluator", Arguments], Value]


def partial(ev: Evaluator, args: Arguments) -> Value:
    """`functools.partial(f, ...)`."""
    if not args.positional:
        return UnknownValue("a partial")
    return PartialValue(args.positional[0], args, args.origin and ev.origin(args.node))


def reduce(ev: Evaluator, args: Arguments) -> Value:
    """`functools.reduce(f, x, initial)`."""
    function, source = args.positional[0], args.positional[1]
    found = ev.iterate(source)
    if found is None:
        return UnknownValue(why(source))
    rest = iter(found)
    total = args.get("initial", 2)
    if total is None:
        total = next(rest, None)
    if total is None:
        return containers.next_of(ev, IteratorValue(iter(())), None)
    for item in rest:
        total = ev.call_values(function, total, item)
    return total


def wraps(ev: Evaluator, args: Arguments) -> Value:
    """`functools.wraps(f)`: the wrapper takes over the name."""
    wrapped = args.positional[0]

    def decorate(ev: Evaluator, inner: Arguments) -> Value:
        wrapper = inner.positional[0]
        if isinstance(wrapper, FunctionValue):
            wrapper.attributes["__wrapped__"] = wrapped
            wrapper.attributes["__name__"] = ev.attribute(wrapped, "__name__")
            wrapper.attributes["__doc__"] = ev.attribute(wrapped, "__doc__")
        return wrapper

    return NativeFunction("wraps", decorate)


def identity(ev: Evaluator, args: Arguments) -> Value:
    """A decorator that changes nothing for the graph: `@cache`, `@lru_cache`, `@total_ordering`."""
    return args.positional[0] if args.positional else UnknownValue("nothing")


def maybe_factory(ev: Evaluator, args: Arguments) -> Value:
    """`@lru_cache` and `@lru_cache(maxsize=...)`."""
    if args.positional and not isinstance(args.positional[0], Known):
        return args.positional[0]
    return NativeFunction("decorator", identity)


# operator --------------------------------------------------------------------------------------


def _binary(op: str) -> Native:
    return lambda ev, args: ev.binary(op, args.positional[0], args.positional[1])


def _comparison(op: type[ast.cmpop]) -> Native:
    return lambda ev, args: compare(ev, op, args.positional[0], args.positional[1])


def itemgetter(ev: Evaluator, args: Arguments) -> Value:
    """`operator.itemgetter(a, b)`."""
    keys = args.positional

    def get(ev: Evaluator, inner: Arguments) -> Value:
        found = [get_item(ev, inner.positional[0], key) for key in keys]
        return found[0] if len(found) == 1 else TupleValue(found)

    return NativeFunction("itemgetter", get)


def attrgetter(ev: Evaluator, args: Arguments) -> Value:
    """`operator.attrgetter(name)`."""
    name = args.plain("", 0)

    def get(ev: Evaluator, inner: Arguments) -> Value:
        value = inner.positional[0]
        for part in str(name).split("."):
            value = ev.attribute(value, part)
        return value

    return NativeFunction("attrgetter", get)


def methodcaller(ev: Evaluator, args: Arguments) -> Value:
    """`operator.methodcaller(name, ...)`."""
    name = args.plain("", 0)
    rest = ev.arguments(args.positional[1:], args.keywords)
    return NativeFunction(
        "methodcaller",
        lambda ev, inner: ev.call(ev.attribute(inner.positional[0], str(name)), rest),
    )


def _set_item(ev: Evaluator, args: Arguments) -> Value:
    set_item(ev, args.positional[0], args.positional[1], args.positional[2])
    return Known(None)


# collections, copy -----------------------------------------------------------------------------


def defaultdict(ev: Evaluator, args: Arguments) -> Value:
    """`collections.defaultdict(factory, ...)`."""
    result = DictValue()
    if len(args.positional) > 1 or args.keywords:
        rest = ev.arguments(args.positional[1:], args.keywords)
        containers.DICT["update"](ev, result, rest)
        result.changed_in = None
    factory = args.positional[0] if args.positional else None
    if not isinstance(factory, Known):
        result.default_factory = factory
    return result


def counter(ev: Evaluator, args: Arguments) -> Value:
    """`collections.Counter(x)`: counts what it iterates over, takes the counts of a dict."""
    result = DictValue()
    result.default_factory = Known(0)
    given = args.positional[0] if args.positional else DictValue()
    if isinstance(given, DictValue):
        containers.DICT["update"](ev, result, args)
        result.changed_in = None
        return result
    found = ev.iterate(given)
    if found is None:
        return UnknownValue(why(given))
    for item in found:
        before = result.lookup(key_of(item))
        result.store(item, Known(before.value + 1 if isinstance(before, Known) else 1))
    return result


def deque(ev: Evaluator, args: Arguments) -> Value:
    """`collections.deque(x)`: a list here."""
    found = ev.iterate(args.positional[0]) if args.positional else []
    return UnknownValue(why(args.positional[0])) if found is None else ListValue(found)


def chain_map(ev: Evaluator, args: Arguments) -> Value:
    """`collections.ChainMap(a, b)`: the first one wins."""
    result = DictValue()
    rest = ev.arguments(list(reversed(args.positional)))
    containers.DICT["update"](ev, result, rest)
    result.changed_in = None
    return result


def cast(ev: Evaluator, args: Arguments) -> Value:
    """`typing.cast(type, x)`."""
    return args.positional[1]


def enum_call(ev: Evaluator, args: Arguments) -> Value:
    """`Enum("Color", "RED GREEN")`."""
    name = args.plain("value", 0)
    members = args.get("names", 1)
    if members is None or not isinstance(name, str):
        return UnknownValue("an enum")
    cls = ClassValue(name, None, ev.scope)
    cls.mro = [cls, ExternalValue("enum.Enum")]
    if isinstance(members, Known) and isinstance(members.value, str):
        names = members.value.replace(",", " ").split()
        cls.namespace = {one: Known(index) for index, one in enumerate(names, 1)}
    else:
        cls.namespace = _members(ev, members)
    records.settle(ev, cls)
    return cls


def _members(ev: Evaluator, value: Value) -> dict[str, Value]:
    if isinstance(value, DictValue):
        return {str(k.value): v for k, v in value.pairs() if isinstance(k, Known)}
    found: dict[str, Value] = {}
    for index, item in enumerate(ev.iterate(value) or (), 1):
        pair = ev.iterate(item) if isinstance(item, TupleValue | ListValue) else None
        name, member = pair if pair else (item, Known(index))
        if isinstance(name, Known):
            found[str(name.value)] = member
    return found


def nothing(ev: Evaluator, args: Arguments) -> Value:
    """A call that does not matter for the graph."""
    return Known(None)


CALLS: dict[str, Native] = {
    "functools.partial": partial,
    "functools.reduce": reduce,
    "functools.wraps": wraps,
    "functools.cache": maybe_factory,
    "functools.lru_cache": maybe_factory,
    "functools.total_ordering": identity,
    "operator.rshift": _binary(">>"),
    "operator.lshift": _binary("<<"),
    "operator.add": _binary("+"),
    "operator.concat": _binary("+"),
    "operator.sub": _binary("-"),
    "operator.mul": _binary("*"),
    "operator.or_": _binary("|"),
    "operator.and_": _binary("&"),
    "operator.eq": _comparison(ast.Eq),
    "operator.lt": _comparison(ast.Lt),
    "operator.gt": _comparison(ast.Gt),
    "operator.itemgetter": itemgetter,
    "operator.attrgetter": attrgetter,
    "operator.methodcaller": methodcaller,
    "operator.getitem": lambda ev, args: get_item(ev, args.positional[0], args.positional[1]),
    "operator.setitem": _set_item,
    "collections.defaultdict": defaultdict,
    "collections.OrderedDict": lambda ev, args: defaultdict(
        ev, ev.arguments([Known(None), *args.positional], args.keywords)
    ),
    "collections.Counter": counter,
    "collections.deque": deque,
    "collections.ChainMap": chain_map,
    "types.SimpleNamespace": lambda ev, args: simple_namespace(ev, args),
    "types.MappingProxyType": identity,
    "collections.namedtuple": records.namedtuple,
    "typing.NamedTuple": records.typing_namedtuple,
    "typing.cast": cast,
    "enum.Enum": enum_call,
    "enum.IntEnum": enum_call,
    "enum.unique": identity,
    "contextlib.contextmanager": contexts.contextmanager,
    "contextlib.ExitStack": exit_stack.exit_stack,
    "dataclasses.dataclass": records.dataclass,
    "dataclasses.replace": records.replace,
    "dataclasses.asdict": lambda ev, args: records.as_dict(ev, args.positional[0]),
    "attr.s": records.dataclass,
    "attr.define": records.dataclass,
    "attrs.define": records.dataclass,
    "attrs.frozen": records.dataclass,
    "pydantic.dataclasses.dataclass": records.dataclass,
    "copy.copy": copying.copy,
    "copy.deepcopy": copying.deepcopy,
    "os.getenv": environment.getenv,
    "os.environ.get": environment.getenv,
    "os.environ.setdefault": environment.setdefault,
    "os.environ.update": nothing,
    "airflow.sdk.Variable.get": environment.variable_get,
    "airflow.sdk.Variable.set": nothing,
    "airflow.sdk.configuration.conf.get": environment.conf_get,
    "airflow.configuration.conf.get": environment.conf_get,
    "airflow.configuration.get": environment.conf_get,
    "sys.path.append": nothing,
    "sys.path.insert": nothing,
    "warnings.warn": nothing,
    "warnings.filterwarnings": nothing,
    "logging.basicConfig": nothing,
    "dotenv.load_dotenv": nothing,
    "random.seed": nothing,
    "gc.collect": nothing,
    "functools.singledispatch": identity,
    "airflow.providers.openlineage.api.emission_policy.extend_global_openlineage_emission_policy": (
        identity
    ),
    "airflow.providers.openlineage.utils.selective_enable.enable_lineage": identity,
    "airflow.providers.openlineage.utils.selective_enable.disable_lineage": identity,
}


def simple_namespace(ev: Evaluator, args: Arguments) -> Value:
    """`types.SimpleNamespace(a=1)`."""
    cls = ClassValue("SimpleNamespace", None, ev.scope)
    cls.mro = [cls]
    instance = InstanceValue(cls, ev.origin(args.node))
    instance.attributes = dict(args.keywords)
    return instance
