"""The arguments with which a task makes the object of a user's operator class.

Airflow renders the attributes named in `template_fields` after the constructor; here the arguments
are rendered, which is the same where the constructor does nothing but keep them.
"""

from __future__ import annotations

from collections.abc import Iterator

from translator import ir
from translator.diagnostics import Span
from translator.ir import UNKNOWN
from translator.lower.code import code_of
from translator.lower.custom.operator_classes import OperatorClass
from translator.lower.custom.operator_init import NotPlainError
from translator.lower.operators.fields import Fields
from translator.lower.templates.compiler import compile_template, is_template


def constructor_arguments(fields: Fields, made: OperatorClass) -> list[str]:
    """`name=value` for each argument that the class takes.

    Raises:
        NotPlainError: a template reaches the object in a way that arguments can't follow.
        Untranslatable: a template has no translation.
    """
    task, init = fields.task, made.init
    accepts = init.accepts if init else frozenset()
    given = {**task.inherited, **task.args}
    mapped = task.mapped.arguments if task.mapped else {}
    ordered = [name for name in (*task.args, *task.inherited, *mapped) if name in accepts]
    rendered = {name for name in dict.fromkeys(ordered) if _is_rendered(fields, made, name)}
    found = []
    for name in dict.fromkeys(ordered):
        if fields.is_mapped(name):
            found.append(f"{name}={fields.template(name)}")
            continue
        found.append(f"{name}={_source(fields, given[name], name in rendered)}")
    found += _defaults(fields, made, set(ordered))
    _check_fields(fields, made, rendered)
    return found


def _is_rendered(fields: Fields, made: OperatorClass, name: str) -> bool:
    """Whether Airflow renders the argument, by way of the attributes that hold it."""
    assert made.init is not None
    held, plain = made.init.fields(name)
    given = fields.task.argument(name)
    if made.init.defaulted(name) and given is not None and isinstance(given.value, str):
        plain = plain and not is_template(given.value)
    return bool(held) and plain and held <= set(_template_fields(fields))


def _template_fields(fields: Fields) -> tuple[str, ...]:
    assert fields.task.custom is not None
    return fields.task.custom.template_fields


def _source(fields: Fields, expr: ir.Expr, rendered: bool) -> str:
    custom = fields.task.custom
    assert custom is not None
    if rendered:
        code = compile_template(expr, fields.ctx, fields.task, custom.template_ext)
        return fields.body.inline(code)
    if expr.refs:
        raise NotPlainError(f"{expr.code} is an object of Airflow's in no template field")
    return fields.body.inline(code_of(expr))


def _defaults(fields: Fields, made: OperatorClass, given: set[str]) -> Iterator[str]:
    """Defaults of the constructor that are templates."""
    custom, init = fields.task.custom, made.init
    assert custom is not None
    for name in sorted(init.accepts - given) if init else ():
        if not _is_rendered(fields, made, name):
            continue
        for attribute in init.fields(name)[0] if init else ():
            value = custom.attributes.get(attribute, UNKNOWN)
            if isinstance(value, str) and is_template(value):
                expr = ir.Expr(repr(value), Span(custom.span.path), value, literal=True)
                yield f"{name}={_source(fields, expr, True)}"
                break


def _check_fields(fields: Fields, made: OperatorClass, rendered: set[str]) -> None:
    """Nothing that Airflow would render is left."""
    custom, task = fields.task.custom, fields.task
    assert custom is not None
    followed: set[str] = set()
    accepts = made.init.accepts if made.init else frozenset()
    for name in accepts:
        if _is_rendered(fields, made, name):
            followed |= made.init.fields(name)[0] if made.init else frozenset()
    given = {**task.inherited, **task.args}
    templated = any(
        is_template(expr.value) for name, expr in given.items() if name in accepts - rendered
    )
    for name in custom.template_fields:
        value = custom.attributes.get(name)
        unsure = value is UNKNOWN and (templated or "{{" in custom.source)
        if name not in followed and (unsure or (value is not UNKNOWN and is_template(value))):
            raise NotPlainError(f"{custom.name} computes its template field {name}")
