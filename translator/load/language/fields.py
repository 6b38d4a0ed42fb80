"""Fields of pydantic models: dicts become the model that the annotation names."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from translator.load.language.values import ClassValue, DictValue, ListValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

SEQUENCES = {"list", "List", "Sequence", "Iterable", "tuple", "Tuple", "set", "Set"}
MAPPINGS = {"dict", "Dict", "Mapping"}


def coerced(ev: Evaluator, cls: ClassValue, name: str, value: Value) -> Value:
    """A value as the field `name` of a model holds it."""
    if not isinstance(value, DictValue | ListValue):
        return value
    for base in cls.mro:
        annotation = base.facts.get("annotations", {}).get(name) if _is_user(base) else None
        if annotation is not None:
            with ev.inside(cls.scope):
                return _as(ev, annotation, value)
    return value


def _is_user(base: Value) -> TypeGuard[ClassValue]:
    return isinstance(base, ClassValue)


def _as(ev: Evaluator, node: ast.expr, value: Value) -> Value:
    if isinstance(node, ast.BinOp):
        return _as(ev, node.right, _as(ev, node.left, value))
    if isinstance(node, ast.Subscript):
        return _generic(ev, node, value)
    found = ev.lookup(node.id) if isinstance(node, ast.Name) else None
    if isinstance(found, ClassValue) and isinstance(value, DictValue) and _is_model(found):
        keywords = {str(key): item for key, (_, item) in value.entries.items()}
        return ev.call(found, ev.arguments([], keywords))
    return value


def _generic(ev: Evaluator, node: ast.Subscript, value: Value) -> Value:
    outer = node.value.attr if isinstance(node.value, ast.Attribute) else ""
    name = node.value.id if isinstance(node.value, ast.Name) else outer
    inner = node.slice
    if name in ("Optional", "Annotated", "Union"):
        options = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        for option in options if name == "Union" else options[:1]:
            value = _as(ev, option, value)
    elif name in SEQUENCES and isinstance(value, ListValue):
        one = inner.elts[0] if isinstance(inner, ast.Tuple) else inner
        return ListValue([_as(ev, one, item) for item in value.items], value.origin)
    elif name in MAPPINGS and isinstance(value, DictValue) and isinstance(inner, ast.Tuple):
        pairs = [(key, _as(ev, inner.elts[1], item)) for key, item in value.pairs()]
        return DictValue(pairs, value.origin)
    return value


def _is_model(cls: ClassValue) -> bool:
    return any(base.startswith("pydantic") for base in cls.external_bases)
