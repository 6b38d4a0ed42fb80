"""Regular expressions of the evaluated program, refused where they could run for ever."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from translator.load.language.convert import NotKnown, safely, to_python
from translator.load.language.limits import Raised
from translator.load.language.values import Arguments, Known, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MANY = 12
"""A repeat up to this often does no harm."""
MAX_REPEATS = 5
MAX_TEXT = 5_000
"""Characters that a pattern with repeats is tried on."""


@lru_cache(maxsize=1)
def _parser() -> Any:
    """The standard library's own parser of patterns; it has moved."""
    return importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")


def harmless(pattern: Any, text: Any) -> bool:
    """Whether matching takes a time that grows slowly with the text."""
    if not isinstance(text, str | bytes) or not isinstance(pattern, str | bytes):
        return False
    try:
        parsed = _parser().parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    repeats = list(_repeats(parsed, 0))
    if any(depth > 1 for depth in repeats):
        return False
    return len(repeats) <= 1 or (len(repeats) <= MAX_REPEATS and len(text) <= MAX_TEXT)


def _repeats(parsed: Any, depth: int) -> Iterator[int]:
    """For every unbounded repeat, in how many others (itself included) it stands."""
    for operation, argument in parsed:
        name = str(operation)
        if "REPEAT" in name:
            inner = depth + (1 if int(argument[1]) > MANY else 0)
            if inner > depth:
                yield inner
            yield from _repeats(argument[2], inner)
        elif name == "BRANCH":
            if depth:
                yield depth + 1
            for option in argument[1]:
                yield from _repeats(option, depth)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _repeats(argument[-1] if name == "SUBPATTERN" else argument, depth)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(argument[1], depth)
        elif name == "GROUPREF" and depth:
            yield depth + 1


def _guarded(function: Callable[..., Any], text_at: int) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        try:
            positional = [to_python(ev, value) for value in args.positional]
            keywords = {name: to_python(ev, value) for name, value in args.keywords.items()}
        except NotKnown as unknown:
            return UnknownValue(unknown.reason)
        text = positional[text_at] if len(positional) > text_at else keywords.get("string")
        pattern = positional[0] if positional else keywords.get("pattern")
        source = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
        if not harmless(source, text):
            return UnknownValue(f"a match of {source!r}")
        return safely(ev, function, *positional, **keywords)

    return call


def _compile(ev: Evaluator, args: Arguments) -> Value:
    pattern = args.plain("pattern", 0)
    flags = args.plain("flags", 1, 0)
    if not isinstance(pattern, str | bytes) or not isinstance(flags, int):
        return UnknownValue("a pattern")
    try:
        return Known(re.compile(pattern, flags))
    except re.error as error:
        raise Raised(error) from None


def method(ev: Evaluator, pattern: re.Pattern[Any], name: str, args: Arguments) -> Value:
    """A method of a compiled pattern."""
    handler = CALLS.get(f"re.{name}")
    if handler is None:
        return UnknownValue(f"pattern.{name}()")
    first = [Known(pattern), *args.positional]
    return handler(ev, Arguments(args.node, first, args.keywords, origin=args.origin))


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "re.match": _guarded(re.match, 1),
    "re.search": _guarded(re.search, 1),
    "re.fullmatch": _guarded(re.fullmatch, 1),
    "re.findall": _guarded(re.findall, 1),
    "re.finditer": _guarded(lambda *a: list(re.finditer(*a)), 1),
    "re.split": _guarded(re.split, 1),
    "re.sub": _guarded(re.sub, 2),
    "re.subn": _guarded(re.subn, 2),
    "re.compile": _compile,
}
