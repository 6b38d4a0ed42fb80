"""Reading and writing attributes of every kind of value."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.language import classes, dates, external, methods, modules
from translator.load.language.choices import distribute
from translator.load.language.convert import from_python, why
from translator.load.language.items import changed
from translator.load.language.limits import Raised
from translator.load.language.values import (
    AirflowObject,
    BoundExternal,
    BoundMethod,
    ChoiceValue,
    ClassValue,
    DescriptorValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InheritedMember,
    InstanceValue,
    IteratorValue,
    Known,
    ListValue,
    ModuleValue,
    NativeFunction,
    ObjectValue,
    OpaqueValue,
    PartialValue,
    SetValue,
    SuperValue,
    TupleValue,
    UnknownMember,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


STRICT = (str, int, float, bytes, type(None))
"""Plain types that have no attributes beyond those that are modelled."""
KINDS: dict[type, type] = {ListValue: list, TupleValue: tuple, DictValue: dict, SetValue: set}
_OTHERS = """
    appendleft popleft extendleft rotate _asdict _replace _fields iteritems itervalues iterkeys
    has_key most_common move_to_end
"""
OTHER_METHODS = frozenset(_OTHERS.split())
"""Of a deque, a namedtuple, a Counter, an OrderedDict, and of Python 2."""


def get_attribute(ev: Evaluator, value: Value, name: str) -> Value:
    """`value.name`."""
    handler = READERS.get(type(value))
    if handler is not None:
        return handler(ev, value, name)
    if isinstance(value, ObjectValue):
        return value.get(ev, name) or _of_object(value, name)
    return UnknownValue(f"{why(value)}.{name}")


def _of_object(value: ObjectValue, name: str) -> Value:
    """What an object of ours does not say itself."""
    match name:
        case "__enter__":
            return NativeFunction(name, lambda ev, args: value.enter(ev))
        case "__exit__":
            return NativeFunction(name, lambda ev, args: _leave(ev, value))
    kind = UnknownMember if isinstance(value, AirflowObject) else UnknownValue
    return kind(f"{why(value)}.{name}")


def _leave(ev: Evaluator, value: ObjectValue) -> Value:
    value.exit(ev)
    return Known(None)


def _known(ev: Evaluator, value: Known, name: str) -> Value:
    if methods.is_method(value.value, name):
        return BoundMethod(value, name)
    if name.startswith("__") or not methods.is_data(value.value, name):
        special = dates.attribute(value.value, name)
        if special is not None:
            return special
        if name == "__class__" or not isinstance(value.value, STRICT):
            return UnknownValue(f"{type(value.value).__name__}.{name}")
        if isinstance(value.value, str) and name == "value":
            return value  # a member of an enumeration of Airflow's: `TriggerRule.ALL_DONE.value`
        raise Raised(AttributeError(f"{type(value.value).__name__!r} object has no {name!r}"))
    return from_python(getattr(value.value, name))


def _container(ev: Evaluator, value: Value, name: str) -> Value:
    if isinstance(value, TupleValue) and name in value.fields:
        return value.items[value.fields.index(name)]
    if isinstance(value, TupleValue) and value.cls is not None:
        found = classes.bound_attribute(ev, value.cls, name, value)
        if found is not None:
            return found
    if not hasattr(KINDS[type(value)], name) and name not in OTHER_METHODS:
        kind = KINDS[type(value)].__name__
        raise Raised(AttributeError(f"{kind!r} object has no attribute {name!r}"))
    return BoundMethod(value, name)


def _instance(ev: Evaluator, value: InstanceValue, name: str) -> Value:
    found = value.cls.lookup(name)
    if isinstance(found, DescriptorValue) and found.kind == "property":
        return ev.call_values(found.function, value)
    if name in value.attributes:
        return value.attributes[name]
    bound = classes.bound_attribute(ev, value.cls, name, value)
    if bound is not None:
        return bound
    if name == "__class__":
        return value.cls
    if name == "__dict__":
        return DictValue((Known(k), v) for k, v in value.attributes.items())
    dynamic = classes.bound_attribute(ev, value.cls, "__getattr__", value)
    if dynamic is not None:
        return ev.call_values(dynamic, Known(name))
    if value.key is not None and value.cls.facts.get("plain"):
        return get_attribute(ev, value.attributes["value"], name)
    bases = value.cls.external_bases
    if bases and not name.startswith("__"):
        return InheritedMember(f"{value.cls.name}.{name}", bases[0])
    if value.opaque is not None or bases or _is_open(value.cls):
        return UnknownValue(f"{value.cls.name}.{name}")
    raise Raised(AttributeError(f"{value.cls.name!r} object has no attribute {name!r}"))


def _is_open(cls: ClassValue) -> bool:
    """Whether an unknown decorator or a metaclass may have given the class more attributes."""
    return any(isinstance(base, ClassValue) and base.facts.get("open") for base in cls.mro)


def _class(ev: Evaluator, value: ClassValue, name: str) -> Value:
    if value.facts.get("enum") and name == "__members__":
        return DictValue((Known(k), v) for k, v in value.facts["members"].items())
    found = classes.bound_attribute(ev, value, name, None)
    if found is not None:
        return found
    if name in ("__name__", "__qualname__"):
        return Known(value.name)
    mine = ev.hooks.class_attribute(ev, value, name) if value.external_bases else None
    if mine is not None:
        return mine
    if value.external_bases or _is_open(value) or name.startswith("__"):
        return UnknownValue(f"{value.name}.{name}")
    raise Raised(AttributeError(f"type object {value.name!r} has no attribute {name!r}"))


def _function(ev: Evaluator, value: FunctionValue, name: str) -> Value:
    if name in value.attributes:
        return value.attributes[name]
    if name in ("__name__", "__qualname__"):
        return Known(value.name)
    if name == "__doc__":
        node = value.node
        return Known(None if isinstance(node, ast.Lambda) else ast.get_docstring(node))
    if name == "__module__":
        return Known(value.scope.module.name or "__main__")
    return UnknownValue(f"{value.name}.{name}")


def _module(ev: Evaluator, value: ModuleValue, name: str) -> Value:
    found = modules.attribute(ev, value, name)
    if found is not None:
        return found
    if value.source is None:
        return external.named(ev, f"{value.name}.{name}")
    if name == "__file__":
        return Known(ev.tree.pretended(value.source.path))
    if name == "__name__":
        return Known(value.name)
    raise Raised(AttributeError(f"module {value.name!r} has no attribute {name!r}"))


def _super(ev: Evaluator, value: SuperValue, name: str) -> Value:
    return classes.super_attribute(ev, value, name)


def _opaque(ev: Evaluator, value: OpaqueValue, name: str) -> Value:
    if name in value.arguments.keywords and value.name.startswith("dateutil."):
        return value.arguments.keywords[name]
    return UnknownValue(f"{value.name}().{name}")


def _choice(ev: Evaluator, value: ChoiceValue, name: str) -> Value:
    return distribute(ev, value, lambda one: get_attribute(ev, one, name))


def _partial(ev: Evaluator, value: PartialValue, name: str) -> Value:
    if name == "func":
        return value.function
    return UnknownValue(f"a partial's {name}")


def _native(ev: Evaluator, value: NativeFunction, name: str) -> Value:
    return Known(value.name) if name == "__name__" else UnknownValue(f"{value.name}.{name}")


def _bound(ev: Evaluator, value: BoundMethod, name: str) -> Value:
    if value.function is not None:
        return get_attribute(ev, value.function, name)
    return Known(value.name) if name == "__name__" else UnknownValue(f"{value.name}.{name}")


def _iterator(ev: Evaluator, value: Value, name: str) -> Value:
    return BoundMethod(value, name)


def _base(ev: Evaluator, value: BoundExternal, name: str) -> Value:
    return UnknownValue(f"{value.base.name}.{value.name}.{name}")


def _descriptor(ev: Evaluator, value: DescriptorValue, name: str) -> Value:
    """`@name.setter` in a class body."""
    if name not in ("setter", "getter", "deleter"):
        return UnknownValue(f"a property's {name}")

    def replace(ev: Evaluator, args: Any) -> Value:
        if name == "setter":
            value.setter = args.positional[0]
        return value

    return NativeFunction(name, replace)


READERS: dict[type, Callable[[Evaluator, Any, str], Value]] = {
    Known: _known,
    ListValue: _container,
    TupleValue: _container,
    DictValue: _container,
    SetValue: _container,
    InstanceValue: _instance,
    ClassValue: _class,
    FunctionValue: _function,
    ModuleValue: _module,
    ExternalValue: external.attribute,
    SuperValue: _super,
    OpaqueValue: _opaque,
    ChoiceValue: _choice,
    PartialValue: _partial,
    NativeFunction: _native,
    BoundMethod: _bound,
    BoundExternal: _base,
    DescriptorValue: _descriptor,
    IteratorValue: _iterator,
    GeneratorValue: _iterator,
}


def set_attribute(ev: Evaluator, value: Value, name: str, new: Value) -> None:
    """`value.name = new`."""
    if isinstance(value, InstanceValue):
        found = value.cls.lookup(name)
        if isinstance(found, DescriptorValue) and found.setter is not None:
            ev.call_values(found.setter, value, new)
            return
        value.attributes[name] = new
        changed(ev, value)
    elif isinstance(value, ObjectValue):
        value.set(ev, name, new)
    elif isinstance(value, ClassValue):
        value.namespace[name] = new
        _keep_apart(ev, value)
    elif isinstance(value, FunctionValue):
        value.attributes[name] = new
        _keep_apart(ev, value)
    elif isinstance(value, ModuleValue) and value.source is not None:
        scope = modules.load(ev, value.source)
        ev.bind(name, new, None, scope)
        ev.tree.keep_apart(scope)
    elif isinstance(value, ChoiceValue):
        for guards, one in value.options:
            with ev.framed(*guards):
                set_attribute(ev, one, name, new)
    elif isinstance(value, UnknownValue | ExternalValue | OpaqueValue):
        ev.hooks.kept_elsewhere(ev, value, new)


def _keep_apart(ev: Evaluator, value: ClassValue | FunctionValue) -> None:
    module = value.scope.module
    if module is not ev.main and module.done:
        ev.tree.keep_apart(module)
