"""Airflow's Jinja templates become Python: a string, an f-string, or an expression.

Airflow: renders the strings in an operator's template fields (in lists, tuples and dict values too)
when the task starts, to text; one trailing newline goes (semantics, sections 7.4 and 7.5).
Prefect: has no templates; `"{{ ds }}"` is the run value `ds`, a pull is the future of a task.
They differ in: a Variable that is missing is an error in Airflow, None in Prefect (AP305); what has
no translation raises when it is reached (AP304).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import libcst as cst

from translator import ir
from translator.diagnostics import Severity
from translator.lower.code import code_of
from translator.lower.context_types import LowerContext
from translator.lower.flow.gather import Gather
from translator.lower.operators.computed import passed
from translator.lower.templates.jinja import Compiler
from translator.lower.templates.native import native_code, native_text
from translator.lower.templates.runtime import Runtime
from translator.lower.templates.scope import Scope, Untranslatable
from translator.lower.templates.source import TemplateSource, read_source
from translator.lower.templates.text import Part, string_code
from translator.lower.templates.tokens import MARKS, parse, with_filled_code
from translator.lower.templates.truths import without_known_truths
from translator.plan import Code
from translator.rules.data import TEMPLATE_FILE, UNSUPPORTED_TEMPLATE

CONTAINERS = (list, tuple, set, dict)
DISPLAYS = (cst.List, cst.Tuple, cst.Set, cst.Dict)

__all__ = ["Untranslatable", "compile_template", "is_template", "template_code"]


def template_code(expr: ir.Expr, ctx: LowerContext, task: ir.Task | None = None) -> Code:
    """A template field's value after rendering; the expression itself where it is no template.

    As an argument of a submit: what is computed from an XCom is the future of a task (`computed`).
    What can't be translated is reported, and raises when the code runs.
    """
    try:
        code = compile_template(expr, ctx, task)
        return code if task is None else passed(code, ctx, task)
    except Untranslatable as problem:
        ctx.report(problem.rule, expr.span, problem.detail, task)
        return raising(f"{problem.rule.code} {problem.rule.title}: {problem.detail}")


def raising(message: str) -> Code:
    """An expression that raises."""
    return Code(f"(_ for _ in ()).throw(NotImplementedError({message!r}))")


def is_template(value: Any) -> bool:
    """Whether rendering would change the value: a mark of Jinja's or a trailing newline in it."""
    if isinstance(value, str):
        return bool(MARKS.search(value)) or value.endswith("\n") or "\r" in value
    if isinstance(value, Mapping):
        return any(is_template(one) for one in value.values())
    return isinstance(value, list | tuple | set | frozenset) and any(map(is_template, value))


def compile_template(
    expr: ir.Expr,
    ctx: LowerContext,
    task: ir.Task | None = None,
    files: tuple[str, ...] = (),
) -> Code:
    """As `template_code`, but raises.

    Args:
        expr: the argument.
        ctx: where to look up what names mean, and to report findings.
        task: the task the template belongs to.
        files: endings that make a string the name of a template file.

    Raises:
        Untranslatable: it has no translation.
    """
    if files:
        expr = _with_files(expr, files, ctx)
    if _is_literal_value(expr.value):
        return Code(repr(expr.value.args[0]))
    changes = is_template(expr.value) or _holds_literal(expr.value)
    if expr.known and not changes and not _is_native(ctx, task):
        return code_of(expr)
    return _Template(expr, ctx, task).compile()


def _with_files(expr: ir.Expr, files: tuple[str, ...], ctx: LowerContext) -> ir.Expr:
    """The expression with the texts of template files in the place of their names."""
    value = expr.value
    if isinstance(value, str) and value.endswith(files):
        return _file(expr, value, ctx)
    loaded = _loaded(value, files, ctx)
    if loaded == value:
        return expr
    if expr.refs or _holds_refs(value):
        raise Untranslatable(f"template files in {expr.code}", TEMPLATE_FILE)
    return ir.Expr(repr(loaded), expr.span, loaded, literal=True)


