"""The protocol of objects with behaviour of their own, and the arguments of a call."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Span
from translator.load.language.basics import Known, Origin, UnknownValue, Value
from translator.load.language.limits import Raised

if TYPE_CHECKING:
    from translator.load.language.coroutines import Coroutine
    from translator.load.language.evaluator import Evaluator


class ObjectValue(Value):
    """An object with behaviour of its own. What is not overridden is unknown."""

    __slots__ = ()

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Attribute `name`; None: unknown."""
        return None

    def set(self, ev: Evaluator, name: str, value: Value) -> None:
        """`self.name = value`."""

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """`self(...)`."""
        return UnknownValue(f"a call of {type(self).__name__}")

    def binary(self, ev: Evaluator, op: str, other: Value, reflected: bool) -> Value | None:
        """`self op other` (`other op self` when reflected); None: not supported."""
        return None

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`self[key]`."""
        return UnknownValue(f"an item of {type(self).__name__}")

    def set_item(self, ev: Evaluator, key: Value, value: Value) -> None:
        """`self[key] = value`."""

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """The elements; None: unknown."""
        return None

    def enter(self, ev: Evaluator) -> Value:
        """`with self as ...`."""
        return self

    def exit(self, ev: Evaluator) -> None:
        """The end of `with self`."""

    def truth(self) -> bool | None:
        """`bool(self)`; None: unknown."""
        return True

    def named(self, ev: Evaluator, name: str) -> None:
        """It was assigned to a variable."""

    def text(self, ev: Evaluator) -> Value | None:
        """`str(self)`, as in an f-string; None: unknown."""
        return None

    def length(self, ev: Evaluator) -> int | None:
        """`len(self)`; None: unknown."""
        items = self.iterate(ev)
        return None if items is None else len(items)

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """What it is in the intermediate representation; None: nothing that code can name."""
        return None

    def is_instance(self, name: str) -> bool | None:
        """`isinstance(self, <canonical name>)`; None: unknown."""
        return None


class AirflowObject(ObjectValue):
    """A DAG, task, XCom, group, asset or label."""

    __slots__ = ()

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Most of them cannot be called; a class of the user's may say how."""
        if getattr(self, "cls", None) is not None:
            return super().call(ev, args)
        kind = type(self).__name__.removesuffix("Object")
        raise Raised(TypeError(f"{kind!r} object is not callable"))

    def equals(self, other: Value) -> bool:
        """`self == other`, of something that is known."""
        return self is other


class Arguments:
    """The arguments of one call, with the nodes they were written as."""

    __slots__ = ("complete", "keywords", "node", "nodes", "origin", "positional", "starred")

    def __init__(
        self,
        node: ast.AST,
        positional: list[Value],
        keywords: dict[str, Value],
        *,
        origin: Origin | None = None,
        complete: bool = True,
        nodes: dict[str | int, Origin] | None = None,
        starred: list[Value] | None = None,
    ) -> None:
        self.node = node
        """The call, or the decorator."""
        self.positional = positional
        self.keywords = keywords
        self.origin = origin
        self.complete = complete
        """False: a `*` or `**` of something unknown was among them."""
        self.nodes = nodes or {}
        """Argument name or position -> the expression written for it, where there is one."""
        self.starred = starred or []
        """The unknown values behind `*` and `**`."""

    @property
    def span(self) -> Span:
        """The place of the call."""
        if self.origin is None:
            return Span("")
        return self.origin.scope.module.source.span(self.node)

    def get(self, name: str, position: int | None = None) -> Value | None:
        """The argument by keyword, else by position, else None."""
        if name in self.keywords:
            return self.keywords[name]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None

    def plain(self, name: str, position: int | None = None, default: Any = None) -> Any:
        """Like `get`, the plain value; `ir.UNKNOWN` when it is not a `Known`."""
        value = self.get(name, position)
        if value is None:
            return default
        return value.value if isinstance(value, Known) else ir.UNKNOWN

    def expr(self, ev: Evaluator, key: str | int) -> ir.Expr:
        """The residual expression of one argument, as it was written."""
        value = self.keywords[key] if isinstance(key, str) else self.positional[key]
        return ev.expr(value, self.nodes.get(key))


class IteratorValue(Value):
    """An iterator: it is used up as it is read."""

    __slots__ = ("iterator",)

    def __init__(self, iterator: Iterator[Value], origin: Origin | None = None) -> None:
        super().__init__(origin)
        self.iterator = iterator


class GeneratorValue(Value):
    """A call of a generator function: not begun, read to its end at once, or read in steps."""

    __slots__ = ("coroutine", "ended", "result", "run")

    def __init__(
        self, run: Callable[[Callable[[Value], Value]], Value], origin: Origin | None = None
    ) -> None:
        super().__init__(origin)
        self.run = run
        """Runs it to its end; the callback gets each yielded value and returns what was sent."""
        self.coroutine: Coroutine | None = None
        """Set once a single value was asked for."""
        self.ended = False
        """It was run to its end at once."""
        self.result: Value = Known(None)
        """What it returned at its end."""
