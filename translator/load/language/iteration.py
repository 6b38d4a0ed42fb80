"""Elements, truth, text, membership and length of values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from translator.load.language import environment
from translator.load.language.convert import NotKnown, safely, to_python, why
from translator.load.language.coroutines import Coroutine
from translator.load.language.limits import OverBudget, Raised
from translator.load.language.values import (
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    ModuleValue,
    ObjectValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
    key_of,
)
from translator.load.options import MAX_ITEMS

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def reason(value: Value) -> str:
    """Why a value is not known, as a phrase."""
    return why(value)


def iterate(ev: Evaluator, value: Value) -> list[Value] | None:
    """All elements; None: they are not known."""
    if isinstance(value, ListValue | TupleValue):
        return list(value.items)
    if isinstance(value, DictValue):
        return None if value.open is not None else [key for key, _ in value.pairs()]
    if isinstance(value, SetValue):
        return value.items
    if isinstance(value, Known):
        return _plain_elements(ev, value)
    if isinstance(value, ObjectValue):
        return value.iterate(ev)
    if isinstance(value, IteratorValue | GeneratorValue):
        return take_all(ev, value)
    return _object_elements(ev, value)


def _plain_elements(ev: Evaluator, value: Known) -> list[Value]:
    try:
        length = len(value.value) if hasattr(value.value, "__len__") else 0
        if length > MAX_ITEMS:
            raise OverBudget(f"a loop over {length} elements")
        ev.charge(length // 4)
        return [Known(item) for item in value.value]
    except TypeError as error:
        raise Raised(error) from None


def take_all(ev: Evaluator, value: IteratorValue | GeneratorValue) -> list[Value]:
    """Read an iterator to its end."""
    if isinstance(value, GeneratorValue) and value.coroutine is None:
        return run_generator(ev, value)
    return _at_most(elements_of(ev, value))


def _at_most(items: Iterator[Value]) -> list[Value]:
    found = list(islice(items, MAX_ITEMS + 1))
    if len(found) > MAX_ITEMS:
        raise OverBudget(f"an iterator of more than {MAX_ITEMS} elements")
    return found


def elements_of(ev: Evaluator, value: IteratorValue | GeneratorValue) -> Iterator[Value]:
    """What an iterator still has to give; nothing is made before it is asked for."""
    if isinstance(value, GeneratorValue):
        while (item := next_of_generator(ev, value)) is not None:
            ev.step()
            yield item
        return
    for item in value.iterator:
        ev.step()
        yield item


def next_of_generator(
    ev: Evaluator, value: GeneratorValue, sent: Value | None = None
) -> Value | None:
    """The next value of a generator; None at its end."""
    if value.ended:
        return None
    if value.coroutine is None:
        value.coroutine = Coroutine(ev, value.run)
    item = value.coroutine.resume(sent)
    if item is None:
        value.ended, value.result = True, value.coroutine.result
    return item


def close_generator(value: GeneratorValue) -> None:
    """End a generator where it stands, as Python does when nobody holds it any more."""
    if value.coroutine is not None and not value.ended:
        try:
            value.coroutine.resume(thrown=Raised(GeneratorExit()))
        except Raised as raised:
            if not isinstance(raised.error, GeneratorExit):
                raise
    value.ended = True


def run_generator(ev: Evaluator, value: GeneratorValue) -> list[Value]:
    """Run a generator to its end at once and collect what it yields."""
    found: list[Value] = []
    if value.ended:
        return found

    def receive(item: Value) -> Value:
        found.append(item)
        ev.step()
        if len(found) > MAX_ITEMS:
            raise OverBudget(f"a generator of more than {MAX_ITEMS} elements")
        return Known(None)

    value.ended = True
    value.result = value.run(receive)
    return found


def iterator(ev: Evaluator, value: Value) -> Iterator[Value] | None:
    """`iter(value)`; None: its elements are not known."""
    if isinstance(value, IteratorValue | GeneratorValue):
        return elements_of(ev, value)
    if isinstance(value, Known) and isinstance(value.value, range):
        return _numbers(ev, value.value)
    if isinstance(value, InstanceValue):
        method = ev.class_attribute(value.cls, "__iter__", value)
        made = None if method is None else ev.call_values(method)
        if isinstance(made, InstanceValue):
            return _own_steps(ev, made)
        if made is not None:
            return iterator(ev, made)
    found = iterate(ev, value)
    return None if found is None else iter(found)


def _own_steps(ev: Evaluator, value: InstanceValue) -> Iterator[Value] | None:
    """What the `__next__` of a class of the user's gives, until it raises StopIteration."""
    method = ev.class_attribute(value.cls, "__next__", value)
    return None if method is None else _stepped(ev, method)


def _stepped(ev: Evaluator, method: Value) -> Iterator[Value]:
    while True:
        ev.step()
        try:
            item = ev.call_values(method)
        except Raised as raised:
            if isinstance(raised.error, StopIteration):
                return
            raise
        yield item