def _loaded(value: Any, files: tuple[str, ...], ctx: LowerContext) -> Any:
    """The value with texts for the names of template files in it."""
    if isinstance(value, str) and value.endswith(files):
        return _text(value, ctx)
    if isinstance(value, Mapping):
        return {key: _loaded(one, files, ctx) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_loaded(one, files, ctx) for one in value)
    return value


def _file(expr: ir.Expr, name: str, ctx: LowerContext) -> ir.Expr:
    """The text of a template file in the place of its name."""
    text = _text(name, ctx)
    return ir.Expr(repr(text), expr.span, text, literal=True)


def _text(name: str, ctx: LowerContext) -> str:
    """The text of a template file."""
    text = ctx.file.templates.get((ctx.dag.dag_id, name))
    if text is None:
        raise Untranslatable(name, TEMPLATE_FILE)
    return text


def _is_literal_value(value: Any) -> bool:
    """Whether it is `literal("{{ ds }}")`: a value that Airflow doesn't render."""
    return isinstance(value, ir.Opaque) and value.name.endswith(".literal") and bool(value.args)


def _holds_literal(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_literal, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_literal, value))
    return _is_literal_value(value)


def _is_native(ctx: LowerContext, task: ir.Task | None) -> bool:
    own = task.args.get("render_template_as_native_obj") if task is not None else None
    native = own if own is not None and own.value is not None else None
    native = native or ctx.dag.args.get("render_template_as_native_obj")
    return native is not None and native.value is True


