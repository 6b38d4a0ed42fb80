"""The built-in functions that matter when a DAG file is loaded."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from translator.load import containers, iteration, types_
from translator.load.convert import NotKnown, lift, to_python, why
from translator.load.limits import Raised
from translator.load.namespaces import GlobalsValue
from translator.load.operations import compare
from translator.load.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    DescriptorValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    IteratorValue,
    Known,
    ListValue,
    NativeFunction,
    PartialValue,
    SetValue,
    SuperValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.evaluator import Evaluator


def _first(args: Arguments) -> Value:
    if not args.positional:
        if args.starred:
            return UnknownValue(why(args.starred[0]))
        raise Raised(TypeError("missing an argument"))
    return args.positional[0]


def _collect(make: Callable[[list[Value]], Value]) -> Callable[[Evaluator, Arguments], Value]:
    """`list(x)`, `tuple(x)`, `set(x)`."""

    def call(ev: Evaluator, args: Arguments) -> Value:
        if not args.positional and args.complete:
            return make([])
        source = _first(args)
        found = ev.iterate(source)
        if found is None:
            return UnknownValue(why(source))
        ev.charge(len(found) // 8)
        result = make(found)
        if isinstance(result, ListValue) and isinstance(source, ListValue):
            result.open = source.open
        return result

    return call


def _frozenset(items: list[Value]) -> Value:
    result = SetValue(items)
    result.frozen = True
    return result


def dict_(ev: Evaluator, args: Arguments) -> Value:
    """`dict(x, **y)`."""
    result = DictValue()
    update = containers.DICT["update"]
    update(ev, result, args)
    result.changed_in = None
    if not args.complete:
        result.open = why(args.starred[0]) if args.starred else "unknown arguments"
    return result


def range_(ev: Evaluator, args: Arguments) -> Value:
    """`range(...)`: stays a range."""
    return lift(range)(ev, args)


def enumerate_(ev: Evaluator, args: Arguments) -> Value:
    """`enumerate(x, start)`."""
    source = _first(args)
    start = args.plain("start", 1, 0)
    found = iteration.iterator(ev, source)
    if found is None or not isinstance(start, int):
        return UnknownValue(why(source))
    pairs: Iterator[Value] = (
        TupleValue([Known(index), item]) for index, item in enumerate(found, start)
    )
    return IteratorValue(pairs)


def zip_(ev: Evaluator, args: Arguments) -> Value:
    """`zip(a, b)`."""
    sources = [iteration.iterator(ev, value) for value in args.positional]
    for value, source in zip(args.positional, sources, strict=True):
        if source is None:
            return UnknownValue(why(value))
    if not args.complete:
        return UnknownValue(why(args.starred[0]) if args.starred else "unknown arguments")
    known: list[Iterator[Value]] = [source for source in sources if source is not None]
    return IteratorValue(TupleValue(list(row)) for row in zip(*known, strict=False))


def map_(ev: Evaluator, args: Arguments) -> Value:
    """`map(f, a, b)`."""
    function, sources = args.positional[0], args.positional[1:]
    rows = zip_(ev, Arguments(args.node, sources, {}, origin=args.origin))
    if not isinstance(rows, IteratorValue):
        return rows
    results = [
        ev.call_values(function, *row.items) for row in rows.iterator if isinstance(row, TupleValue)
    ]
    return IteratorValue(iter(results))


def filter_(ev: Evaluator, args: Arguments) -> Value:
    """`filter(f, x)`."""
    function, source = args.positional[0], args.positional[1]
    found = ev.iterate(source)
    if found is None:
        return UnknownValue(why(source))
    kept: list[Value] = []
    for item in found:
        is_none = isinstance(function, Known) and function.value is None
        answer = ev.truth(item if is_none else ev.call_values(function, item))
        if answer is None:
            return UnknownValue("a filter that is only known at run time")
        if answer:
            kept.append(item)
    return IteratorValue(iter(kept))


def sorted_(ev: Evaluator, args: Arguments) -> Value:
    """`sorted(x, key=, reverse=)`."""
    source = _first(args)
    found = ev.iterate(source)
    ordered = None if found is None else containers.sort_values(ev, found, args)
    if ordered is None:
        return UnknownValue(why(source)) if found is None else ListValue(found)
    return ListValue(ordered)


def reversed_(ev: Evaluator, args: Arguments) -> Value:
    """`reversed(x)`."""
    found = ev.iterate(_first(args))
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return IteratorValue(iter(found[::-1]))


def iter_(ev: Evaluator, args: Arguments) -> Value:
    """`iter(x)`."""
    found = iteration.iterator(ev, _first(args))
    return UnknownValue(why(args.positional[0])) if found is None else IteratorValue(found)


def next_(ev: Evaluator, args: Arguments) -> Value:
    """`next(x, default)`."""
    source = _first(args)
    if not isinstance(source, IteratorValue | GeneratorValue):
        return UnknownValue(why(source))
    return containers.next_of(ev, source, args.get("default", 1))


def sum_(ev: Evaluator, args: Arguments) -> Value:
    """`sum(x, start)`, also of lists."""
    found = ev.iterate(_first(args))
    if found is None:
        return UnknownValue(why(args.positional[0]))
    total = args.get("start", 1) or Known(0)
    for item in found:
        total = ev.binary("+", total, item)
    return total


def _extreme(op: type[ast.cmpop]) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        items = ev.iterate(_first(args)) if len(args.positional) == 1 else args.positional
        if items is None or not args.complete:
            return UnknownValue(why(args.positional[0]))
        if not items:
            return args.keywords.get("default") or _empty()
        key = args.keywords.get("key")
        best, best_key = items[0], items[0] if key is None else ev.call_values(key, items[0])
        for item in items[1:]:
            item_key = item if key is None else ev.call_values(key, item)
            answer = ev.truth(compare(ev, op, item_key, best_key))
            if answer is None:
                return UnknownValue("an extreme of values that are only known at run time")
            if answer:
                best, best_key = item, item_key
        return best

    return call


def _empty() -> Value:
    raise Raised(ValueError("the argument is an empty sequence"))


def _quantifier(stops: bool) -> Callable[[Evaluator, Arguments], Value]:
    """`any` (stops at True) and `all` (stops at False)."""

    def call(ev: Evaluator, args: Arguments) -> Value:
        source = _first(args)
        found = ev.iterate(source)
        if found is None:
            return UnknownValue(why(source))
        answers = {ev.truth(item) for item in found}
        if stops in answers:
            return Known(stops)
        return UnknownValue(why(source)) if None in answers else Known(not stops)

    return call


def str_(ev: Evaluator, args: Arguments) -> Value:
    """`str(x)`."""
    return ev.text(args.positional[0]) if args.positional else Known("")


def isinstance_(ev: Evaluator, args: Arguments) -> Value:
    """`isinstance(x, cls)`."""
    answer = types_.is_instance(ev, args.positional[0], args.positional[1])
    return (
        UnknownValue(f"the type of {why(args.positional[0])}") if answer is None else Known(answer)
    )


def issubclass_(ev: Evaluator, args: Arguments) -> Value:
    """`issubclass(a, b)`."""
    one, other = args.positional
    options = other.items if isinstance(other, TupleValue) else [other]
    if isinstance(one, ClassValue):
        keys = {key_of(base) for base in one.mro}
        return Known(any(key_of(option) in keys for option in options))
    return UnknownValue("a subclass")


def getattr_(ev: Evaluator, args: Arguments) -> Value:
    """`getattr(x, name, default)`."""
    name = args.plain("name", 1)
    if not isinstance(name, str):
        return UnknownValue(f"an attribute of {why(args.positional[0])}")
    try:
        found = ev.attribute(args.positional[0], name)
    except Raised as raised:
        if len(args.positional) > 2 and isinstance(raised.error, AttributeError):
            return args.positional[2]
        raise
    return found


def hasattr_(ev: Evaluator, args: Arguments) -> Value:
    """`hasattr(x, name)`."""
    name = args.plain("name", 1)
    if not isinstance(name, str):
        return UnknownValue("hasattr()")
    try:
        found = ev.attribute(args.positional[0], name)
    except Raised:
        return Known(False)
    if isinstance(found, UnknownValue):
        return UnknownValue(found.reason)
    if isinstance(found, BoundMethod) and found.function is None:
        kinds = {ListValue: list, TupleValue: tuple, DictValue: dict, SetValue: set}
        kind = kinds.get(type(found.receiver))
        return Known(kind is None or hasattr(kind, name))
    return Known(True)


def setattr_(ev: Evaluator, args: Arguments) -> Value:
    """`setattr(x, name, value)`."""
    name = args.plain("name", 1)
    if isinstance(name, str):
        ev.set_attribute(args.positional[0], name, args.positional[2])
    return Known(None)


def callable_(ev: Evaluator, args: Arguments) -> Value:
    """`callable(x)`."""
    value = _first(args)
    kinds = FunctionValue | BoundMethod | PartialValue | ClassValue | NativeFunction | ExternalValue
    if isinstance(value, kinds):
        return Known(True)
    plain = Known | ListValue | DictValue | TupleValue | SetValue
    return Known(False) if isinstance(value, plain) else UnknownValue(why(value))


def type_(ev: Evaluator, args: Arguments) -> Value:
    """`type(x)`; `type(name, bases, dict)` is not known."""
    return types_.type_of(_first(args)) if len(args.positional) == 1 else UnknownValue("type()")


def super_(ev: Evaluator, args: Arguments) -> Value:
    """`super(cls, self)`."""
    cls = _first(args)
    if isinstance(cls, ClassValue) and len(args.positional) > 1:
        return SuperValue(cls, args.positional[1])
    return UnknownValue("super()")


def _descriptor(kind: str) -> Callable[[Evaluator, Arguments], Value]:
    return lambda ev, args: DescriptorValue(kind, _first(args))


def globals_(ev: Evaluator, args: Arguments) -> Value:
    """`globals()`."""
    return GlobalsValue(ev.scope.module)


def locals_(ev: Evaluator, args: Arguments) -> Value:
    """`locals()`, `vars()`."""
    if args.positional:
        return ev.attribute(args.positional[0], "__dict__")
    return GlobalsValue(ev.scope)


def print_(ev: Evaluator, args: Arguments) -> Value:
    """`print(...)`."""
    return Known(None)


def len_(ev: Evaluator, args: Arguments) -> Value:
    """`len(x)`."""
    return iteration.length(ev, _first(args))


def bool_(ev: Evaluator, args: Arguments) -> Value:
    """`bool(x)`."""
    answer = ev.truth(args.positional[0]) if args.positional else False
    return UnknownValue(why(args.positional[0])) if answer is None else Known(answer)


def repr_(ev: Evaluator, args: Arguments) -> Value:
    """`repr(x)`."""
    try:
        return Known(repr(to_python(ev, _first(args))))
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)


def pow_(ev: Evaluator, args: Arguments) -> Value:
    """`pow(a, b)`."""
    if len(args.positional) == 2:
        return ev.binary("**", args.positional[0], args.positional[1])
    return lift(pow)(ev, args)


def hash_(ev: Evaluator, args: Arguments) -> Value:
    """`hash(x)`: differs from run to run for text."""
    return UnknownValue("hash()")


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "builtins.list": _collect(ListValue),
    "builtins.tuple": _collect(TupleValue),
    "builtins.set": _collect(SetValue),
    "builtins.frozenset": _collect(_frozenset),
    "builtins.dict": dict_,
    "builtins.range": range_,
    "builtins.enumerate": enumerate_,
    "builtins.zip": zip_,
    "builtins.map": map_,
    "builtins.filter": filter_,
    "builtins.sorted": sorted_,
    "builtins.reversed": reversed_,
    "builtins.iter": iter_,
    "builtins.next": next_,
    "builtins.sum": sum_,
    "builtins.min": _extreme(ast.Lt),
    "builtins.max": _extreme(ast.Gt),
    "builtins.any": _quantifier(True),
    "builtins.all": _quantifier(False),
    "builtins.str": str_,
    "builtins.isinstance": isinstance_,
    "builtins.issubclass": issubclass_,
    "builtins.getattr": getattr_,
    "builtins.hasattr": hasattr_,
    "builtins.setattr": setattr_,
    "builtins.callable": callable_,
    "builtins.type": type_,
    "builtins.super": super_,
    "builtins.property": _descriptor("property"),
    "builtins.staticmethod": _descriptor("staticmethod"),
    "builtins.classmethod": _descriptor("classmethod"),
    "functools.cached_property": _descriptor("cached_property"),
    "abc.abstractmethod": lambda ev, args: _first(args),
    "builtins.globals": globals_,
    "builtins.locals": locals_,
    "builtins.vars": locals_,
    "builtins.print": print_,
    "builtins.len": len_,
    "builtins.bool": bool_,
    "builtins.repr": repr_,
    "builtins.pow": pow_,
    "builtins.hash": hash_,
    "builtins.id": hash_,
    "builtins.int": lift(int),
    "builtins.float": lift(float),
    "builtins.bytes": lift(lambda *a: bytes(*a) if not a or not isinstance(a[0], int) else b""),
    "builtins.abs": lift(abs),
    "builtins.round": lift(round),
    "builtins.divmod": lift(divmod),
    "builtins.chr": lift(chr),
    "builtins.ord": lift(ord),
    "builtins.hex": lift(hex),
    "builtins.bin": lift(bin),
    "builtins.oct": lift(oct),
    "builtins.format": lift(format),
    "builtins.slice": lift(slice),
    "builtins.complex": lift(complex),
}
