"""What XCom makes of a value, as far as the expression shows it.

Airflow: what a task returns is written to the database as JSON (semantics, section 3.3): keys of a
dict become strings, Airflow 2 makes lists of nested tuples, what has no form fails the task.
Prefect: the next task gets the value as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import libcst as cst

from translator import ir
from translator.lower import syntax

# Calls whose result can't be stored, by what is called; with the Airflow majors that refuse it.
REFUSED_CALLS: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "object": ("an object", (1, 2, 3)),
    "bytes": ("bytes", (1, 2, 3)),
    "bytearray": ("a bytearray", (1, 2, 3)),
    "range": ("a range", (1, 2, 3)),
    "map": ("a map object", (1, 2, 3)),
    "filter": ("a filter object", (1, 2, 3)),
    "zip": ("a zip object", (1, 2, 3)),
    "iter": ("an iterator", (1, 2, 3)),
    "enumerate": ("an iterator", (1, 2, 3)),
    "reversed": ("an iterator", (1, 2, 3)),
    "complex": ("a complex number", (1, 2, 3)),
    "pathlib.Path": ("a Path", (1, 2, 3)),
    "pathlib.PurePath": ("a Path", (1, 2, 3)),
    "re.compile": ("a compiled pattern", (1, 2, 3)),
    "datetime.time": ("a time", (1, 2, 3)),
    "fractions.Fraction": ("a Fraction", (1, 2, 3)),
    "collections.deque": ("a deque", (1, 2, 3)),
    "types.SimpleNamespace": ("a SimpleNamespace", (1, 2, 3)),
    "uuid.UUID": ("a UUID", (1, 2)),
    "uuid.uuid1": ("a UUID", (1, 2)),
    "uuid.uuid4": ("a UUID", (1, 2)),
    "uuid.uuid5": ("a UUID", (1, 2)),
}

# Calls and displays that give no dict.
NOT_DICTS = (
    cst.List,
    cst.Tuple,
    cst.Set,
    cst.ListComp,
    cst.SetComp,
    cst.BaseString,
    cst.BaseNumber,
    cst.Comparison,
)
NOT_DICT_CALLS = frozenset({"list", "tuple", "set", "str", "int", "float", "bool", "len", "sorted"})
OTHER_KEYS = (cst.Integer, cst.Float, cst.Tuple, cst.UnaryOperation)
WORDS = frozenset({"True", "False", "None"})


@dataclass(frozen=True, slots=True)
class Storage:
    """Which Airflow stores the value, and what the names in the expression mean."""

    major: int
    file: ir.DagFile
    imports: Mapping[str, str]


def refused(value: cst.CSTNode, storage: Storage) -> str | None:
    """What in a value can't be stored; None where nothing shows."""
    match value:
        case cst.Dict() | cst.List() | cst.Tuple() | cst.Set():
            found = (refused(inner, storage) for inner in _items(value))
            return next((what for what in found if what is not None), None)
        case cst.SimpleString(prefix=prefix) if "b" in prefix.lower():
            return "bytes"
        case cst.GeneratorExp():
            return "a generator"
        case cst.Lambda():
            return "a function"
        case cst.Imaginary():
            return "a complex number"
        case cst.Call(func=cst.Name(value="float"), args=[cst.Arg(value=text)]):
            return "NaN or infinity" if storage.major >= 3 and _infinite(text) else None
        case cst.Attribute() if syntax.dotted(value) in {"math.nan", "math.inf"}:
            return "NaN or infinity" if storage.major >= 3 else None
        case cst.Call(func=func):
            return _call(syntax.dotted(func), storage)
    return None


def _infinite(text: cst.CSTNode) -> bool:
    found = syntax.string(text)
    return found is not None and found.strip("+-").lower() in {"nan", "inf", "infinity"}


def _items(value: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The values of a display."""
    elements = getattr(value, "elements", ())
    return (one.value for one in elements if isinstance(one, cst.Element | cst.DictElement))


def _call(name: str | None, storage: Storage) -> str | None:
    if name is None:
        return None
    first, _, rest = name.partition(".")
    full = storage.imports.get(first, first) + (f".{rest}" if rest else "")
    what, majors = REFUSED_CALLS.get(full, ("", ()))
    if storage.major in majors and (first in storage.imports or not _defined(first, storage.file)):
        return what
    own = plain_class(name, storage.file)
    return f"a {own}" if own else None


def _defined(name: str, file: ir.DagFile) -> bool:
    return any(name in statement.defines for statement in file.statements)


def plain_class(name: str | None, file: ir.DagFile) -> str | None:
    """`name`, where it is a class of the file without a form of its own for storage."""
    for statement in file.statements:
        if statement.kind == "class" and name in statement.defines:
            lines = file.lines[statement.start_line - 1 : statement.last_line]
            plain = re.match(r"class\s+\w+\s*(\(\s*(object)?\s*\))?\s*:", lines[0])
            return name if plain and "def serialize" not in "\n".join(lines) else None
    return None


def no_dict(value: cst.CSTNode) -> bool:
    """Whether a value is visibly no dict with strings for keys, as multiple outputs need."""
    match value:
        case cst.Call(func=cst.Name(value=name)):
            return name in NOT_DICT_CALLS
        case cst.Dict(elements=elements):
            return any(isinstance(e, cst.DictElement) and other_key(e.key) for e in elements)
    return isinstance(value, NOT_DICTS)


def other_key(key: cst.CSTNode) -> bool:
    """Whether the key of a dict is visibly no string."""
    return isinstance(key, OTHER_KEYS) or (isinstance(key, cst.Name) and key.value in WORDS)


def key_text(key: cst.CSTNode, major: int) -> str | None:
    """What becomes of a key that is no string; None where that can't be told."""
    if isinstance(key, cst.Name):
        return key.value if major >= 3 else {"None": "null"}.get(key.value, key.value.lower())
    if isinstance(key, cst.Integer):
        return str(int(key.value.replace("_", ""), 0))
    return None


def displays(value: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The value itself and the values inside it, as far as they are written out."""
    yield value
    if isinstance(value, cst.Dict | cst.List | cst.Tuple):
        for inner in _items(value):
            yield from displays(inner)
