"""`"load_{}".format(table)` and `"load_%s" % table` as literal text and holes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

import libcst as cst

from translator.lower.templates.text import Hole

Piece = str | Hole | None
"""Literal text, a hole, or None: it is of a kind that has no translation."""

PERCENT = re.compile(r"%(?:\((\w+)\))?([-+0 #]*\d*(?:\.\d+)?)([a-zA-Z%])")
FIELD = re.compile(r"(\w*)((?:\.\w+|\[[\w ]+\])*)")
STEP = re.compile(r"\.(\w+)|\[([\w ]+)\]")
SUFFIXES = {"s": "", "r": "!r", "d": ":d", "i": ":d", "f": ":f"}


def format_call(text: str, args: Sequence[cst.Arg]) -> Iterator[Piece]:
    """The pieces of `text.format(*args)`."""
    if any(arg.star for arg in args):
        yield None
        return
    positional = [_source(arg.value) for arg in args if arg.keyword is None]
    named = {arg.keyword.value: _source(arg.value) for arg in args if arg.keyword is not None}
    known = {str(index): code for index, code in enumerate(positional)} | named
    count = 0
    for literal, field, spec, conversion in Formatter().parse(text):
        yield literal
        if field is None:
            continue
        found = FIELD.fullmatch(field)
        automatic = found is not None and not found[1]
        name = str(count) if automatic else found[1] if found is not None else ""
        count += automatic
        if found is None or name not in known or "{" in (spec or ""):
            yield None
            return
        suffix = (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        yield Hole(_operand(known[name]) + _steps(found[2]) if found[2] else known[name], suffix)


def _steps(path: str) -> str:
    """`.name` and `[key]` of a field, as Python writes them."""
    steps = STEP.findall(path)
    return "".join(f".{name}" if name else f"[{_key(key)}]" for name, key in steps)


def _key(key: str) -> str:
    return key if key.isdigit() else repr(key)


def percent(text: str, right: cst.BaseExpression) -> Iterator[Piece]:
    """The pieces of `text % right`."""
    values = _values(right)
    last, used = 0, 0
    for found in PERCENT.finditer(text):
        yield text[last : found.start()]
        last = found.end()
        name, flags, kind = found.groups()
        if kind == "%":
            yield "%"
            continue
        key = name or str(used)
        used += not name
        if key not in values or kind not in SUFFIXES or (flags and kind in "sr"):
            yield None
            return
        yield Hole(values[key], f":{flags}{kind}" if flags else SUFFIXES[kind])
    yield text[last:] if "%" not in text[last:] else None
    if used not in (0, len(values)):
        yield None


def _values(right: cst.BaseExpression) -> Mapping[str, str]:
    """The source of each value by its name or place."""
    match right:
        case cst.Tuple(elements=elements):
            if any(isinstance(one, cst.StarredElement) for one in elements):
                return {}
            return {str(i): _source(one.value) for i, one in enumerate(elements)}
        case cst.Dict(elements=elements):
            pairs = [one for one in elements if isinstance(one, cst.DictElement)]
            keys = [one.key for one in pairs]
            texts = [k.evaluated_value for k in keys if isinstance(k, cst.SimpleString)]
            if len(texts) != len(elements):
                return {}
            return {str(k): _source(one.value) for k, one in zip(texts, pairs, strict=True)}
    return {"0": _source(right)}


def _operand(code: str) -> str:
    simple = cst.Name | cst.Call | cst.Attribute | cst.Subscript
    return code if isinstance(cst.parse_expression(code), simple) else f"({code})"


def _source(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()