def _numbers(ev: Evaluator, numbers: range) -> Iterator[Value]:
    """A range, number by number: it may be huge and left early."""
    for number in numbers:
        ev.step()
        yield Known(number)


def _object_elements(ev: Evaluator, value: Value) -> list[Value] | None:
    if isinstance(value, InstanceValue):
        found = iterator(ev, value) if ev.class_attribute(value.cls, "__iter__", value) else None
        if found is not None:
            return _at_most(found)
        if value.opaque is None and not value.cls.external_bases:
            raise Raised(TypeError(f"{value.cls.name!r} object is not iterable"))
    if isinstance(value, ClassValue) and value.facts.get("enum"):
        return list(value.facts["members"].values())
    if isinstance(value, FunctionValue):
        raise Raised(TypeError("'function' object is not iterable"))
    return None


def truth(ev: Evaluator, value: Value) -> bool | None:
    """`bool(value)`; None: not known."""
    if isinstance(value, Known):
        try:
            return bool(value.value)
        except Exception as error:
            raise Raised(error) from None
    if isinstance(value, ListValue):
        return None if value.open else bool(value.items)
    if isinstance(value, TupleValue | SetValue):
        return bool(value.items)
    if isinstance(value, DictValue):
        return True if value.entries else None if value.open is not None else False
    if isinstance(value, ObjectValue):
        return value.truth()
    if isinstance(value, InstanceValue):
        return _instance_truth(ev, value)
    if isinstance(value, FunctionValue | ClassValue | ModuleValue):
        return True
    return True if isinstance(value, ExternalValue) and value.imported else None


def _instance_truth(ev: Evaluator, value: InstanceValue) -> bool | None:
    for name in ("__bool__", "__len__"):
        method = ev.class_attribute(value.cls, name, value)
        if method is not None:
            return ev.truth(ev.call_values(method))
    if value.key is not None and value.cls.facts.get("plain"):
        return ev.truth(value.attributes["value"])
    return True


def length(ev: Evaluator, value: Value) -> Value:
    """`len(value)`."""
    if isinstance(value, Known):
        return safely(ev, len, value.value)
    if isinstance(value, InstanceValue):
        method = ev.class_attribute(value.cls, "__len__", value)
        if method is not None:
            return ev.call_values(method)
    if isinstance(value, ListValue) and value.open:
        return UnknownValue("the length of a list that is only known at run time")
    items = iterate(ev, value)
    return UnknownValue(f"the length of {why(value)}") if items is None else Known(len(items))


def contains(ev: Evaluator, container: Value, item: Value) -> bool | None:
    """`item in container`; None: not known."""
    if isinstance(container, DictValue | SetValue):
        if key_of(item) in container.entries:
            return True
        open_dict = isinstance(container, DictValue) and container.open is not None
        return None if open_dict or isinstance(item, UnknownValue) else False
    if isinstance(container, Known):
        return _in_plain(ev, container, item)
    if isinstance(container, InstanceValue):
        method = ev.class_attribute(container.cls, "__contains__", container)
        if method is not None:
            return ev.truth(ev.call_values(method, item))
    if isinstance(container, ExternalValue) and container.name == environment.ENVIRON:
        return _in_environment(ev, item)
    return _element_of(ev, container, item)


def _in_plain(ev: Evaluator, container: Known, item: Value) -> bool | None:
    try:
        wanted = to_python(ev, item)
    except NotKnown:
        return None
    try:
        return bool(wanted in container.value)
    except Exception as error:
        raise Raised(error) from None


def _in_environment(ev: Evaluator, item: Value) -> bool | None:
    name = item.value if isinstance(item, Known) else None
    return True if environment.given(ev, name) is not None else None


def _element_of(ev: Evaluator, container: Value, item: Value) -> bool | None:
    from translator.load.language.operations import equal

    items = iterate(ev, container)
    if items is None:
        return None
    ev.charge(len(items) // 4)
    answers = set()
    for one in items:
        answer = one is item or equal(ev, one, item)
        if answer is True:
            return True
        answers.add(answer)
    open_list = isinstance(container, ListValue) and container.open
    return None if None in answers or open_list else False


def text(ev: Evaluator, value: Value) -> Value:
    """`str(value)`."""
    if isinstance(value, Known):
        return value if isinstance(value.value, str) else safely(ev, str, value.value)
    if isinstance(value, ObjectValue):
        return value.text(ev) or UnknownValue(why(value))
    if isinstance(value, InstanceValue):
        return _instance_text(ev, value)
    try:
        return Known(str(to_python(ev, value)))
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)


def _instance_text(ev: Evaluator, value: InstanceValue) -> Value:
    for name in ("__str__", "__repr__"):
        method = ev.class_attribute(value.cls, name, value)
        if method is not None:
            return ev.call_values(method)
    if value.key is not None:
        if value.cls.facts.get("shows_value"):
            return ev.text(value.attributes["value"])
        return Known(f"{value.cls.name}.{value.attributes['name'].value}")  # type: ignore[attr-defined]
    return UnknownValue(why(value))
