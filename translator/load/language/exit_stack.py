"""`contextlib.ExitStack`: context managers that are entered one by one and left together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.language.contexts import GeneratorContext, enter, leave
from translator.load.language.convert import why
from translator.load.language.values import (
    Arguments,
    InstanceValue,
    Known,
    NativeFunction,
    ObjectValue,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


class ExitStackObject(ObjectValue):
    """An `ExitStack`."""

    __slots__ = ("managers",)

    def __init__(self) -> None:
        super().__init__()
        self.managers: list[Value] = []

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its methods."""
        if name == "enter_context":
            return NativeFunction(name, self._enter_context)
        if name == "close":
            return NativeFunction(name, self._close)
        return None

    def _enter_context(self, ev: Evaluator, args: Arguments) -> Value:
        manager = args.get("cm", 0) or UnknownValue("enter_context()")
        known = isinstance(manager, ObjectValue | InstanceValue)
        if not known or isinstance(manager, GeneratorContext):
            detail = f"enter_context() of {why(manager)}"
            ev.report(rules.UNSUPPORTED_STATEMENT, detail, args.node)
            return UnknownValue(detail)
        self.managers.append(manager)
        return enter(ev, manager)

    def _close(self, ev: Evaluator, args: Arguments) -> Value:
        self.exit(ev)
        return Known(None)

    def exit(self, ev: Evaluator) -> None:
        """Leave all of them, the last one first."""
        while self.managers:
            leave(ev, self.managers.pop())


def exit_stack(ev: Evaluator, args: Arguments) -> Value:
    """`contextlib.ExitStack()`."""
    return ExitStackObject()
