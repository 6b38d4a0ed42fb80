"""`configparser`: settings of the tree in INI files, read as data."""

from __future__ import annotations

import configparser
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.language import files
from translator.load.language.convert import NotKnown, safely, to_python, why
from translator.load.language.values import (
    Arguments,
    Known,
    ListValue,
    NativeFunction,
    ObjectValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

METHODS = frozenset(
    [
        "add_section",
        "defaults",
        "get",
        "getboolean",
        "getfloat",
        "getint",
        "has_option",
        "has_section",
        "items",
        "keys",
        "options",
        "read_dict",
        "sections",
        "set",
        "values",
    ]
)
OPTIONS = ("allow_no_value", "interpolation", "delimiters", "strict")


class ConfigParserValue(ObjectValue):
    """A `ConfigParser`, or one section of it."""

    __slots__ = ("parser", "unread")

    def __init__(self, parser: Any) -> None:
        super().__init__()
        self.parser = parser
        self.unread: str | None = None
        """A file that is not in the tree: what is missing here may stand there."""

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its methods."""
        match name:
            case "read":
                return NativeFunction(name, self._read)
            case "read_file" | "readfp" | "read_string":
                return NativeFunction(name, self._read_text)
        return NativeFunction(name, self._method(name)) if name in METHODS else None

    def _method(self, name: str) -> Callable[[Evaluator, Arguments], Value]:
        def call(ev: Evaluator, args: Arguments) -> Value:
            if self.unread is not None:
                return UnknownValue(self.unread)
            try:
                positional = [to_python(ev, value) for value in args.positional]
                keywords = {key: to_python(ev, value) for key, value in args.keywords.items()}
            except NotKnown as unknown:
                return UnknownValue(unknown.reason)
            method = getattr(self.parser, name)
            return safely(ev, lambda: _plain(method(*positional, **keywords)))

        return call

    def _read(self, ev: Evaluator, args: Arguments) -> Value:
        source = args.positional[0] if args.positional else UnknownValue("settings")
        several = isinstance(source, ListValue | TupleValue)
        for one in source.items if several else [source]:  # type: ignore[attr-defined]
            self._add(ev, one, files.content(ev, one))
        return source

    def _read_text(self, ev: Evaluator, args: Arguments) -> Value:
        source = args.positional[0] if args.positional else UnknownValue("settings")
        self._add(ev, source, files.text_of(ev, source))
        return Known(None)

    def _add(self, ev: Evaluator, source: Value, text: str | None) -> None:
        if text is None:
            self.unread = (
                f"the settings in {source.value if isinstance(source, Known) else why(source)}"
            )
        else:
            safely(ev, self.parser.read_string, text)

    def item(self, ev: Evaluator, key: Value) -> Value:
        """`config["section"]`, `section["name"]`."""
        if self.unread is not None or not isinstance(key, Known):
            return UnknownValue(self.unread or "a setting")
        found = safely(ev, self.parser.__getitem__, key.value)
        value = found.value if isinstance(found, Known) else None
        return ConfigParserValue(value) if isinstance(value, configparser.SectionProxy) else found

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """The names of the sections, or of the settings in one."""
        return None if self.unread is not None else [Known(name) for name in self.parser]


def _plain(found: Any) -> Any:
    """Views of a parser as lists."""
    kinds = (str, int, float, list, dict, type(None))
    return found if isinstance(found, kinds) else list(found)


def _parser(kind: Callable[..., Any]) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        options = {name: args.plain(name) for name in OPTIONS if name in args.keywords}
        if set(args.keywords) - set(OPTIONS) or ir.UNKNOWN in options.values():
            return UnknownValue("a ConfigParser")
        return ConfigParserValue(kind(**options))

    return call


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "configparser.ConfigParser": _parser(configparser.ConfigParser),
    "configparser.RawConfigParser": _parser(configparser.RawConfigParser),
    "configparser.SafeConfigParser": _parser(configparser.ConfigParser),
}
