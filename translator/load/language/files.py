"""Files of the source tree, read as data: open, pathlib, os.path, json, yaml, glob."""

from __future__ import annotations

import csv
import importlib
import json
import os.path
import pathlib
import posixpath
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import yaml

from translator.load.language import globs
from translator.load.language.convert import NotKnown, from_python, lift, safely, to_python, why
from translator.load.language.values import (
    Arguments,
    IteratorValue,
    Known,
    ListValue,
    NativeFunction,
    ObjectValue,
    UnknownValue,
    Value,
)
from translator.places import HOME

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


class OpenFile(ObjectValue):
    """A file of the tree, opened for reading."""

    __slots__ = ("path", "text_")

    def __init__(self, path: str, text: str) -> None:
        super().__init__()
        self.path = path
        self.text_ = text

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`read`, `readlines` and so on."""
        if name == "name":
            return Known(ev.tree.pretended(self.path))
        if name == "read":
            return NativeFunction(name, lambda ev, args: Known(self.text_))
        if name == "readlines":
            return NativeFunction(name, lambda ev, args: from_python(self._lines()))
        if name in ("close", "__exit__"):
            return NativeFunction(name, lambda ev, args: Known(None))
        return None

    def _lines(self) -> list[str]:
        return self.text_.splitlines(keepends=True)

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """The lines."""
        return [Known(line) for line in self._lines()]


def content(ev: Evaluator, path: Value) -> str | None:
    """The text of a file of the tree; None: it isn't there, or nobody knows which it is."""
    if not isinstance(path, Known) or not isinstance(path.value, str | pathlib.PurePath):
        return None
    found = ev.tree.locate(str(path.value), ev.scope.module.source.path)
    if found is None:
        return None
    text = ev.tree.read(found)
    if text is not None:
        ev.used.setdefault(found)
        for module in ev.loading:
            module.imports.add(found)
    return text


def _located(ev: Evaluator, path: Value) -> str | None:
    if not isinstance(path, Known):
        return None
    return ev.tree.locate(str(path.value), ev.scope.module.source.path)


def open_(ev: Evaluator, args: Arguments) -> Value:
    """`open(path)`."""
    path = args.get("file", 0)
    mode = args.plain("mode", 1, "r")
    if path is None or not isinstance(mode, str) or set(mode) & set("wax+"):
        return UnknownValue("a file opened for writing")
    text = content(ev, path)
    if text is None:
        return UnknownValue(f"the file {_shown(path)}")
    return OpenFile(_located(ev, path) or "", text)


def _shown(path: Value) -> str:
    return repr(str(path.value)) if isinstance(path, Known) else why(path)


def text_of(ev: Evaluator, value: Value) -> str | None:
    """The text of an open file, or a text."""
    if isinstance(value, OpenFile):
        return value.text_
    if isinstance(value, Known) and isinstance(value.value, str | bytes):
        return value.value if isinstance(value.value, str) else value.value.decode()
    return None


