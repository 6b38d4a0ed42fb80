"""`with`: what entering and leaving a context manager does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from translator.load.language.choices import distribute
from translator.load.language.convert import why
from translator.load.language.limits import Raised
from translator.load.language.raising import bound_error, matches
from translator.load.language.values import (
    Arguments,
    ChoiceValue,
    ExternalValue,
    FunctionValue,
    GeneratorValue,
    InstanceValue,
    Known,
    NativeFunction,
    ObjectValue,
    OpaqueValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

Result = TypeVar("Result")
TRANSPARENT = {"contextlib.nullcontext"}


class GeneratorContext(ObjectValue):
    """The result of calling a function decorated with `contextlib.contextmanager`."""

    __slots__ = ("generator",)

    def __init__(self, generator: Value) -> None:
        super().__init__()
        self.generator = generator


def contextmanager(ev: Evaluator, args: Arguments) -> Value:
    """`contextlib.contextmanager(function)`."""
    function = args.positional[0]

    def start(ev: Evaluator, inner: Arguments) -> Value:
        return GeneratorContext(ev.call(function, inner))

    name = function.name if isinstance(function, FunctionValue) else "context"
    return NativeFunction(name, start)


def run(ev: Evaluator, manager: Value, body: Callable[[Value], Result]) -> Result:
    """Enter, run the body with what `as` gets, leave."""
    if isinstance(manager, GeneratorContext) and isinstance(manager.generator, GeneratorValue):
        return _run_generator(ev, manager.generator, body)
    if isinstance(manager, ObjectValue):
        entered = manager.enter(ev)
        try:
            return body(entered)
        finally:
            manager.exit(ev)
    if isinstance(manager, InstanceValue):
        return _run_instance(ev, manager, body)
    if isinstance(manager, ChoiceValue):
        return body(distribute(ev, manager, lambda one: one))
    before = ev.effects
    if isinstance(manager, OpaqueValue | ExternalValue):
        result = _run_external(ev, manager, body)
    else:
        result = body(UnknownValue(why(manager)))
    if ev.effects != before:
        ev.hooks.around(ev, manager)
    return result


def _run_generator(
    ev: Evaluator, generator: GeneratorValue, body: Callable[[Value], Result]
) -> Result:
    """The body of the `with` runs where the generator yields."""
    results: list[Result] = []
    scope, place = ev.scope, ev.statement

    def receive(value: Value) -> Value:
        inner, ev.scope = ev.scope, scope
        depth, ev.statement = ev.depth, place
        try:
            if not results:
                results.append(body(value))
        finally:
            ev.scope, ev.depth = inner, depth
        return Known(None)

    generator.run(receive)
    if not results:
        raise Raised(RuntimeError("generator didn't yield"))
    return results[0]


def _run_instance(ev: Evaluator, manager: InstanceValue, body: Callable[[Value], Result]) -> Result:
    entered = enter(ev, manager)
    scope = ev.scope
    try:
        result = body(entered)
    except Raised as raised:
        ev.scope = scope
        if not leave(ev, manager, raised):
            raise
        return cast("Result", None)
    leave(ev, manager)
    return result


def enter(ev: Evaluator, manager: Value) -> Value:
    """`manager.__enter__()` of an object."""
    if isinstance(manager, ObjectValue):
        return manager.enter(ev)
    if isinstance(manager, InstanceValue):
        method = ev.class_attribute(manager.cls, "__enter__", manager)
        return manager if method is None else ev.call_values(method)
    return UnknownValue(why(manager))


def leave(ev: Evaluator, manager: Value, raised: Raised | None = None) -> bool:
    """`manager.__exit__(...)` of an object; whether it takes the exception."""
    if isinstance(manager, ObjectValue):
        manager.exit(ev)
    if not isinstance(manager, InstanceValue):
        return False
    method = ev.class_attribute(manager.cls, "__exit__", manager)
    if method is None:
        return False
    error = Known(None) if raised is None else bound_error(raised)
    answer = ev.call_values(method, error, error, Known(None))
    return raised is not None and ev.truth(answer) is True


def _run_external(
    ev: Evaluator, manager: OpaqueValue | ExternalValue, body: Callable[[Value], Result]
) -> Result:
    if not isinstance(manager, OpaqueValue):
        return body(UnknownValue(f"{manager.name}()"))
    if manager.name in TRANSPARENT:
        return body(manager.arguments.get("enter_result", 0) or Known(None))
    if manager.name == "contextlib.suppress":
        return _suppress(ev, manager.arguments.positional, body)
    return body(UnknownValue(f"{manager.name}()"))


def _suppress(ev: Evaluator, kinds: list[Value], body: Callable[[Value], Result]) -> Result:
    """`with suppress(KeyError)`: what it names ends the body, and nothing more."""
    scope = ev.scope
    try:
        return body(Known(None))
    except Raised as raised:
        if not any(matches(kind, raised) for kind in kinds):
            raise
        ev.scope = scope
        return cast("Result", None)
