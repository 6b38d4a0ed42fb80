"""Replace names in the text of an expression, keeping everything else as it was written."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping

from translator.load.residual import texts
from translator.load.sources.source import SourceFile
from translator.load.sources.walk import children

QUOTES = ('"', "'", '"""', "'''")
BRACKETED = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)


def splice(source: SourceFile, node: ast.expr, replaced: Mapping[str, str]) -> str:
    """The text of `node` with the names in `replaced` replaced, valid as an expression alone."""
    text = source.segment(node)
    if replaced:
        text = _with_edits(source, node, text, replaced)
    return standalone(node, text)


def standalone(node: ast.expr, text: str) -> str:
    """In parentheses where it would otherwise not be one expression."""
    if isinstance(node, ast.Tuple) and not text.startswith("("):
        return f"({text})"
    if isinstance(node, ast.Starred | ast.NamedExpr | ast.Yield):
        return f"({text})"
    if "\n" not in text or isinstance(node, BRACKETED):
        return text
    if isinstance(node, ast.Constant | ast.JoinedStr) and _one_triple(text):
        return text
    if isinstance(node, ast.Call) and texts.is_atom(text) and _breaks_inside(text):
        return text
    return (
        text if text.startswith("(") and text.endswith(")") and texts.is_atom(text) else f"({text})"
    )


def _one_triple(text: str) -> bool:
    """One triple-quoted string, not several beside each other."""
    bare = text.lstrip("rRbBuUfF")
    marker = bare[:3]
    return marker in ('"""', "'''") and bare.count(marker) == 2 and bare.endswith(marker)


def _breaks_inside(text: str) -> bool:
    """Whether the lines break inside of brackets or strings only."""
    first = text.partition("\n")[0]
    return sum(map(first.count, "([{")) > sum(map(first.count, ")]}")) or '"""' in first


def _with_edits(source: SourceFile, node: ast.expr, text: str, replaced: Mapping[str, str]) -> str:
    starts = _line_starts(text)
    origin = (node.lineno, source.column(node.lineno, node.col_offset))

    def offset(line: int, column: int) -> int:
        position = source.column(line, column)
        if line == origin[0]:
            return position - origin[1]
        return starts[line - origin[0]] + position

    edits = []
    for one, code in _edits(node, replaced):
        end_line, end_column = one.end_lineno or one.lineno, one.end_col_offset or 0
        first = offset(one.lineno, one.col_offset)
        edits.append((first, offset(end_line, end_column), code))
    for first, last, code in sorted(edits, reverse=True):
        text = text[:first] + code + text[last:]
    return text


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for index, char in enumerate(text):
        if char == "\n":
            starts.append(index + 1)
    return starts


def _edits(node: ast.expr, replaced: Mapping[str, str]) -> Iterator[tuple[ast.expr, str]]:
    """What to put in the place of which node."""
    todo: list[tuple[ast.AST, bool]] = [(node, False)]
    while todo:
        one, loose = todo.pop()
        key = texts.chain_key(one)
        if key is not None and key in replaced and isinstance(one, ast.expr):
            code = replaced[key]
            yield one, code if loose else texts.wrapped(code)
            continue
        if isinstance(one, ast.JoinedStr):
            if _reads_any(one, replaced):
                yield one, f_string(one, replaced)
            continue
        loose_children = _loose_children(one)
        todo.extend((child, child in loose_children) for child in children(one))


def _reads_any(node: ast.JoinedStr, replaced: Mapping[str, str]) -> bool:
    """Whether a name or chain in an f-string is replaced."""
    for chain in texts.chains(node):
        if any(texts.chain_key(part) in replaced for part in texts.prefixes(chain)):
            return True
    return not replaced.keys().isdisjoint(texts.free_names(node))


def _loose_children(node: ast.AST) -> list[ast.AST]:
    """Children that need no parentheses where they stand."""
    match node:
        case ast.Call(args=args):
            return [arg for arg in args if not isinstance(arg, ast.Starred)]
        case ast.keyword(value=value, arg=str()):
            return [value]
        case ast.List(elts=items) | ast.Set(elts=items) | ast.Tuple(elts=items):
            return list(items)
        case ast.Dict(values=values):
            return list(values)
        case ast.Subscript(slice=index):
            return [index]
    return []


