"""Methods of lists, tuples, dicts, sets and iterators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.language.convert import NotKnown, to_python, why
from translator.load.language.items import changed, dict_item, update_dict
from translator.load.language.iteration import close_generator, elements_of, next_of_generator
from translator.load.language.limits import Raised
from translator.load.language.operations import equal, set_operation
from translator.load.language.values import (
    Arguments,
    ChoiceValue,
    DictValue,
    GeneratorValue,
    IteratorValue,
    Known,
    ListValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def _append(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    target.items.append(args.positional[0])
    changed(ev, target)
    return Known(None)


def _append_left(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    target.items.insert(0, args.positional[0])
    changed(ev, target)
    return Known(None)


def _extend(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    found = ev.iterate(args.positional[0])
    if found is None:
        target.open = True
        found = [UnknownValue(f"an element of {why(args.positional[0])}")]
    ev.charge(len(found) // 4)
    target.items.extend(found)
    changed(ev, target)
    return Known(None)


def _insert(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    at = args.plain("index", 0)
    target.items.insert(at if isinstance(at, int) else len(target.items), args.positional[1])
    changed(ev, target)
    return Known(None)


def _pop(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    at = args.plain("index", 0, -1)
    changed(ev, target)
    if not isinstance(at, int):
        return UnknownValue("an element at an unknown index")
    try:
        return target.items.pop(at)
    except IndexError as error:
        raise Raised(error) from None


def _pop_left(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    return _pop(ev, target, ev.arguments([Known(0)]))


def _find(ev: Evaluator, target: ListValue | TupleValue, wanted: Value) -> int | None:
    for index, item in enumerate(target.items):
        if item is wanted or equal(ev, item, wanted):
            return index
    return None


def _remove(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    at = _find(ev, target, args.positional[0])
    if at is None:
        raise Raised(ValueError("list.remove(x): x not in list"))
    del target.items[at]
    changed(ev, target)
    return Known(None)


def _index(ev: Evaluator, target: ListValue | TupleValue, args: Arguments) -> Value:
    at = _find(ev, target, args.positional[0])
    if at is None:
        raise Raised(ValueError("the value is not in the list"))
    return Known(at)


def _count(ev: Evaluator, target: ListValue | TupleValue, args: Arguments) -> Value:
    return Known(sum(1 for item in target.items if equal(ev, item, args.positional[0])))


def _clear(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    target.items.clear()
    changed(ev, target)
    return Known(None)


def _reverse(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    target.items.reverse()
    changed(ev, target)
    return Known(None)


def _sort(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    ordered = sort_values(ev, target.items, args)
    if ordered is not None:
        target.items[:] = ordered
    changed(ev, target)
    return Known(None)


def sort_values(ev: Evaluator, items: list[Value], args: Arguments) -> list[Value] | None:
    """Sorted by `key=` and `reverse=`; None: the order is not known."""
    key = args.keywords.get("key")
    if isinstance(key, Known):
        key = None
    reverse = args.plain("reverse", None, False) is True
    ev.charge(len(items))
    try:
        keys = [to_python(ev, item if key is None else ev.call_values(key, item)) for item in items]
    except NotKnown:
        return None
    try:
        order = sorted(range(len(items)), key=keys.__getitem__, reverse=reverse)
    except TypeError as error:
        raise Raised(error) from None
    return [items[i] for i in order]


def _copy_list(ev: Evaluator, target: ListValue, args: Arguments) -> Value:
    result = ListValue(list(target.items))
    result.open = target.open
    return result


LIST: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "append": _append,
    "appendleft": _append_left,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "popleft": _pop_left,
    "remove": _remove,
    "index": _index,
    "count": _count,
    "clear": _clear,
    "reverse": _reverse,
    "sort": _sort,
    "copy": _copy_list,
}


def _as_dict(ev: Evaluator, target: TupleValue, args: Arguments) -> Value:
    return DictValue((Known(n), v) for n, v in zip(target.fields, target.items, strict=False))


def _replace(ev: Evaluator, target: TupleValue, args: Arguments) -> Value:
    items = [args.keywords.get(n, v) for n, v in zip(target.fields, target.items, strict=False)]
    result = TupleValue(items)
    result.fields, result.cls = target.fields, target.cls
    return result


TUPLE: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "index": _index,
    "count": _count,
    "_asdict": _as_dict,
    "_replace": _replace,
}


def _get(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    key = args.positional[0]
    found = target.lookup(key_of(key))
    if found is not None:
        return found
    if isinstance(key, UnknownValue | ChoiceValue):
        return UnknownValue(why(key))
    if target.open is not None:
        return UnknownValue(target.open)
    return args.get("default", 1) or Known(None)


def _view(values: list[Value], target: DictValue) -> Value:
    return UnknownValue(target.open) if target.open is not None else ListValue(values)


def _dict_items(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    return _view([TupleValue([key, value]) for key, value in target.pairs()], target)


def _keys(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    return _view([key for key, _ in target.pairs()], target)


def _values(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    return _view([value for _, value in target.pairs()], target)


def _update(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    for source in args.positional:
        update_dict(ev, target, source)
    for name, value in args.keywords.items():
        target.store(Known(name), value)
    changed(ev, target)
    return Known(None)


def _dict_pop(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    key = args.positional[0]
    changed(ev, target)
    found = target.entries.pop(key_of(key), None)
    if found is not None:
        return found[1]
    if len(args.positional) > 1:
        return args.positional[1] if target.open is None else UnknownValue(target.open)
    return dict_item(ev, target, key)


def _popitem(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    if not target.entries:
        raise Raised(KeyError("popitem(): dictionary is empty"))
    changed(ev, target)
    key, value = target.entries.pop(next(reversed(target.entries)))
    return TupleValue([key, value])


def _setdefault(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    key = args.positional[0]
    found = target.lookup(key_of(key))
    if found is not None:
        return found
    value = args.get("default", 1) or Known(None)
    target.store(key, value)
    changed(ev, target)
    return value


def _copy_dict(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    result = DictValue(target.pairs())
    result.open, result.default_factory = target.open, target.default_factory
    return result


def _clear_dict(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    target.entries.clear()
    changed(ev, target)
    return Known(None)


def _most_common(ev: Evaluator, target: DictValue, args: Arguments) -> Value:
    """Of a Counter: `[(key, count), ...]`, the highest counts first."""
    pairs = target.pairs()
    counts = [value.value for _, value in pairs if isinstance(value, Known)]
    limit = args.plain("n", 0)
    if len(counts) < len(pairs) or target.open is not None or limit is ir.UNKNOWN:
        return UnknownValue("most_common()")
    order = sorted(range(len(pairs)), key=lambda index: counts[index], reverse=True)
    return ListValue([TupleValue(list(pairs[index])) for index in order[:limit]])


DICT: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "get": _get,
    "items": _dict_items,
    "keys": _keys,
    "values": _values,
    "update": _update,
    "pop": _dict_pop,
    "popitem": _popitem,
    "setdefault": _setdefault,
    "copy": _copy_dict,
    "clear": _clear_dict,
    "most_common": _most_common,
    "iteritems": _dict_items,
    "iterkeys": _keys,
    "itervalues": _values,
    "has_key": lambda ev, target, args: Known(key_of(args.positional[0]) in target.entries),
}


def _add(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    target.entries.setdefault(key_of(args.positional[0]), args.positional[0])
    changed(ev, target)
    return Known(None)


def _discard(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    target.entries.pop(key_of(args.positional[0]), None)
    changed(ev, target)
    return Known(None)


def _set_update(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    for source in args.positional:
        for item in ev.iterate(source) or ():
            target.entries.setdefault(key_of(item), item)
    changed(ev, target)
    return Known(None)


def _set_operator(op: str) -> Callable[[Evaluator, Any, Arguments], Value]:
    def call(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
        result: Value = SetValue(target.items)
        for source in args.positional:
            found = ev.iterate(source)
            if found is None:
                return UnknownValue(why(source))
            assert isinstance(result, SetValue)
            result = set_operation(op, result, SetValue(found)) or result
        return result

    return call


def _subset(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    found = ev.iterate(args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return Known(target.entries.keys() <= SetValue(found).entries.keys())


def _superset(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    found = ev.iterate(args.positional[0])
    if found is None:
        return UnknownValue(why(args.positional[0]))
    return Known(target.entries.keys() >= SetValue(found).entries.keys())


def _set_pop(ev: Evaluator, target: SetValue, args: Arguments) -> Value:
    return UnknownValue("some element of a set")


SET: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "add": _add,
    "discard": _discard,
    "remove": _discard,
    "update": _set_update,
    "union": _set_operator("|"),
    "intersection": _set_operator("&"),
    "difference": _set_operator("-"),
    "symmetric_difference": _set_operator("^"),
    "issubset": _subset,
    "issuperset": _superset,
    "copy": lambda ev, target, args: SetValue(target.items),
    "pop": _set_pop,
}


def next_of(ev: Evaluator, value: IteratorValue | GeneratorValue, default: Value | None) -> Value:
    """`next(value, default)`."""
    for item in elements_of(ev, value):
        return item
    if default is None:
        raise Raised(StopIteration())
    return default


def _send(ev: Evaluator, target: IteratorValue | GeneratorValue, args: Arguments) -> Value:
    """`generator.send(value)`."""
    if isinstance(target, IteratorValue):
        raise Raised(AttributeError("an iterator has no attribute 'send'"))
    item = next_of_generator(ev, target, args.positional[0])
    if item is None:
        raise Raised(StopIteration())
    return item


def _close(ev: Evaluator, target: IteratorValue | GeneratorValue, args: Arguments) -> Value:
    """`generator.close()`."""
    if isinstance(target, GeneratorValue):
        close_generator(target)
    return Known(None)


ITERATOR: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "__next__": lambda ev, target, args: next_of(ev, target, None),
    "send": _send,
    "close": _close,
}