def _as_read(text: str) -> str:
    """The text as Jinja reads it: one kind of newline, none at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


class _Template:
    """One argument with a template somewhere in it."""

    def __init__(self, expr: ir.Expr, ctx: LowerContext, task: ir.Task | None) -> None:
        self.expr = expr
        self.ctx = ctx
        self.task = task
        self.out = Gather(refs=dict(expr.refs))
        self.scope = Scope(ctx, task, self.out)
        self.native = _is_native(ctx, task)

    def compile(self) -> Code:
        """The argument after rendering."""
        value = self.expr.value
        if isinstance(value, CONTAINERS) or (not self.expr.known and self._is_display()):
            return self._container()
        source = read_source(self.expr.code, value)
        if source is not None and not self._is_made(source):
            text = self._rendered(source)
            return self._with_needs(text, source)
        if isinstance(value, str):
            if self.expr.loops and not is_template(value) and native_text(value) == repr(value):
                return code_of(self.expr)
            return self.out.code(self._rendered(TemplateSource(value)))
        if not self.expr.known and self._may_be_text():
            detail = f"{self.expr.code} may hold a template"
            # Told, no more: hardly anybody keeps a template in the environment.
            self.ctx.report(UNSUPPORTED_TEMPLATE, self.expr.span, detail, self.task, Severity.INFO)
        return code_of(self.expr)

    def _is_made(self, source: TemplateSource) -> bool:
        """Whether there is a template in what a hole comes to."""
        return isinstance(self.expr.value, str) and any(map(is_template, source.values.values()))

    def _may_be_text(self) -> bool:
        return not self.expr.refs and not self.expr.loops

    def _with_needs(self, text: str, source: TemplateSource) -> Code:
        if source.holes:
            self.out.uses(self.expr)
        return self.out.code(text)

    def _rendered(self, source: TemplateSource) -> str:
        """Python source of the text that the template renders to."""
        source = with_filled_code(source)
        source = replace(source, text=without_known_truths(source.text, self.scope.macros))
        if self.ctx.dag.args.get("jinja_environment_kwargs") and is_template(source.text):
            return Runtime(self.scope, source, self.native).code()
        if self.native and not source.text:
            return "None"
        before = self.out.copy()
        try:
            parts = self._parts(source)
        except Untranslatable as problem:
            if problem.rule != UNSUPPORTED_TEMPLATE:
                raise
            self.out.restore(before)
            self.scope.local.clear()
            return Runtime(self.scope, source, self.native).code()
        return native_code(parts, self.scope) if self.native else string_code(parts)

    def _parts(self, source: TemplateSource) -> list[Part]:
        """What the template renders to, as literals and holes."""
        text = _as_read(source.text)
        compiler = Compiler(self.scope, source)
        if not MARKS.search(text):
            return compiler.literal_parts(text)
        return compiler.template(parse(text).body)

    def _is_display(self) -> bool:
        return isinstance(_parsed(self.expr.code), DISPLAYS)

    def _container(self) -> Code:
        """A list, tuple, set or dict: its display with every string in it rendered."""
        node, value = _parsed(self.expr.code), self.expr.value
        if not isinstance(node, DISPLAYS):
            if self.expr.loops or self.expr.refs:
                raise Untranslatable(f"templates in {self.expr.code}")
            return self.out.code(self._written_out(value))
        self.out.uses(self.expr)
        return self.out.code(_source(self._element(node, value)))

    def _element(self, node: cst.BaseExpression, value: Any) -> cst.BaseExpression:
        """A part of a display, rendered; `value` is what it comes to, where that is known."""
        if _is_literal_value(value):
            return cst.parse_expression(repr(value.args[0]))
        if isinstance(node, DISPLAYS) and not any(map(_is_starred, node.elements)):
            if isinstance(node, cst.Dict):
                return self._pairs(node, value)
            return self._items(node, value)
        source = read_source(_source(node), value)
        if source is not None:
            changes = self.native or is_template(source.text) or is_template(value)
            return cst.parse_expression(self._rendered(source)) if changes else node
        if is_template(value) or (self.native and isinstance(value, str)):
            if _holds_refs(value):
                raise Untranslatable(f"a template made by {_source(node)}")
            return cst.parse_expression(self._written_out(value))
        if value is ir.UNKNOWN and MARKS.search(_source(node)):
            raise Untranslatable(f"a template in {_source(node)}")
        return node

    def _pairs(self, node: cst.Dict, value: Any) -> cst.BaseExpression:
        known = isinstance(value, Mapping) and len(value) == len(node.elements)
        values = list(value.values()) if known else [ir.UNKNOWN] * len(node.elements)
        elements = [
            element.with_changes(value=self._element(element.value, one))
            for element, one in zip(node.elements, values, strict=True)
        ]
        return node.with_changes(elements=elements)

    def _items(self, node: cst.List | cst.Tuple | cst.Set, value: Any) -> cst.BaseExpression:
        known = isinstance(value, list | tuple) and len(value) == len(node.elements)
        values = list(value) if known else [ir.UNKNOWN] * len(node.elements)
        elements = [
            element.with_changes(value=self._element(element.value, one))
            for element, one in zip(node.elements, values, strict=True)
        ]
        return node.with_changes(elements=elements)

    def _written_out(self, value: Any) -> str:
        """A known value as source, its templates rendered."""
        if _is_literal_value(value):
            return repr(value.args[0])
        if isinstance(value, str):
            return self._rendered(TemplateSource(value))
        if isinstance(value, Mapping):
            pairs = (f"{key!r}: {self._written_out(one)}" for key, one in value.items())
            return f"{{{', '.join(pairs)}}}"
        if isinstance(value, list):
            return f"[{', '.join(map(self._written_out, value))}]"
        if isinstance(value, tuple):
            inner = ", ".join(map(self._written_out, value))
            return f"({inner}{',' if len(value) == 1 else ''})"
        return repr(value)


def _is_starred(element: cst.BaseElement | cst.BaseDictElement) -> bool:
    return isinstance(element, cst.StarredElement | cst.StarredDictElement)


def _holds_refs(value: Any) -> bool:
    """Whether an object of Airflow's is somewhere in the value."""
    if isinstance(value, Mapping):
        return any(map(_holds_refs, value.values()))
    if isinstance(value, list | tuple | set):
        return any(map(_holds_refs, value))
    return not isinstance(value, str | int | float | bool | None)


def _source(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _parsed(code: str) -> cst.BaseExpression | None:
    try:
        return cst.parse_expression(code)
    except cst.ParserSyntaxError:
        return None
