"""Airflow's Jinja templates become Python: a string, an f-string, or an expression.

Airflow: renders the strings in an operator's template fields (in lists, tuples and dict values too)
when the task starts, to text; one trailing newline goes (semantics, sections 7.4 and 7.5).
Prefect: has no templates; `"{{ ds }}"` is the run value `ds`, a pull is the future of a task.
They differ in: a Variable that is missing is an error in Airflow, None in Prefect (AP305); what has
no translation raises when it is reached (AP304).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import jinja2
import libcst as cst
from jinja2 import Environment

from translator import ir
from translator.diagnostics import Severity
from translator.lower.code import code_of
from translator.lower.computed import passed
from translator.lower.context_types import LowerContext
from translator.lower.gather import Gather
from translator.lower.templates_jinja import Compiler
from translator.lower.templates_scope import Scope, Untranslatable
from translator.lower.templates_source import TemplateSource, read_source
from translator.lower.templates_text import Hole, string_code
from translator.plan import Code
from translator.rules.data import TEMPLATE_FILE, UNSUPPORTED_TEMPLATE

MARKS = re.compile(r"\{\{|\{%|\{#")
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
        return bool(MARKS.search(value)) or value.endswith("\n")
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
    if isinstance(expr.value, str) and files and expr.value.endswith(files):
        raise Untranslatable(expr.value, TEMPLATE_FILE)
    if isinstance(expr.value, ir.Opaque) and expr.value.name.endswith(".literal"):
        return Code(repr(expr.value.args[0]))
    if expr.known and not is_template(expr.value) and not _is_native(ctx):
        return code_of(expr)
    return _Template(expr, ctx, task).compile()


def _is_native(ctx: LowerContext) -> bool:
    native = ctx.dag.args.get("render_template_as_native_obj")
    return native is not None and native.value is True


class _Template:
    """One argument with a template somewhere in it."""

    def __init__(self, expr: ir.Expr, ctx: LowerContext, task: ir.Task | None) -> None:
        self.expr = expr
        self.ctx = ctx
        self.task = task
        self.out = Gather(refs=dict(expr.refs))
        self.scope = Scope(ctx, task, self.out)

    def compile(self) -> Code:
        """The argument after rendering."""
        value = self.expr.value
        if isinstance(value, CONTAINERS) or (not self.expr.known and self._is_display()):
            return self._container()
        source = read_source(self.expr.code, value)
        if source is not None:
            text = self._rendered(source)
            return self._with_needs(text, source)
        if isinstance(value, str):
            if self.expr.loops:
                raise Untranslatable(f"a template made by {self.expr.code}")
            return self.out.code(self._rendered(TemplateSource(value)))
        if not self.expr.known and self._may_be_text():
            detail = f"{self.expr.code} may hold a template"
            self.ctx.report(
                UNSUPPORTED_TEMPLATE, self.expr.span, detail, self.task, Severity.WARNING
            )
        return code_of(self.expr)

    def _may_be_text(self) -> bool:
        return not self.expr.refs and not self.expr.loops

    def _with_needs(self, text: str, source: TemplateSource) -> Code:
        if source.holes:
            self.out.loops |= self.expr.loops
            self.out.names |= self.expr.names
        return self.out.code(text)

    def _rendered(self, source: TemplateSource) -> str:
        """Python source of the text that the template renders to."""
        native = _is_native(self.ctx)
        if not MARKS.search(source.text):
            text = source.text.removesuffix("\n")
            if native and not source.holes and _is_literal(text):
                return text.strip()
            return string_code(Compiler(self.scope, source).literal_parts(text))
        parts = Compiler(self.scope, source).parts(_parse(source.text).body)
        if native and len(parts) == 1 and isinstance(parts[0], Hole):
            self._tell_native()
            return parts[0].code
        if native:
            self._tell_native()
        return string_code(parts)

    def _tell_native(self) -> None:
        detail = "render_template_as_native_obj: text is not parsed as a literal"
        self.ctx.report(UNSUPPORTED_TEMPLATE, self.expr.span, detail, self.task, Severity.INFO)

    def _is_display(self) -> bool:
        return isinstance(_parsed(self.expr.code), DISPLAYS)

    def _container(self) -> Code:
        """A list, tuple, set or dict: its display with every string in it rendered."""
        node = _parsed(self.expr.code)
        if not isinstance(node, DISPLAYS):
            if self.expr.loops or self.expr.refs:
                raise Untranslatable(f"templates in {self.expr.code}")
            node = _parsed(repr(self.expr.value))
            if node is None:
                raise Untranslatable(f"templates in {self.expr.code}")
            self.expr = ir.Expr(repr(self.expr.value), self.expr.span, self.expr.value)
        changed = node.visit(_Strings(self))
        assert isinstance(changed, cst.BaseExpression)
        self.out.loops |= self.expr.loops
        self.out.names |= self.expr.names
        return self.out.code(cst.Module([]).code_for_node(changed))

    def string(self, node: cst.BaseExpression) -> cst.BaseExpression:
        """A string inside a display, rendered."""
        source = read_source(cst.Module([]).code_for_node(node), None)
        if source is None or not is_template(source.text):
            return node
        return cst.parse_expression(self._rendered(source))


class _Strings(cst.CSTTransformer):
    """Renders the strings of a display, but not keys of dicts, nor arguments of calls."""

    def __init__(self, template: _Template) -> None:
        super().__init__()
        self.template = template

    def visit_Call(self, node: cst.Call) -> bool:
        if MARKS.search(cst.Module([]).code_for_node(node)):
            raise Untranslatable(f"a template in {cst.Module([]).code_for_node(node)}")
        return False

    def visit_Subscript(self, node: cst.Subscript) -> bool:
        return False

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        return False

    def leave_DictElement(
        self, original_node: cst.DictElement, updated_node: cst.DictElement
    ) -> cst.DictElement:
        return updated_node.with_changes(key=original_node.key)

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.BaseExpression:
        return self.template.string(original_node)

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        return self.template.string(original_node)

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:
        return False

    def leave_ConcatenatedString(
        self, original_node: cst.ConcatenatedString, updated_node: cst.ConcatenatedString
    ) -> cst.BaseExpression:
        return self.template.string(original_node)


def _parsed(code: str) -> cst.BaseExpression | None:
    try:
        return cst.parse_expression(code)
    except cst.ParserSyntaxError:
        return None


def _parse(text: str) -> jinja2.nodes.Template:
    try:
        return Environment(extensions=["jinja2.ext.do"]).parse(text)
    except jinja2.TemplateSyntaxError as error:
        raise Untranslatable(f"Jinja can't parse it: {error.message}") from error


def _is_literal(text: str) -> bool:
    """Whether native rendering would read the text as a Python literal."""
    node = _parsed(text.strip())
    if isinstance(
        node, cst.Integer | cst.Float | cst.SimpleString | cst.List | cst.Tuple | cst.Dict
    ):
        return not _Names.found(node)
    return isinstance(node, cst.Name) and node.value in {"None", "True", "False"}


class _Names(cst.CSTVisitor):
    """Whether an expression is more than literals."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = False

    def visit_Name(self, node: cst.Name) -> None:
        self.seen |= node.value not in {"None", "True", "False"}

    def visit_Call(self, node: cst.Call) -> None:
        self.seen = True

    @classmethod
    def found(cls, node: cst.CSTNode) -> bool:
        visitor = cls()
        node.visit(visitor)
        return visitor.seen
