"""Methods of built-in values: text and dates are really called, containers are modelled."""

from __future__ import annotations

import datetime
import decimal
import fractions
import hashlib
import pathlib
import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator.load.airflow import versions
from translator.load.language import containers, dates, files, regex, unset
from translator.load.language.convert import NotKnown, safely, to_python, why
from translator.load.language.limits import OverBudget
from translator.load.language.values import (
    Arguments,
    BoundMethod,
    DictValue,
    GeneratorValue,
    IteratorValue,
    Known,
    ListValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

PLAIN_TYPES = (
    str,
    bytes,
    int,
    float,
    complex,
    datetime.date,
    datetime.time,
    datetime.timedelta,
    datetime.tzinfo,
    pathlib.PurePath,
    re.Pattern,
    re.Match,
    decimal.Decimal,
    fractions.Fraction,
    uuid.UUID,
    range,
    BaseException,
    versions.Version,
    type(hashlib.md5()),
)
"""Types whose methods are called on plain values."""

CLOCK = {"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp"}
LARGE_NUMBER = re.compile(r"\d{6,}")
GROWING = {"ljust", "rjust", "center", "zfill", "expandtabs", "replace", "format", "join"}
MAX_WIDTH = 1_000_000


def is_method(value: Any, name: str) -> bool:
    """Whether `value.name` is a method that may be called."""
    if name.startswith("_") and name not in ("__str__", "__len__", "__format__"):
        return False
    if isinstance(value, pathlib.PurePath) and name in files.PATH_METHODS:
        return True
    if isinstance(value, datetime.date) and name in dates.METHODS:
        return True
    return isinstance(value, PLAIN_TYPES) and callable(getattr(type(value), name, None))


def is_data(value: Any, name: str) -> bool:
    """Whether `value.name` is plain data: `path.stem`, `date.year`."""
    found = getattr(type(value), name, None)
    return isinstance(value, PLAIN_TYPES) and found is not None and not callable(found)


def call_method(ev: Evaluator, method: BoundMethod, args: Arguments) -> Value:
    """Call a method of a built-in value."""
    table = TABLES.get(type(method.receiver))
    if table is None:
        return UnknownValue(f"{why(method.receiver)}.{method.name}()")
    if not args.complete:
        return UnknownValue(why(args.starred[0]) if args.starred else "unknown arguments")
    return table(ev, method, args)


def _plain(ev: Evaluator, method: BoundMethod, args: Arguments) -> Value:
    receiver = method.receiver
    assert isinstance(receiver, Known)
    value, name = receiver.value, method.name
    if isinstance(value, pathlib.PurePath) and name in files.PATH_METHODS:
        return files.PATH_METHODS[name](ev, value, args)
    if isinstance(value, datetime.date) and name in dates.METHODS:
        return dates.METHODS[name](ev, value, args)
    if isinstance(value, re.Pattern):
        return regex.method(ev, value, name, args)
    if name == "format" and isinstance(value, str):
        return unset.called(lambda given: _format(ev, value, given), args)
    try:
        positional = [_loose(ev, one) for one in args.positional]
        keywords = {key: to_python(ev, one) for key, one in args.keywords.items()}
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)
    if name in GROWING:
        _guard_width(value, name, positional)
    return safely(ev, getattr(value, name), *positional, **keywords)


def _loose(ev: Evaluator, value: Value) -> Any:
    """Plain Python; iterators are read (`",".join(x for x in y)`)."""
    if isinstance(value, IteratorValue | GeneratorValue):
        return [to_python(ev, item) for item in ev.iterate(value) or ()]
    return to_python(ev, value)


def _guard_width(value: Any, name: str, positional: list[Any]) -> None:
    """Refuse to make a text far longer than anything written."""
    wide = any(isinstance(one, int) and one > MAX_WIDTH for one in positional)
    grown = 0
    if name == "replace" and isinstance(value, str) and len(positional) > 1:
        grown = value.count(str(positional[0])) * len(str(positional[1]))
    if wide or grown > 10 * MAX_WIDTH:
        raise OverBudget("a huge text")


def _format(ev: Evaluator, template: str, args: Arguments) -> Value:
    """`"...".format(...)`."""
    if LARGE_NUMBER.search(template) and re.search(r":[^}]*\d{6,}", template):
        raise OverBudget("a huge text")
    try:
        positional = [_shown(ev, one) for one in args.positional]
        keywords = {key: _shown(ev, one) for key, one in args.keywords.items()}
    except NotKnown as unknown:
        return UnknownValue(unknown.reason)
    return safely(ev, template.format, *positional, **keywords)


def _shown(ev: Evaluator, value: Value) -> Any:
    """Plain where possible, else the text of an object."""
    try:
        return to_python(ev, value)
    except NotKnown:
        text = ev.text(value)
        if isinstance(text, Known):
            return text.value
        raise


def _modelled(
    table: dict[str, Callable[[Evaluator, Any, Arguments], Value]],
) -> Callable[[Evaluator, BoundMethod, Arguments], Value]:
    def call(ev: Evaluator, method: BoundMethod, args: Arguments) -> Value:
        handler = table.get(method.name)
        if handler is None:
            return UnknownValue(f"{why(method.receiver)}.{method.name}()")
        return handler(ev, method.receiver, args)

    return call


TABLES: dict[type, Callable[[Evaluator, BoundMethod, Arguments], Value]] = {
    Known: _plain,
    ListValue: _modelled(containers.LIST),
    TupleValue: _modelled(containers.TUPLE),
    DictValue: _modelled(containers.DICT),
    SetValue: _modelled(containers.SET),
    IteratorValue: _modelled(containers.ITERATOR),
    GeneratorValue: _modelled(containers.ITERATOR),
}
