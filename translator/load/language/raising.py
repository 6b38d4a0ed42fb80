"""`raise`, and which handler takes an exception."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING

from translator.load.language.convert import NotKnown, to_python
from translator.load.language.limits import Raised, UserError
from translator.load.language.values import (
    ClassValue,
    ExternalValue,
    InstanceValue,
    Known,
    OpaqueValue,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def builtin_exception(name: str) -> type[BaseException] | None:
    """The built-in exception class of a dotted name."""
    found = getattr(builtins, name.removeprefix("builtins."), None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    return None


def raise_(ev: Evaluator, node: ast.Raise) -> None:
    """`raise error`."""
    if node.exc is None:
        raise Raised(UserError("exception", "raised again"))
    raise make(ev, ev.eval(node.exc))


def make(ev: Evaluator, value: Value) -> Raised:
    """The exception that raising `value` gives."""
    if isinstance(value, ClassValue):
        value = ev.call_values(value)
    if isinstance(value, OpaqueValue):
        message = _message(ev, value.arguments.positional)
        cls = builtin_exception(value.name)
        error = UserError(value.name, message) if cls is None else _instance(cls, message)
        return Raised(error, value)
    if isinstance(value, ExternalValue):
        cls = builtin_exception(value.name)
        return Raised(UserError(value.name, "") if cls is None else cls(), value)
    if isinstance(value, InstanceValue):
        return Raised(UserError(value.cls.name, ""), value)
    return Raised(UserError("exception", ""), value)


def _instance(cls: type[BaseException], message: str) -> BaseException:
    try:
        return cls(message)
    except TypeError:
        return UserError(cls.__name__, message)


def _message(ev: Evaluator, values: list[Value]) -> str:
    try:
        return ", ".join(str(to_python(ev, value)) for value in values)
    except NotKnown:
        return "..."


def catches(ev: Evaluator, handler: ast.ExceptHandler, raised: Raised) -> bool:
    """Whether an `except` takes the exception."""
    if handler.type is None:
        return True
    kinds = ev.eval(handler.type)
    options = kinds.items if isinstance(kinds, TupleValue) else [kinds]
    return any(matches(kind, raised) for kind in options)


def handler_of(ev: Evaluator, raised: Raised) -> ast.ExceptHandler | None:
    """The `except` of a `try` around that takes the exception, None where there is none."""
    for node in reversed(ev.handlers):
        for handler in node.handlers:
            if catches(ev, handler, raised):
                return handler
    return None


def matches(kind: Value, raised: Raised) -> bool:
    """Whether an exception is an instance of a class."""
    if isinstance(kind, ExternalValue):
        cls = builtin_exception(kind.name)
        if cls is None:
            return _external_match(kind, raised)
        if isinstance(raised.error, UserError):
            return cls in (Exception, BaseException) or _user_match(kind, raised)
        return isinstance(raised.error, cls)
    if isinstance(kind, ClassValue) and isinstance(raised.value, InstanceValue):
        return kind in raised.value.cls.mro
    return False


def _external_match(kind: ExternalValue, raised: Raised) -> bool:
    """An exception class outside the tree, by name (json.JSONDecodeError and the like)."""
    last = kind.name.rpartition(".")[2]
    if isinstance(raised.error, UserError):
        return raised.error.name == kind.name or _user_match(kind, raised)
    return any(cls.__name__ == last for cls in type(raised.error).__mro__)


def _user_match(kind: ExternalValue, raised: Raised) -> bool:
    if isinstance(raised.value, InstanceValue):
        return kind.name in raised.value.cls.external_bases
    return False


def bound_error(raised: Raised) -> Value:
    """What `except X as error` binds."""
    if raised.value is not None and isinstance(raised.error, UserError):
        return raised.value
    return Known(raised.error)
