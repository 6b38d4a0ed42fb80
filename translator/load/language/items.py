"""Reading and writing items, and keeping track of what changed where."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

from translator.load.language import environment, namespaces
from translator.load.language.choices import distribute
from translator.load.language.convert import safely, why
from translator.load.language.limits import Raised
from translator.load.language.values import (
    ChoiceValue,
    ClassValue,
    Container,
    DictValue,
    ExternalValue,
    InstanceValue,
    Known,
    ListValue,
    ObjectValue,
    OpaqueValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def changed(ev: Evaluator, value: Container | InstanceValue) -> None:
    """Remember that a value differs from what its expression says."""
    ev.changes += 1
    if value.changed_in is None:
        value.changed_in = set()
    value.changed_in.add(ev.top)
    if isinstance(value, Container):
        value.changed_at = ev.clock
        ev.clock += 1
    if value.origin is not None:
        module = value.origin.scope.module
        if module is not ev.main and module.done and value.origin.stamp <= module.finished_at:
            ev.tree.keep_apart(module)


def get_item(ev: Evaluator, value: Value, key: Value) -> Value:
    """`value[key]`."""
    if isinstance(value, ListValue | TupleValue):
        return sequence_item(ev, value, key)
    if isinstance(value, DictValue):
        return dict_item(ev, value, key)
    if isinstance(value, ObjectValue):
        return value.item(ev, key)
    if isinstance(value, ChoiceValue):
        return distribute(ev, value, lambda one: get_item(ev, one, key))
    if isinstance(value, Known):
        if isinstance(key, Known):
            return safely(ev, operator.getitem, value.value, key.value)
        return UnknownValue(why(key))
    return _object_item(ev, value, key)


def _object_item(ev: Evaluator, value: Value, key: Value) -> Value:
    if isinstance(value, InstanceValue):
        method = ev.class_attribute(value.cls, "__getitem__", value)
        if method is not None:
            return ev.call_values(method, key)
    if isinstance(value, ClassValue):
        if value.facts.get("enum") and isinstance(key, Known):
            member: Value | None = value.facts["members"].get(key.value)
            return member or _missing(key.value)
        return value
    if isinstance(value, ExternalValue) and value.name == environment.ENVIRON:
        return environment.item(ev, key)
    if isinstance(value, ExternalValue) and value.name == namespaces.MODULES:
        return namespaces.module_item(ev, key)
    if isinstance(key, Known) and isinstance(key.value, str | int):
        return UnknownValue(f"{why(value)}[{key.value!r}]")
    return UnknownValue(why(value))


def sequence_item(ev: Evaluator, value: ListValue | TupleValue, key: Value) -> Value:
    """An element or a slice."""
    if not isinstance(key, Known):
        return UnknownValue(why(key))
    if isinstance(key.value, slice):
        try:
            items = value.items[key.value]
        except (TypeError, ValueError) as error:
            raise Raised(error) from None
        ev.charge(len(items) // 8)
        return ListValue(items) if isinstance(value, ListValue) else TupleValue(items)
    try:
        item: Value = value.items[key.value]
    except IndexError as error:
        if isinstance(value, ListValue) and value.open:
            return UnknownValue("an element of a list of unknown length")
        raise Raised(error) from None
    except TypeError as error:
        raise Raised(error) from None
    return item


def dict_item(ev: Evaluator, value: DictValue, key: Value) -> Value:
    """The value of a key; a defaultdict makes it."""
    found = value.lookup(key_of(key))
    if found is not None:
        return found
    if isinstance(key, UnknownValue | ChoiceValue):
        return UnknownValue(why(key))
    if value.open is not None:
        return UnknownValue(value.open)
    if isinstance(value.default_factory, Known):
        return value.default_factory
    if value.default_factory is not None:
        made = ev.call_values(value.default_factory)
        value.store(key, made)
        changed(ev, value)
        return made
    return _missing(key.value if isinstance(key, Known) else why(key))


def _missing(key: Any) -> Value:
    raise Raised(KeyError(key))


def set_item(ev: Evaluator, value: Value, key: Value, new: Value) -> None:
    """`value[key] = new`."""
    if isinstance(value, DictValue):
        if isinstance(key, UnknownValue):
            value.open = value.open or key.reason
        value.store(key, new)
        changed(ev, value)
    elif isinstance(value, ListValue):
        _set_list_item(ev, value, key, new)
    elif isinstance(value, ObjectValue):
        value.set_item(ev, key, new)
    elif isinstance(value, ChoiceValue):
        for guards, option in value.options:
            with ev.framed(*guards):
                set_item(ev, option, key, new)
    elif isinstance(value, InstanceValue):
        method = ev.class_attribute(value.cls, "__setitem__", value)
        if method is not None:
            ev.call_values(method, key, new)
    elif isinstance(value, ExternalValue) and value.name == environment.ENVIRON:
        environment.set_item(ev, key, new)
    elif isinstance(value, UnknownValue | ExternalValue | OpaqueValue):
        ev.hooks.kept_elsewhere(ev, value, new)


def _set_list_item(ev: Evaluator, value: ListValue, key: Value, new: Value) -> None:
    changed(ev, value)
    if not isinstance(key, Known):
        return
    try:
        if isinstance(key.value, slice):
            value.items[key.value] = ev.iterate(new) or []
        else:
            value.items[key.value] = new
    except (IndexError, TypeError, ValueError) as error:
        raise Raised(error) from None


def del_item(ev: Evaluator, value: Value, key: Value) -> None:
    """`del value[key]`."""
    if isinstance(value, DictValue):
        changed(ev, value)
        if value.entries.pop(key_of(key), None) is None and value.open is None:
            _missing(key.value if isinstance(key, Known) else why(key))
    elif isinstance(value, ListValue) and isinstance(key, Known):
        changed(ev, value)
        try:
            del value.items[key.value]
        except (IndexError, TypeError) as error:
            raise Raised(error) from None


def update_dict(ev: Evaluator, target: DictValue, source: Value) -> None:
    """`target.update(source)`, also `{**source}`; the target is not marked as changed."""
    if isinstance(source, DictValue):
        ev.charge(len(source.entries) // 4)
        target.entries.update(source.entries)
        target.open = target.open or source.open
        return
    if isinstance(source, Known) and source.value is None:
        raise Raised(TypeError("'NoneType' object is not a mapping"))
    if isinstance(source, ChoiceValue):
        for _, option in source.options:
            update_dict(ev, target, option)
        target.open = "a choice between several dicts"
        return
    pairs = None if isinstance(source, Known | UnknownValue) else ev.iterate(source)
    if pairs is None:
        target.open = target.open or why(source)
        return
    for pair in pairs:
        both = ev.iterate(pair)
        if both is not None and len(both) == 2:
            target.store(both[0], both[1])
