"""What the names of a module mean when it has been read, as far as that is plain data.

A callable that runs later reads them: `TABLES` in `for table in TABLES: ti.xcom_pull(...)`.
"""

from __future__ import annotations

from collections.abc import Mapping
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

PLAIN = (str, int, float, bool, type(None))


def constants(ev: Evaluator) -> dict[str, Any]:
    """The module-level names that stand for text, numbers, lists, dicts and plain objects."""
    found = {name: plain(binding.value) for name, binding in ev.main.vars.items()}
    return {name: value for name, value in found.items() if value is not ir.UNKNOWN}


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
