"""The built-in functions that matter when a DAG file is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from translator.load.language import iteration, types_, unset
from translator.load.language.builtin_sequences import first
from translator.load.language.convert import NotKnown, lift, to_python, why
from translator.load.language.limits import Raised
from translator.load.language.namespaces import GlobalsValue
from translator.load.language.values import (
    Arguments,
    BoundMethod,
    ClassValue,
    DescriptorValue,
    DictValue,
    ExternalValue,
    FunctionValue,
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
    from translator.load.language.evaluator import Evaluator


def str_(ev: Evaluator, args: Arguments) -> Value:
    """`str(x)`."""
    return unset.through(ev.text, args.positional[0]) if args.positional else Known("")


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
    value = first(args)
    kinds = FunctionValue | BoundMethod | PartialValue | ClassValue | NativeFunction | ExternalValue
    if isinstance(value, kinds):
        return Known(True)
    plain = Known | ListValue | DictValue | TupleValue | SetValue
    return Known(False) if isinstance(value, plain) else UnknownValue(why(value))


def type_(ev: Evaluator, args: Arguments) -> Value:
    """`type(x)`; `type(name, bases, dict)` is not known."""
    return types_.type_of(first(args)) if len(args.positional) == 1 else UnknownValue("type()")


def super_(ev: Evaluator, args: Arguments) -> Value:
    """`super(cls, self)`."""
    cls = first(args)
    if isinstance(cls, ClassValue) and len(args.positional) > 1:
        return SuperValue(cls, args.positional[1])
    return UnknownValue("super()")


def _descriptor(kind: str) -> Callable[[Evaluator, Arguments], Value]:
    return lambda ev, args: DescriptorValue(kind, first(args))


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
    return iteration.length(ev, first(args))


def bool_(ev: Evaluator, args: Arguments) -> Value:
    """`bool(x)`."""
    answer = ev.truth(args.positional[0]) if args.positional else False
    return UnknownValue(why(args.positional[0])) if answer is None else Known(answer)


def repr_(ev: Evaluator, args: Arguments) -> Value:
    """`repr(x)`."""
    try:
        return Known(repr(to_python(ev, first(args))))
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
    "abc.abstractmethod": lambda ev, args: first(args),
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