class _Names(ast.NodeTransformer):
    """Puts code in the place of names: `ast.unparse` prints an identifier as it is."""

    def __init__(self, replaced: Mapping[str, str]) -> None:
        self.replaced = replaced

    def visit(self, node: ast.AST) -> ast.AST:
        """Replace a name or a chain as a whole."""
        key = texts.chain_key(node)
        if key is None or key not in self.replaced:
            return self.generic_visit(node)
        return ast.Name(texts.wrapped(self.replaced[key]), ast.Load())


def inner(node: ast.expr, replaced: Mapping[str, str]) -> str:
    """The code of an expression inside an f-string, where positions can't be relied on."""
    key = texts.chain_key(node)
    if key is not None and key in replaced:
        return replaced[key]
    return ast.unparse(_Names(replaced).visit(copy.deepcopy(node)))


def f_string(node: ast.JoinedStr, replaced: Mapping[str, str]) -> str:
    """An f-string with replaced names; text that became constant is folded into it."""
    parts = list(_parts(node, replaced))
    if all(isinstance(part, str) for part in parts):
        return texts.literal("".join(part for part in parts if isinstance(part, str)))
    codes = [part.code for part in parts if isinstance(part, _Field)]
    text = "".join(part for part in parts if isinstance(part, str))
    quote = _quote(codes, text)
    if quote is None:
        return _format_call(parts)
    body = "".join(
        part.shown() if isinstance(part, _Field) else _escaped(part, quote) for part in parts
    )
    return f"f{quote}{body}{quote}"


class _Field:
    """`{code!r:spec}`."""

    def __init__(self, code: str, suffix: str) -> None:
        self.code = code
        self.suffix = suffix

    def shown(self) -> str:
        """As it stands in an f-string."""
        space = " " if self.code.startswith("{") else ""
        loose = f"({self.code})" if _needs_parentheses(self.code) else self.code
        return f"{{{space}{loose}{self.suffix}}}"


def _needs_parentheses(code: str) -> bool:
    return not texts.is_atom(code) and any(char in code for char in ":!")


def _parts(node: ast.JoinedStr, replaced: Mapping[str, str]) -> Iterator[str | _Field]:
    for value in node.values:
        if isinstance(value, ast.Constant):
            yield str(value.value)
        elif isinstance(value, ast.FormattedValue):
            suffix = _suffix(value, replaced)
            code = inner(value.value, replaced)
            constant = _constant(code) if not suffix else None
            yield _Field(code, suffix) if constant is None else constant


def _suffix(value: ast.FormattedValue, replaced: Mapping[str, str]) -> str:
    conversion = f"!{chr(value.conversion)}" if value.conversion > 0 else ""
    if not isinstance(value.format_spec, ast.JoinedStr):
        return conversion
    spec = "".join(
        part if isinstance(part, str) else part.shown()
        for part in _parts(value.format_spec, replaced)
    )
    return f"{conversion}:{spec}"


def _constant(code: str) -> str | None:
    """The text of a string or number literal."""
    if code[:1] in "'\"" or code.lstrip("-").isdigit():
        try:
            return str(ast.literal_eval(code))
        except (ValueError, SyntaxError):
            return None
    return None


def _quote(codes: list[str], text: str) -> str | None:
    """A quote that no code inside has, long enough for the line breaks of the text."""
    if any("\\" in code or "\n" in code or "#" in code for code in codes):
        return None
    for quote in QUOTES:
        if "\n" in text and len(quote) == 1:
            continue
        if any(quote[0] in code for code in codes) or text.endswith(quote[0]):
            continue
        return quote
    return None


def _escaped(text: str, quote: str) -> str:
    """Text as it stands between the quotes of an f-string."""
    shown = text.replace("\\", "\\\\").replace("{", "{{").replace("}", "}}")
    shown = shown.replace(quote, quote.replace(quote[0], f"\\{quote[0]}"))
    return "".join(
        char if char.isprintable() or char == "\n" else repr(char)[1:-1] for char in shown
    )


def _format_call(parts: list[str | _Field]) -> str:
    """`"{}".format(code)`, where quotes or backslashes can't stand in an f-string."""
    template = "".join(
        f"{{{part.suffix}}}"
        if isinstance(part, _Field)
        else part.replace("{", "{{").replace("}", "}}")
        for part in parts
    )
    codes = [part.code for part in parts if isinstance(part, _Field)]
    return f"{texts.literal(template)}.format({', '.join(codes)})"
