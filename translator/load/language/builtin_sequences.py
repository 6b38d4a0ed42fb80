"""Built-in functions that make or read sequences."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from translator.load.language import containers, iteration
from translator.load.language.convert import lift, why
from translator.load.language.limits import Raised
from translator.load.language.operations import compare, equal
from translator.load.language.values import (
    Arguments,
    DictValue,
    GeneratorValue,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def first(args: Arguments) -> Value:
    """The first positional argument."""
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
        source = first(args)
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
    source = first(args)
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
    return IteratorValue(
        ev.call_values(function, *row.items) for row in rows.iterator if isinstance(row, TupleValue)
    )


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
    source = first(args)
    found = ev.iterate(source)
    ordered = None if found is None else containers.sort_values(ev, found, args)
    if ordered is None:
        return UnknownValue(why(source)) if found is None else ListValue(found)
    return ListValue(ordered)


def reversed_(ev: Evaluator, args: Arguments) -> Value:
    """`reversed(x)`: of a sequence, by its length."""
    given = first(args)
    if isinstance(given, InstanceValue) and given.opaque is None:
        method = ev.class_attribute(given.cls, "__reversed__", given)
        if method is not None:
            return ev.call_values(method)
        if not given.cls.external_bases and not ev.class_attribute(given.cls, "__len__", given):
            raise Raised(TypeError(f"{given.cls.name!r} object is not reversible"))
    if isinstance(given, SetValue | IteratorValue | GeneratorValue):
        raise Raised(TypeError("argument to reversed() must be a sequence"))
    found = ev.iterate(given)
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return IteratorValue(iter(found[::-1]))


def iter_(ev: Evaluator, args: Arguments) -> Value:
    """`iter(x)`, `iter(function, last)`."""
    if len(args.positional) == 2:
        return IteratorValue(_until(ev, *args.positional))
    found = iteration.iterator(ev, first(args))
    return UnknownValue(why(args.positional[0])) if found is None else IteratorValue(found)


def _until(ev: Evaluator, function: Value, last: Value) -> Iterator[Value]:
    """What a function returns, until that is `last`."""
    while True:
        ev.step()
        item = ev.call_values(function)
        if item is last or equal(ev, item, last):
            return
        yield item


def next_(ev: Evaluator, args: Arguments) -> Value:
    """`next(x, default)`."""
    source = first(args)
    if isinstance(source, InstanceValue):
        method = ev.class_attribute(source.cls, "__next__", source)
        return UnknownValue(why(source)) if method is None else ev.call_values(method)
    if not isinstance(source, IteratorValue | GeneratorValue):
        return UnknownValue(why(source))
    return containers.next_of(ev, source, args.get("default", 1))


def sum_(ev: Evaluator, args: Arguments) -> Value:
    """`sum(x, start)`, also of lists."""
    found = ev.iterate(first(args))
    if found is None:
        return UnknownValue(why(args.positional[0]))
    total = args.get("start", 1) or Known(0)
    for item in found:
        total = ev.binary("+", total, item)
    return total


def _extreme(op: type[ast.cmpop]) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        items = ev.iterate(first(args)) if len(args.positional) == 1 else args.positional
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
        source = first(args)
        found = iteration.iterator(ev, source)
        if found is None:
            return UnknownValue(why(source))
        answers = set()
        for item in found:
            answers.add(ev.truth(item))
            if stops in answers:
                return Known(stops)
        return UnknownValue(why(source)) if None in answers else Known(not stops)

    return call


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
}
