"""How a statement ends the block that it is in."""

from __future__ import annotations

from translator.load.language.frames import Guard
from translator.load.language.values import Value


class Signal:
    """`break`, `continue`, or one of the classes below."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Return(Signal):
    """`return value`."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        super().__init__("return")
        self.value = value


class Rest(Signal):
    """One branch of an unknown condition ended the block: what follows is guarded by the other."""

    __slots__ = ("guard",)

    def __init__(self, guard: Guard) -> None:
        super().__init__("rest")
        self.guard = guard


BREAK = Signal("break")
CONTINUE = Signal("continue")
RAISED = Signal("raise")
"""A branch of an unknown condition raised an exception."""
