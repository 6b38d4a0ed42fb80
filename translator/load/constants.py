"""What the names of a module mean when it has been read, as far as that is plain data.

A callable that runs later reads them: `TABLES` in `for table in TABLES: ti.xcom_pull(...)`.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Any

from translator import ir
from translator.load.language.evaluator import Evaluator
from translator.load.language.values import (
    ClassValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    TupleValue,
    Value,
)

MOST = 200
"""Elements of a container that are worth knowing."""
DEEPEST = 6

BUILTINS = frozenset(dir(builtins))
PLAIN = (str, int, float, bool, type(None))


SAFE_MODULES = frozenset({"__future__", "collections", "dataclasses", "enum", "typing"})
READING = frozenset({"open", "input", "eval", "exec", "globals", "vars", "__import__", "__file__"})
"""Names that need no import, and give what the file does not say."""


def constants(ev: Evaluator, statements: Sequence[ir.Statement]) -> dict[str, Any]:
    """The module-level names that stand for text, numbers, lists, dicts and plain objects.

    None that the environment, a Variable, a file or another module has a part in: a default that
    was good enough for the graph may be another value when the flow runs.
    """
    fixed = _fixed(statements)
    found = {n: plain(one.value) for n, one in ev.main.vars.items() if n in fixed}
    return {name: value for name, value in found.items() if value is not ir.UNKNOWN}


def _fixed(statements: Sequence[ir.Statement]) -> set[str]:
    """The names that only the text of the file decides about."""
    fixed = {name for one in statements for name in one.defines}
    while open_ := {
        name for one in statements if not _says_all(one, fixed) for name in one.defines & fixed
    }:
        fixed -= open_
    return fixed


def _says_all(statement: ir.Statement, fixed: set[str]) -> bool:
    if statement.kind == "import":
        return all(one.module in SAFE_MODULES for one in statement.imports)
    own = statement.kind in ("assign", "class", "function")
    return own and all(
        name in fixed or (name in BUILTINS and name not in READING) for name in statement.uses
    )


def plain(value: Value, depth: int = 0) -> Any:
    """A value without its history; UNKNOWN where any of it is not known. Tuples become lists."""
    if depth > DEEPEST:
        return ir.UNKNOWN
    match value:
        case Known(value=range() as numbers):
            return list(numbers) if len(numbers) <= MOST else ir.UNKNOWN
        case Known(value=known):
            return known if isinstance(known, PLAIN) else ir.UNKNOWN
        case ListValue() | TupleValue():
            return _items(value, depth)
        case DictValue(open=None):
            return _entries(value, depth)
        case InstanceValue(opaque=None):
            return _object({**_members(value.cls), **value.attributes}, depth)
        case ClassValue():
            return _object(_members(value), depth)
    return ir.UNKNOWN


def _items(value: ListValue | TupleValue, depth: int) -> Any:
    if len(value.items) > MOST or getattr(value, "open", False):
        return ir.UNKNOWN
    found = [plain(item, depth + 1) for item in value.items]
    return ir.UNKNOWN if ir.UNKNOWN in found else found


def _entries(value: DictValue, depth: int) -> Any:
    if len(value.entries) > MOST:
        return ir.UNKNOWN
    pairs = [(plain(key, depth + 1), plain(one, depth + 1)) for key, one in value.pairs()]
    known = all(isinstance(key, str | int) for key, _ in pairs)
    return dict(pairs) if known else ir.UNKNOWN


def _members(cls: ClassValue) -> dict[str, Value]:
    """The attributes of a class, those of its bases too."""
    own = [one.namespace for one in reversed(cls.mro) if isinstance(one, ClassValue)]
    return {name: value for namespace in own for name, value in namespace.items()}


def _object(attributes: Mapping[str, Value], depth: int) -> ir.PlainObject:
    found = {name: plain(one, depth + 1) for name, one in attributes.items()}
    return ir.PlainObject({name: one for name, one in found.items() if one is not ir.UNKNOWN})
