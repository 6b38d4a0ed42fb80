"""Jinja's and Airflow's filters and tests as Python expressions.

Only those that mean the same in Python are here; any other one has no translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from translator.lower.flow.gather import PLACEHOLDER
from translator.lower.templates.scope import Piece, Untranslatable, optional

if TYPE_CHECKING:
    from translator.lower.templates.jinja import Compiler

DATE_FILTERS = {
    "ds": ".strftime('%Y-%m-%d')",
    "ds_nodash": ".strftime('%Y%m%d')",
    "ts": ".isoformat()",
    "ts_nodash": ".strftime('%Y%m%dT%H%M%S')",
    "ts_nodash_with_tz": ".isoformat().replace('-', '').replace(':', '')",
}
"""Airflow's own filters, on a date."""

TEXT_FILTERS = {
    "upper": ".upper()",
    "lower": ".lower()",
    "trim": ".strip()",
    "capitalize": ".capitalize()",
}
"""Filters on the text of a value."""

CALL_FILTERS = {
    "length": "len({})",
    "count": "len({})",
    "list": "list({})",
    "abs": "abs({})",
}

TESTS = {
    "none": "{} is None",
    "true": "{} is True",
    "false": "{} is False",
    "string": "isinstance({}, str)",
    "mapping": "isinstance({}, dict)",
    "odd": "{} % 2 == 1",
    "even": "{} % 2 == 0",
}


def lower_filter(compiler: Compiler, node: nodes.Filter) -> Piece:
    """`value | name(arguments)`."""
    if node.node is None:
        raise Untranslatable("{% filter %}")
    name = node.name
    if name in {"default", "d"}:
        return _default(compiler, node)
    piece = compiler.scope.sure(compiler.expression(node.node))
    if name in compiler.scope.filters:
        function = compiler.scope.user(compiler.scope.filters, name).operand
        rest = compiler.arguments(node)
        compiler.scope.out.inside = True
        return Piece(f"{function}({piece.code}{', ' + rest if rest else ''})")
    if name in DATE_FILTERS and not node.args and piece.kind == "date":
        return Piece(f"{piece.operand}{DATE_FILTERS[name]}", "text")
    if name in TEXT_FILTERS and not node.args:
        return Piece(f"{_text(piece)}{TEXT_FILTERS[name]}", "text")
    if name in CALL_FILTERS and not node.args and not node.kwargs:
        compiler.scope.out.inside = True
        return Piece(CALL_FILTERS[name].format(piece.code), "value")
    return _other_filter(compiler, node, piece)


def _other_filter(compiler: Compiler, node: nodes.Filter, piece: Piece) -> Piece:
    arguments = [compiler.expression(arg).code for arg in node.args]
    match node.name, arguments:
        case "string", []:
            return Piece(_text(piece), "text")
        case "replace", [old, new]:
            return Piece(f"{_text(piece)}.replace({old}, {new})", "text")
        case "first", []:
            compiler.scope.out.inside = True
            return Piece(f"next(iter({piece.code}))")
        case "last", []:
            compiler.scope.out.inside = True
            return Piece(f"{piece.operand}[-1]")
        case "join", [] | [_]:
            compiler.scope.out.inside = True
            return Piece(
                f"{arguments[0] if arguments else repr('')}.join(map(str, {piece.code}))",
                "text",
            )
        case _:
            raise Untranslatable(f"the filter {node.name}")


def _default(compiler: Compiler, node: nodes.Filter) -> Piece:
    assert node.node is not None
    piece = compiler.piece(node.node)
    default = compiler.expression(node.args[0]).operand if node.args else "''"
    if len(node.args) > 1 or node.kwargs:
        missing = optional(piece, "None")
        return Piece(f"{missing.operand} or {default}", atom=False)
    member = isinstance(node.node, nodes.Getattr | nodes.Getitem)
    if member and piece.optional is None and not PLACEHOLDER.fullmatch(piece.code):
        raise Untranslatable("default of a member that may be missing")
    return optional(piece, default)


def lower_test(compiler: Compiler, node: nodes.Test) -> Piece:
    """`value is name`."""
    piece = compiler.piece(node.node)
    if node.name in {"defined", "undefined"} and piece.optional is not None:
        sign = "in" if node.name == "defined" else "not in"
        return Piece(f"{piece.optional[1]} {sign} {piece.optional[0]}", "value", atom=False)
    compiler.scope.keep(piece)
    if node.name in TESTS and not node.args:
        return Piece(TESTS[node.name].format(piece.operand), "value", atom=False)
    raise Untranslatable(f"the test {node.name}")


def _text(piece: Piece) -> str:
    return piece.operand if piece.kind == "text" else f"str({piece.code})"
