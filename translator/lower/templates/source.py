"""The text of a template as the DAG file builds it: literals and the holes between them.

`f"echo {table} {{{{ ds }}}}"` is the template `echo ⟨table⟩ {{ ds }}`. The holes are written into
the template as identifiers (`__hole_0__`), which Jinja's parser leaves alone in text and takes for
names inside `{{ }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import libcst as cst

from translator.lower.templates.formats import format_call, percent
from translator.lower.templates.text import Hole

HOLE = re.compile(r"__hole_(\d+)__")


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """A template's text, and what its holes are."""

    text: str
    holes: tuple[Hole, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """What each hole comes to in this instance, where it is known."""
    whole: str | None = None
    """The text with all holes filled, where it is known."""

    def known(self, text: str) -> str | None:
        """`text` with its holes filled, None where one is unknown."""
        if any(found[0] not in self.values for found in HOLE.finditer(text)):
            return None
        return HOLE.sub(lambda found: self.values[found[0]], text)


def read_source(code: str, value: object) -> TemplateSource | None:
    """The template that `code` (an expression) makes; None where it is no string display.

    `value` is what it evaluates to in this instance, to tell what the holes are there.
    """
    try:
        node = cst.parse_expression(code)
    except cst.ParserSyntaxError:
        return None
    parts = [inner for part in _parts(node) for inner in _opened(part)]
    if None in parts or not any(isinstance(part, str) for part in parts):
        return None
    text = ""
    holes: list[Hole] = []
    for part in parts:
        if isinstance(part, Hole):
            text += f"__hole_{len(holes)}__"
            holes.append(part)
        else:
            text += part or ""
    whole = value if isinstance(value, str) else None
    return TemplateSource(text, tuple(holes), _hole_values(text, value), whole)


def _parts(node: cst.BaseExpression) -> Iterator[str | Hole | None]:
    """Literal text and holes; None for an expression that is none of these."""
    match node:
        case cst.SimpleString():
            text = node.evaluated_value
            yield text if isinstance(text, str) else None
        case cst.ConcatenatedString(left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)
        case cst.FormattedString(parts=parts, start=start):
            for part in parts:
                yield from _formatted(part, raw="r" in start.lower())
        case cst.BinaryOperation(left=left, operator=cst.Add(), right=right):
            yield from _operand(left)
            yield from _operand(right)
        case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value="format")), args=args):
            yield from _formatted_text(_text(owner), lambda text: format_call(text, args))
        case cst.BinaryOperation(left=left, operator=cst.Modulo(), right=right):
            yield from _formatted_text(_text(left), lambda text: percent(text, right))
        case _:
            yield None


def _opened(part: str | Hole | None) -> Iterator[str | Hole | None]:
    """A hole that holds a string display itself, as the pieces of that."""
    if not isinstance(part, Hole) or part.suffix or not {"'", '"'} & set(part.code):
        yield part
        return
    parts = list(_parts(cst.parse_expression(part.code)))
    if None in parts or not any(isinstance(one, str) for one in parts):
        yield part
        return
    for one in parts:
        yield from _opened(one)


def _formatted_text(
    text: str | None, pieces: Callable[[str], Iterator[str | Hole | None]]
) -> Iterator[str | Hole | None]:
    yield from pieces(text) if text is not None else (None,)


def _text(node: cst.BaseExpression) -> str | None:
    """The value of a string display without holes."""
    parts = list(_parts(node))
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(parts) else None


def _operand(node: cst.BaseExpression) -> Iterator[str | Hole | None]:
    """A side of `"a" + b`: anything but a string display is a string in a hole."""
    parts = list(_parts(node))
    if None in parts:
        parts = [Hole(_source(node), text=True)]
    yield from parts


def _formatted(part: cst.BaseFormattedStringContent, *, raw: bool) -> Iterator[str | Hole | None]:
    match part:
        case cst.FormattedStringText(value=value):
            text = value.replace("{{", "{").replace("}}", "}")
            yield text if raw else _unescaped(text)
        case cst.FormattedStringExpression(equal=cst.AssignEqual()):
            yield None
        case cst.FormattedStringExpression(expression=expression):
            yield Hole(_source(expression), _suffix(part))


def _unescaped(raw: str) -> str:
    """Escapes of the literal part of an f-string."""
    if "\\" not in raw:
        return raw
    for quotes in ('"""', "'''"):
        if quotes not in raw and not raw.endswith(quotes[0]):
            value = cst.SimpleString(f"{quotes}{raw}{quotes}").evaluated_value
            return value if isinstance(value, str) else raw
    return raw


def _suffix(part: cst.FormattedStringExpression) -> str:
    conversion = f"!{part.conversion}" if part.conversion else ""
    if part.format_spec is None:
        return conversion
    spec = "".join(_source(piece) for piece in part.format_spec)
    return f"{conversion}:{spec}"


def _source(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node).strip()


def _hole_values(text: str, value: object) -> dict[str, str]:
    """The text of each hole, read off the finished string."""
    if not isinstance(value, str):
        return {}
    pieces = HOLE.split(text)
    pattern, names = "", []
    for index, piece in enumerate(pieces):
        if index % 2:
            names.append(f"__hole_{piece}__")
            pattern += "(.*?)"
        else:
            pattern += re.escape(piece)
    found = re.fullmatch(pattern, value, re.DOTALL)
    return dict(zip(names, found.groups(), strict=True)) if found else {}
