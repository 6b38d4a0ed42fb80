"""The body of a task function from a template file of `templates/operators`.

The template is given the operator's arguments as Python source, by name; an absent one is None.
"""

from __future__ import annotations

from functools import lru_cache

import libcst as cst
from jinja2 import Environment, StrictUndefined, Template

from translator import ir
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.operators.fields import Fields
from translator.lower.operators.manual import refused
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.compiler import Untranslatable
from translator.mappings import OperatorMapping


def lower_template(task: ir.Task, ctx: LowerContext, mapping: OperatorMapping) -> Lowered:
    """The task of an operator whose mapping names a template."""
    fields = Fields(task, ctx)
    try:
        arguments = {
            name: fields.template(name) if kind == "template" else fields.value(name)
            for name, kind in mapping.arguments.items()
            if kind != "inert"
        }
        fields.check_mapped()
    except Untranslatable as problem:
        return refused(task, ctx, problem)
    text = _template(mapping.template_text).render(**arguments)
    draft = Draft(
        lines=tuple(text.strip("\n").split("\n")),
        parameters=fields.parameters,
        args=fields.body.arguments(),
        mapped=fields.mapped,
        mapped_kwargs=fields.mapped_kwargs,
        imports=frozenset(fields.body.imports) | mapping.imports,
        names=frozenset(fields.body.names),
        support_files=mapping.support_files,
        support=mapping.support,
    )
    return finish(task, ctx, draft)


@lru_cache(maxsize=256)
def _template(text: str) -> Template:
    environment = Environment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["operand"] = operand
    return environment.from_string(text)


def operand(source: str) -> str:
    """`source` as it can stand before a dot: in parentheses where it needs them."""
    simple = cst.Name | cst.Call | cst.Attribute | cst.Subscript | cst.SimpleString
    return source if isinstance(cst.parse_expression(source), simple) else f"({source})"
