"""Writing text with holes as Python: a string, an f-string, or a concatenation.

Emitted modules run from Python 3.10 on, where an expression inside an f-string can hold neither a
backslash nor the quote of the string.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst


@dataclass(frozen=True, slots=True)
class Hole:
    """An expression whose text goes here."""

    code: str
    suffix: str = ""
    """Conversion and format, as in `!r:>10`."""
    text: bool = False
    """It is a string already."""
    plain: bool = False
    """It is never a string: a date, a number, a list."""


Part = str | Hole


def string_code(parts: Sequence[Part]) -> str:
    """Python source of the text: every literal part verbatim, every hole formatted with `str()`."""
    joined = _joined(parts)
    holes = [part for part in joined if isinstance(part, Hole)]
    if len(joined) == 1 and holes and not holes[0].suffix:
        return holes[0].code if holes[0].text else f"str({holes[0].code})"
    if not holes:
        return _quoted("".join(part for part in joined if isinstance(part, str)), formatted=False)
    if all(_fits(hole) for hole in holes):
        return _fstring(joined)
    return _concatenated(joined)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring literals put together, empty ones left out."""
    joined: list[Part] = []
    for part in (_settled(one) for whole in parts for one in _opened(whole)):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return joined


def _opened(part: Part) -> Sequence[Part]:
    """The pieces of a hole that holds a formatted string itself."""
    if not isinstance(part, Hole) or part.suffix or part.code[:2] not in {'f"', "f'"}:
        return [part]
    node = cst.parse_expression(part.code)
    pieces = node.parts if isinstance(node, cst.FormattedString) else ()
    found: list[Part] = []
    for piece in pieces:
        match piece:
            case cst.FormattedStringText(value=text) if "\\" not in text:
                found.append(text.replace("{{", "{").replace("}}", "}"))
            case cst.FormattedStringExpression(
                expression=inner, conversion=None, format_spec=None, equal=None
            ):
                found += _opened(Hole(cst.Module([]).code_for_node(inner)))
            case _:
                return [part]
    return found or [part]


def _settled(part: Part) -> Part:
    """The text of a hole that holds a string literal."""
    if isinstance(part, Hole) and not part.suffix and part.code[:1] in {'"', "'"}:
        node = cst.parse_expression(part.code)
        value = node.evaluated_value if isinstance(node, cst.SimpleString) else None
        return value if isinstance(value, str) else part
    return part


def _fits(hole: Hole) -> bool:
    inner = _single_quoted(hole.code)
    return '"' not in inner and "\\" not in inner and "\n" not in inner and "#" not in inner


def _bare(code: str) -> str:
    """Without parentheses around all of it; those of a tuple stay."""
    if not code.startswith("("):
        return code
    node = cst.parse_expression(code)
    return code[1:-1].strip() if node.lpar and not isinstance(node, cst.Tuple) else code


def _single_quoted(code: str) -> str:
    """Double quotes turned to single ones where that changes nothing else."""
    return code.replace('"', "'") if "'" not in code else code


def _fstring(parts: Sequence[Part]) -> str:
    pieces = []
    for part in parts:
        if isinstance(part, Hole):
            inner = _single_quoted(_bare(part.code))
            space = " " if inner.startswith("{") else ""
            pieces.append(f"{{{space}{inner}{part.suffix}}}")
        else:
            pieces.append(part.replace("{", "{{").replace("}", "}}"))
    return _quoted("".join(pieces), formatted=True)


def _concatenated(parts: Sequence[Part]) -> str:
    pieces = []
    for part in parts:
        if isinstance(part, str):
            pieces.append(_quoted(part, formatted=False))
        elif part.suffix:
            pieces.append(f'f"{{{_single_quoted(part.code)}{part.suffix}}}"')
        else:
            pieces.append(f"({part.code})" if part.text else f"str({part.code})")
    return f"({' + '.join(pieces)})"


def _quoted(text: str, *, formatted: bool) -> str:
    """A literal that reads like the text: over several lines where it has several."""
    prefix = "f" if formatted else ""
    if "\n" in text.strip("\n") and _plain(text):
        inner = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        if inner.endswith('"'):
            inner = inner[:-1] + '\\"'
        return f'{prefix}"""{inner}"""'
    if not formatted:
        return repr(text)
    inner = repr(f"'{text}")[2:-1]
    return f'{prefix}"{inner}"' if '"' not in text else prefix + _mixed(text)


def _mixed(text: str) -> str:
    """A formatted string whose literal part has double quotes."""
    escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
    if "'" not in text:
        return f"'{escaped}'"
    return f'"""{escaped}"""' if not text.endswith('"') else f'"""{escaped[:-1]}\\""""'


def _plain(text: str) -> bool:
    return all(char.isprintable() or char in "\n\t" for char in text)
