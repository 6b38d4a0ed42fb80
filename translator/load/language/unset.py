"""Environment variables that are not given and have no default in the code.

A fresh Airflow reads None. Here the value stays unknown, so that the flow reads it where it runs;
but what stands beside `or`, what is called by it (an id), and plain assignments under it are what
they are in an empty environment, and that is said: AP111 where the code gives a default for it,
AP112 where it does not.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from translator.diagnostics import Span
from translator.load.language.basics import Origin, UnknownValue
from translator.load.language.ladders import may_build
from translator.load.language.limits import Raised
from translator.load.language.values import Arguments, Known, Value
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

ENDS = (ast.Raise, ast.Return, ast.Break, ast.Continue, ast.Delete, ast.LShift, ast.RShift)
"""What makes a branch more than a choice of values."""


class UnsetValue(UnknownValue):
    """Unknown; `assumed` is what it is in an empty environment."""

    __slots__ = ("assumed",)

    def __init__(self, reason: str, origin: Origin | None, assumed: Known) -> None:
        super().__init__(reason, origin)
        self.assumed = assumed

    def again(self, origin: Origin) -> UnknownValue:
        """The same value, read at another place."""
        copy = UnsetValue(self.reason, origin, self.assumed)
        copy.first = self.first or self
        return copy


def through(function: Callable[..., Value], *values: Value) -> Value:
    """`function(*values)`, with what comes of it in an empty environment where one is unset."""
    unset = next((value for value in values if isinstance(value, UnsetValue)), None)
    if unset is None:
        return function(*values)
    try:
        found = function(*(v.assumed if isinstance(v, UnsetValue) else v for v in values))
    except Raised:
        # None can't be added to a text: Airflow loads the file only where the variable is set.
        return UnknownValue(unset.reason)
    return UnsetValue(unset.reason, None, found) if isinstance(found, Known) else found


def called(function: Callable[[Arguments], Value], args: Arguments) -> Value:
    """`function(args)`, with what comes of it in an empty environment where one is unset."""
    count = len(args.positional)

    def call(*values: Value) -> Value:
        keywords = dict(zip(args.keywords, values[count:], strict=True))
        return function(Arguments(args.node, list(values[:count]), keywords, origin=args.origin))

    return through(call, *args.positional, *args.keywords.values())


def taken(ev: Evaluator, value: Value | None, what: str, span: Span | None = None) -> Value | None:
    """A value that names something of Airflow's: that of an empty environment, which is said."""
    if not isinstance(value, UnsetValue):
        return value
    detail = f"{value.reason} is taken as not set: {what} is {value.assumed.value!r}"
    ev.sink.add(rules.UNKNOWN_SETTING, span or ev.here(), detail)
    return value.assumed


def decided(
    ev: Evaluator, test: Value, body: Iterable[ast.AST], orelse: Iterable[ast.AST]
) -> bool | None:
    """The answer in an empty environment, where it only chooses values; else None: not known."""
    if not isinstance(test, UnsetValue) or any(_acts(ev, one) for one in (*body, *orelse)):
        return None
    answer = bool(test.assumed.value)
    if answer:
        ev.report(rules.ASSUMED_DEFAULT, test.reason)
    else:
        ev.report(rules.UNKNOWN_SETTING, f"{test.reason} is taken as not set")
    return answer


def _acts(ev: Evaluator, code: ast.AST) -> bool:
    """Whether it does more than to compute a value."""
    return may_build(ev, code) or any(isinstance(node, ENDS) for node in ast.walk(code))


def replaced(ev: Evaluator, value: Value, operand: ast.expr) -> bool:
    """Whether `value or default` is the default, as in an empty environment; that is said."""
    if not isinstance(value, UnsetValue) or value.assumed.value:
        return False
    ev.report(rules.ASSUMED_DEFAULT, value.reason, operand)
    return True


def condition(left_out: Value | None, result: Value) -> Value:
    """`unset or False`: still a condition that only a run could tell."""
    if isinstance(left_out, UnsetValue) and isinstance(result, Known) and result.value in (0, 1):
        return UnsetValue(left_out.reason, result.origin, result)
    return result