def _loader(function: Callable[[str], Any], what: str) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        source = args.positional[0] if args.positional else UnknownValue(what)
        text = text_of(ev, source)
        if text is None:
            return UnknownValue(f"{what} of {why(source)}")
        ev.charge(len(text) // 4 if what == "yaml" else len(text) // 64)
        return safely(ev, function, text)

    return call


_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _load(text: str) -> Any:
    return yaml.load(text, Loader=_YAML_LOADER)


def _load_all(text: str) -> list[Any]:
    return list(yaml.load_all(text, Loader=_YAML_LOADER))


def _toml(text: str) -> Any:
    parser = importlib.import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return parser.loads(text)


def _csv_rows(as_dict: bool) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        source = args.positional[0] if args.positional else UnknownValue("csv")
        lines = ev.iterate(source)
        if lines is None:
            return UnknownValue(f"csv rows of {why(source)}")
        try:
            plain = [to_python(ev, line) for line in lines]
            options = {key: to_python(ev, value) for key, value in args.keywords.items()}
        except NotKnown as unknown:
            return UnknownValue(unknown.reason)
        reader = csv.DictReader if as_dict else csv.reader
        rows = safely(ev, lambda: list(reader(plain, **options)))
        return IteratorValue(iter(rows.items)) if isinstance(rows, ListValue) else rows

    return call


# os.path and pathlib ---------------------------------------------------------------------------


def _exists(kind: str | None) -> Callable[[Evaluator, Arguments], Value]:
    def call(ev: Evaluator, args: Arguments) -> Value:
        path = args.positional[0] if args.positional else UnknownValue("a path")
        return exists(ev, path, kind)

    return call


def exists(ev: Evaluator, path: Value, kind: str | None) -> Value:
    """Whether a path exists: known for the tree only."""
    found = _located(ev, path)
    if found is None:
        return UnknownValue(f"whether {_shown(path)} exists")
    return Known(kind is None or ev.tree.kind(found) == kind)


def path_(ev: Evaluator, args: Arguments) -> Value:
    """`Path(...)`."""
    return lift(pathlib.PurePosixPath)(ev, args)


def _read_text(ev: Evaluator, path: Any, args: Arguments) -> Value:
    text = content(ev, Known(path))
    return UnknownValue(f"the file {str(path)!r}") if text is None else Known(text)


def _open_path(ev: Evaluator, path: Any, args: Arguments) -> Value:
    return open_(ev, ev.arguments([Known(path), *args.positional], dict(args.keywords)))


def _path_kind(kind: str | None) -> Callable[[Evaluator, Any, Arguments], Value]:
    return lambda ev, path, args: exists(ev, Known(path), kind)


def _resolved(ev: Evaluator, path: Any, args: Arguments) -> Value:
    text = str(path) if path.is_absolute() else posixpath.join(HOME, str(path))
    return Known(pathlib.PurePosixPath(posixpath.normpath(text)))


PATH_METHODS: dict[str, Callable[[Evaluator, Any, Arguments], Value]] = {
    "read_text": _read_text,
    "open": _open_path,
    "iterdir": globs.entries,
    "glob": globs.path_glob(),
    "rglob": globs.path_glob("**/"),
    "exists": _path_kind(None),
    "is_file": _path_kind("file"),
    "is_dir": _path_kind("folder"),
    "resolve": _resolved,
    "absolute": _resolved,
    "expanduser": lambda ev, path, args: Known(path),
    "mkdir": lambda ev, path, args: Known(None),
}


def _abspath(path: str) -> str:
    joined = path if path.startswith("/") else posixpath.join(HOME, path)
    return posixpath.normpath(joined)


def _join_any(ev: Evaluator, args: Arguments) -> Value:
    """`os.path.join(...)`."""
    return lift(lambda *parts: posixpath.join(*(os.fspath(part) for part in parts)))(ev, args)


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "builtins.open": open_,
    "io.open": open_,
    "json.load": _loader(json.loads, "json"),
    "json.loads": _loader(json.loads, "json"),
    "yaml.safe_load": _loader(_load, "yaml"),
    "yaml.load": _loader(_load, "yaml"),
    "yaml.full_load": _loader(_load, "yaml"),
    "yaml.safe_load_all": _loader(_load_all, "yaml"),
    "tomllib.load": _loader(_toml, "toml"),
    "tomllib.loads": _loader(_toml, "toml"),
    "csv.reader": _csv_rows(False),
    "csv.DictReader": _csv_rows(True),
    "json.dumps": lift(json.dumps),
    "yaml.dump": lift(yaml.safe_dump),
    "yaml.safe_dump": lift(yaml.safe_dump),
    "os.listdir": globs.listdir,
    "os.walk": globs.walk,
    "glob.glob": globs.glob_,
    "glob.iglob": globs.glob_,
    "os.path.exists": _exists(None),
    "os.path.isfile": _exists("file"),
    "os.path.isdir": _exists("folder"),
    "os.path.join": _join_any,
    "os.path.abspath": lift(lambda path: _abspath(os.fspath(path))),
    "os.path.realpath": lift(lambda path: _abspath(os.fspath(path))),
    "os.path.expanduser": lift(lambda path: path),
    "os.getcwd": lift(lambda: HOME),
    "os.fspath": lift(os.fspath),
    "pathlib.Path": path_,
    "pathlib.PurePath": path_,
    "pathlib.PurePosixPath": path_,
    "pathlib.PosixPath": path_,
    "pathlib.Path.cwd": lift(lambda: pathlib.PurePosixPath(HOME)),
} | {
    f"os.path.{name}": lift(getattr(posixpath, name))
    for name in (
        "dirname",
        "basename",
        "split",
        "splitext",
        "normpath",
        "relpath",
        "isabs",
        "commonpath",
        "commonprefix",
    )
}
