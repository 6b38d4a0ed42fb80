"""isinstance, issubclass and type()."""

from __future__ import annotations

import datetime
import decimal
import pathlib
from typing import TYPE_CHECKING

from translator.load.language.values import (
    AirflowObject,
    BoundMethod,
    ClassValue,
    DictValue,
    ExternalValue,
    FunctionValue,
    InstanceValue,
    Known,
    ListValue,
    NativeFunction,
    ObjectValue,
    OpaqueValue,
    PartialValue,
    SetValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

PLAIN: dict[str, type] = {
    "builtins.str": str,
    "builtins.int": int,
    "builtins.float": float,
    "builtins.bool": bool,
    "builtins.bytes": bytes,
    "builtins.range": range,
    "datetime.datetime": datetime.datetime,
    "datetime.date": datetime.date,
    "datetime.timedelta": datetime.timedelta,
    "datetime.time": datetime.time,
    "decimal.Decimal": decimal.Decimal,
    "pathlib.Path": pathlib.PurePath,
    "pathlib.PurePath": pathlib.PurePath,
    "numbers.Number": (int, float),  # type: ignore[dict-item]
    "types.NoneType": type(None),
}
CONTAINERS: dict[str, tuple[type, ...]] = {
    "list": (ListValue,),
    "tuple": (TupleValue,),
    "dict": (DictValue,),
    "set": (SetValue,),
    "frozenset": (SetValue,),
    "Mapping": (DictValue,),
    "MutableMapping": (DictValue,),
    "Sequence": (ListValue, TupleValue),
    "Iterable": (ListValue, TupleValue, DictValue, SetValue),
    "Collection": (ListValue, TupleValue, DictValue, SetValue),
    "List": (ListValue,),
    "Dict": (DictValue,),
    "Tuple": (TupleValue,),
    "Callable": (FunctionValue, BoundMethod, PartialValue, NativeFunction),
}

NOT_OF_AIRFLOW = CONTAINERS.keys() - {"Iterable", "Collection", "Callable"}
"""Containers that no DAG, task or XCom is."""


def is_instance(ev: Evaluator, value: Value, cls: Value) -> bool | None:
    """`isinstance(value, cls)`; None: not known."""
    if isinstance(cls, TupleValue):
        answers = [is_instance(ev, value, one) for one in cls.items]
        return True if True in answers else None if None in answers else False
    if isinstance(cls, Known) and cls.value is None:
        return isinstance(value, Known) and value.value is None
    if isinstance(value, UnknownValue):
        return None
    if isinstance(cls, ClassValue):
        return _of_user_class(value, cls)
    if isinstance(cls, ExternalValue):
        return _of_external(value, cls.name)
    return None


def _of_user_class(value: Value, cls: ClassValue) -> bool | None:
    owner = getattr(value, "cls", None)
    if isinstance(owner, ClassValue):
        return cls in owner.mro
    return None if isinstance(value, OpaqueValue) else False


def _of_external(value: Value, name: str) -> bool | None:
    if isinstance(value, InstanceValue):
        return _instance_of_external(value, name)
    if name == "builtins.object":
        return True
    last = name.rpartition(".")[2]
    if isinstance(value, AirflowObject) and (name in PLAIN or last in NOT_OF_AIRFLOW):
        return False
    if isinstance(value, ObjectValue):
        return value.is_instance(name)
    if isinstance(value, Known):
        return _plain(value.value, name)
    if last in CONTAINERS:
        return isinstance(value, CONTAINERS[last])
    if isinstance(value, OpaqueValue):
        return True if value.name == name else None
    if name in PLAIN:
        return False
    return name == "builtins.type" if isinstance(value, ClassValue | ExternalValue) else False


def _plain(value: object, name: str) -> bool | None:
    if name in PLAIN:
        return isinstance(value, PLAIN[name])
    last = name.rpartition(".")[2]
    if last in ("Iterable", "Sequence", "Collection"):
        return isinstance(value, str | range | bytes)
    if last in ("DateTime", "Date"):
        return isinstance(value, datetime.date)
    return False


def _instance_of_external(value: InstanceValue, name: str) -> bool | None:
    if name in value.cls.external_bases or name == "builtins.object":
        return True
    if name in PLAIN and value.key is not None:
        return _plain(value.key, name) if value.cls.facts.get("plain") else False
    unknown = [base for base in value.cls.external_bases if not base.startswith("builtins.")]
    return None if unknown and not name.startswith("builtins.") else False


def type_of(value: Value) -> Value:
    """`type(value)`."""
    owner = getattr(value, "cls", None)
    if isinstance(owner, ClassValue):
        return owner
    if isinstance(value, Known):
        for name, kind in PLAIN.items():
            if type(value.value) is kind:
                return ExternalValue(name)
    names = {ListValue: "list", TupleValue: "tuple", DictValue: "dict", SetValue: "set"}
    if type(value) in names:
        return ExternalValue(f"builtins.{names[type(value)]}")
    return UnknownValue("a type")
