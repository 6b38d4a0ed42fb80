"""A loop's target in the user's expressions becomes its value: for loops that are unrolled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import libcst as cst

from translator import ir
from translator.ir import UNKNOWN
from translator.lower import syntax
from translator.lower.callables.static import evaluate
from translator.lower.code import literal
from translator.lower.flow.blocks import Step
from translator.lower.free_names import free_names
from translator.places import is_place
from translator.plan import Code, TaskUse

Sites = frozenset[int] | None
"""`ir.Loop.site` of the loops that are gone; None: all of them."""


def unrollable(step: Step) -> bool:
    """Whether the loops around a step have a known length."""
    return all(s.header.count is not None for s in step.scopes if isinstance(s.header, ir.Loop))


def with_values(step: Step, constants: Mapping[str, Any]) -> Step:
    """The step with the targets of its loops replaced by their values in its iteration.

    `constants`: the names of the module that stand for plain data (`ir.DagFile.constants`).
    """
    if step.use is None:
        return step
    values: dict[str, str] = {}
    for scope in step.scopes:
        if isinstance(scope.header, ir.Loop):
            values.update(_sources(scope.header, constants))
    return replace(step, use=_named(step, _filled(step.use, values))) if values else step


def _named(step: Step, use: TaskUse) -> TaskUse:
    """The use with the plain task id for a name that no loop is left in.

    `f"{PREFIX}_orders"` stays as it is; `f"load_{SOURCES[0].name}"` says less than the id.
    """
    name = use.options.get("name")
    if name is None or step.task is None or step.kind != "task" or step.task.symbolic:
        return use
    if free_names(name.text) and "[" not in name.text:
        return use
    return replace(use, options={**use.options, "name": literal(step.task.task_id)})


def settled(use: TaskUse, loops: Iterable[ir.Loop], constants: Mapping[str, Any]) -> TaskUse:
    """The use with the targets of `loops`, which the flow does not have, as their values."""
    gone = tuple(loops)
    values = {name: text for loop in gone for name, text in _sources(loop, constants).items()}
    return _filled(use, values, frozenset(loop.site for loop in gone)) if values else use


def _sources(loop: ir.Loop, constants: Mapping[str, Any]) -> dict[str, str]:
    """Source for each target: its value where that can be written, else an element."""
    element = f"{_indexed(loop.iterable, constants)}[{loop.index}]"
    found = dict(_elements(syntax.expression(loop.target), element))
    return found | {
        name: repr(value)
        for name, value in loop.values.items()
        if is_literal(value) and not is_place(value)
    }


def _elements(target: cst.BaseExpression, element: str) -> Iterator[tuple[str, str]]:
    """The part of an element that each name of a target gets."""
    match target:
        case cst.Name(value=name):
            yield name, element
        case cst.Tuple(elements=parts) | cst.List(elements=parts):
            starred = any(isinstance(part, cst.StarredElement) for part in parts)
            for at, part in enumerate(() if starred else parts):
                yield from _elements(part.value, f"{element}[{at}]")


def _indexed(iterable: ir.Expr, constants: Mapping[str, Any]) -> str:
    """Source of an iterable that can be indexed."""
    known = constants.get(iterable.code) if iterable.value is UNKNOWN else iterable.value
    simple = iterable.code.isidentifier() and isinstance(known, list | tuple)
    return iterable.code if simple else f"list({iterable.code})"


def is_literal(value: Any) -> bool:
    """Whether `repr(value)` is source for it."""
    match value:
        case None | bool() | int() | float() | str() | bytes():
            return True
        case list() | tuple() | set():
            return all(is_literal(item) for item in value)
        case dict():
            return all(is_literal(key) and is_literal(item) for key, item in value.items())
    return False


def _filled(use: TaskUse, values: Mapping[str, str], sites: Sites = None) -> TaskUse:
    def fill(code: Code) -> Code:
        return _code(code, values, sites)

    return replace(
        use,
        args=tuple(fill(code) for code in use.args),
        kwargs={name: fill(code) for name, code in use.kwargs.items()},
        mapped={name: fill(code) for name, code in use.mapped.items()},
        mapped_kwargs=fill(use.mapped_kwargs) if use.mapped_kwargs else None,
        options={name: fill(code) for name, code in use.options.items()},
    )


def _code(code: Code, values: Mapping[str, str], sites: Sites) -> Code:
    gone = code.loops if sites is None else code.loops & sites
    if not gone:
        return code
    return replace(code, text=substitute(code.text, values), loops=code.loops - gone)


def substitute(source: str, values: Mapping[str, str]) -> str:
    """`source` with each name of `values` replaced: `f"load_{table}"` → `"load_orders"`."""
    tree = cst.parse_expression(source)
    changed = tree.visit(_Names(values))
    assert isinstance(changed, cst.BaseExpression)
    return cst.Module([]).code_for_node(changed)


class _Names(cst.CSTTransformer):
    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__()
        self.values = values

    def visit_Attribute_attr(self, node: cst.Attribute) -> None:
        self._kept = node.attr

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        value = self.values.get(original_node.value)
        return cst.parse_expression(value) if value is not None else updated_node

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        found = _element(updated_node)
        return updated_node if found is UNKNOWN else cst.parse_expression(repr(found))

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        parts = [_constant(part) for part in updated_node.parts]
        if all(part is not None for part in parts):
            return cst.SimpleString(repr("".join(part for part in parts if part is not None)))
        merged = [
            part if text is None else cst.FormattedStringText(_escaped(text, updated_node))
            for part, text in zip(updated_node.parts, parts, strict=True)
        ]
        return updated_node.with_changes(parts=merged)


def _element(node: cst.Subscript) -> Any:
    """The element of a display, such as `{"name": "orders"}["name"]`, or UNKNOWN."""
    if not isinstance(node.value, cst.Dict | cst.List | cst.Tuple) or len(node.slice) != 1:
        return UNKNOWN
    index = node.slice[0].slice
    key = evaluate(index.value, _unknown) if isinstance(index, cst.Index) else UNKNOWN
    try:
        found = evaluate(node.value, _unknown)[key]
    except (LookupError, TypeError):
        return UNKNOWN
    return found if is_literal(found) else UNKNOWN


def _unknown(name: str) -> Any:
    return UNKNOWN


def _escaped(text: str, node: cst.FormattedString) -> str:
    """Text inside the f-string `node`."""
    if "r" in node.start.lower():
        return text.replace("{", "{{").replace("}", "}}")
    escaped = text.encode("unicode_escape").decode() if not text.isprintable() else text
    quoted = escaped.replace(node.end[0], "\\" + node.end[0])
    return quoted.replace("{", "{{").replace("}", "}}")


def _constant(part: cst.BaseFormattedStringContent) -> str | None:
    """The text of one piece of an f-string where it is constant."""
    match part:
        case cst.FormattedStringText(value=value):
            evaluated = cst.parse_expression(f'"""{value}"""') if '"' not in value else None
            text = evaluated.evaluated_value if isinstance(evaluated, cst.SimpleString) else None
            return text.replace("{{", "{").replace("}}", "}") if isinstance(text, str) else None
        case cst.FormattedStringExpression(format_spec=None, conversion=None, expression=inner):
            if isinstance(inner, cst.SimpleString) and isinstance(inner.evaluated_value, str):
                return inner.evaluated_value
            return inner.value if isinstance(inner, cst.Integer) else None
    return None
