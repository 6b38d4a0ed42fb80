"""Models of itertools."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from translator.load.language import iteration
from translator.load.language.convert import why
from translator.load.language.operations import equal
from translator.load.language.values import (
    Arguments,
    IteratorValue,
    Known,
    ListValue,
    TupleValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

Native = Callable[["Evaluator", Arguments], Value]


def _sources(ev: Evaluator, values: list[Value]) -> list[list[Value]] | Value:
    """The elements of all, or what one of them is unknown for."""
    found: list[list[Value]] = []
    for value in values:
        items = ev.iterate(value)
        if items is None:
            return UnknownValue(why(value))
        found.append(items)
    return found


def _iterators(ev: Evaluator, values: list[Value]) -> list[Iterator[Value]] | Value:
    """What gives the elements of all one by one, or what one of them is unknown for."""
    found: list[Iterator[Value]] = []
    for value in values:
        items = iteration.iterator(ev, value)
        if items is None:
            return UnknownValue(why(value))
        found.append(items)
    return found


def chain(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.chain(a, b)`."""
    found = _iterators(ev, args.positional)
    return found if isinstance(found, Value) else IteratorValue(itertools.chain(*found))


def chain_from(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.chain.from_iterable(x)`."""
    outer = ev.iterate(args.positional[0])
    if outer is None:
        return UnknownValue(why(args.positional[0]))
    return chain(ev, ev.arguments(outer))


def _while(ev: Evaluator, function: Value, item: Value) -> bool:
    """The answer of a predicate; one that is not known is told, and taken for yes."""
    answer = ev.truth(ev.call_values(function, item))
    if answer is None:
        ev.report(rules.UNSUPPORTED_STATEMENT, "a predicate that is only known at run time")
    return answer is not False


def _selecting(function: Callable[..., Iterator[Value]]) -> Native:
    """takewhile, dropwhile, filterfalse: a predicate and an iterable."""

    def call(ev: Evaluator, args: Arguments) -> Value:
        test, given = args.positional[0], args.positional[1]
        source = iteration.iterator(ev, given)
        if source is None:
            return UnknownValue(why(given))
        return IteratorValue(function(lambda item: _while(ev, test, item), source))

    return call


def starmap(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.starmap(f, rows)`."""
    function, given = args.positional[0], args.positional[1]
    rows = iteration.iterator(ev, given)
    if rows is None:
        return UnknownValue(why(given))
    return IteratorValue(ev.call_values(function, *(ev.iterate(row) or [])) for row in rows)


def _combining(function: Callable[..., Iterator[tuple[Value, ...]]], name: str) -> Native:
    """product, permutations, combinations: tuples of the elements."""

    def call(ev: Evaluator, args: Arguments) -> Value:
        count = 1 if name != "product" else len(args.positional)
        found = _sources(ev, args.positional[:count])
        extra = [args.plain("r", index) for index in range(count, len(args.positional))]
        options = {key: args.plain(key) for key in args.keywords}
        numbers = [*extra, *options.values()]
        if isinstance(found, Value):
            return found
        if any(not isinstance(number, int) for number in numbers):
            return UnknownValue(f"itertools.{name}()")
        made = function(*found, *extra, **options)
        return IteratorValue(TupleValue(list(row)) for row in made)

    return call


def repeat(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.repeat(x, times)`."""
    times = args.plain("times", 1)
    item = args.positional[0]
    if times is None:
        return IteratorValue(itertools.repeat(item))
    return IteratorValue(itertools.repeat(item, times)) if isinstance(times, int) else item


def count(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.count(start, step)`."""
    start, step = args.plain("start", 0, 0), args.plain("step", 1, 1)
    if not isinstance(start, int | float) or not isinstance(step, int | float):
        return UnknownValue("itertools.count()")
    return IteratorValue(Known(number) for number in itertools.count(start, step))


def cycle(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.cycle(x)`."""
    found = ev.iterate(args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return IteratorValue(itertools.cycle(found))


def islice(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.islice(x, ...)`."""
    source = iteration.iterator(ev, args.positional[0])
    bounds = [args.plain("", index) for index in range(1, len(args.positional))]
    if source is None or any(not isinstance(b, int | None) for b in bounds):
        return UnknownValue(why(args.positional[0]))
    return IteratorValue(itertools.islice(source, *bounds))


def pairwise(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.pairwise(x)`."""
    found = iteration.iterator(ev, args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return IteratorValue(TupleValue([a, b]) for a, b in itertools.pairwise(found))


def zip_longest(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.zip_longest(a, b, fillvalue=)`."""
    found = _iterators(ev, args.positional)
    if isinstance(found, Value):
        return found
    fill = args.keywords.get("fillvalue") or Known(None)
    rows = itertools.zip_longest(*found, fillvalue=fill)
    return IteratorValue(TupleValue(list(row)) for row in rows)


def groupby(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.groupby(x, key)`."""
    found = ev.iterate(args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    key = args.get("key", 1)
    groups: list[tuple[Value, list[Value]]] = []
    for item in found:
        label = item if key is None else ev.call_values(key, item)
        if groups and equal(ev, groups[-1][0], label):
            groups[-1][1].append(item)
        else:
            groups.append((label, [item]))
    return IteratorValue(TupleValue([label, ListValue(items)]) for label, items in groups)


def accumulate(ev: Evaluator, args: Arguments) -> Value:
    """`itertools.accumulate(x, f)`."""
    found = iteration.iterator(ev, args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    function = args.get("func", 1)

    def step(before: Value, item: Value) -> Value:
        if function is None:
            return ev.binary("+", before, item)
        return ev.call_values(function, before, item)

    return IteratorValue(itertools.accumulate(found, step, initial=args.get("initial")))


CALLS: dict[str, Native] = {
    "itertools.chain": chain,
    "itertools.chain.from_iterable": chain_from,
    "itertools.product": _combining(itertools.product, "product"),
    "itertools.permutations": _combining(itertools.permutations, "permutations"),
    "itertools.combinations": _combining(itertools.combinations, "combinations"),
    "itertools.repeat": repeat,
    "itertools.count": count,
    "itertools.cycle": cycle,
    "itertools.islice": islice,
    "itertools.pairwise": pairwise,
    "more_itertools.pairwise": pairwise,
    "itertools.zip_longest": zip_longest,
    "itertools.groupby": groupby,
    "itertools.accumulate": accumulate,
    "itertools.takewhile": _selecting(itertools.takewhile),
    "itertools.dropwhile": _selecting(itertools.dropwhile),
    "itertools.filterfalse": _selecting(itertools.filterfalse),
    "itertools.starmap": starmap,
}
