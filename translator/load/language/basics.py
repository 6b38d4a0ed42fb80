"""The simplest values: plain, unknown; and where they came from."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from translator.load.language.scope import Binding, Scope


class Origin:
    """The expression that made a value: its node, where it was evaluated, and when."""

    __slots__ = ("node", "scope", "stamp")

    def __init__(self, node: ast.AST, scope: Scope, stamp: int) -> None:
        self.node = node
        self.scope = scope
        self.stamp = stamp
        """Bindings made later than this are not the ones that the expression saw."""


class Value:
    """Anything an expression evaluates to. Compared by identity."""

    __slots__ = ("home", "origin")

    def __init__(self, origin: Origin | None = None) -> None:
        self.origin = origin
        self.home: Binding | None = None
        """The first module-level name it was bound to."""


class Known(Value):
    """A plain Python value: a scalar, a date, a timedelta, a range, a path, a pattern."""

    __slots__ = ("value",)

    def __init__(self, value: Any, origin: Origin | None = None) -> None:
        self.origin = origin
        self.home = None
        self.value = value

    def __repr__(self) -> str:
        return f"Known({self.value!r})"


class UnknownValue(Value):
    """A value that is only known at run time."""

    __slots__ = ("first", "reason")

    def __init__(self, reason: str, origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.reason = reason
        """What it comes from, as a phrase for a message: `Variable.get('tables')`."""
        self.first: UnknownValue | None = None
        """The value as it came up first, where this is a place that read it."""

    def again(self, origin: Origin) -> UnknownValue:
        """The same value, read at another place."""
        copy = UnknownValue(self.reason, origin)
        copy.first = self.first or self
        return copy

    def __repr__(self) -> str:
        return f"UnknownValue({self.reason!r})"


class UnknownMember(UnknownValue):
    """An attribute of one of Airflow's objects about which nothing is known."""

    __slots__ = ()


class InheritedMember(UnknownValue):
    """An attribute that an instance of a user's class has of a base outside the tree."""

    __slots__ = ("base",)

    def __init__(self, reason: str, base: str) -> None:
        super().__init__(reason)
        self.base = base
