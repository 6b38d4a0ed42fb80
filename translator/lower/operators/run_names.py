"""`map_index_template` becomes `task_run_name`.

Airflow: each instance of a mapped task is shown under a name: a template, rendered when the task
has run, so that the callable can put a value for it into the context.
Prefect: a task run gets its name when it starts, from a text with the parameters in it. A value
that the callable computes out of more than its parameters gives no name, which is told (AP312).
"""

from __future__ import annotations

import re
from collections.abc import Collection

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.context import Whole
from translator.lower.callables.rewrite import Rewrite
from translator.rules.data import CONTEXT_DIFFERS

_ARGUMENT = re.compile(r"\{\{\s*task\.op_kwargs(?:\.|\[[\"'])(\w+)(?:[\"']\])?\s*\}\}")
_ONE_NAME = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def rewrite_label(state: Rewrite, line: cst.SimpleStatementLine) -> bool:
    """Take out `context["label"] = f"..."`, where only a map_index_template reads it."""
    match line.body:
        case [cst.Assign(targets=[cst.AssignTarget(target=cst.Subscript(value=owner) as target)])]:
            value = line.body[0].value
        case _:
            return False
    position = syntax.index(target)
    key = syntax.string(position) if position else None
    if state.resolver.entity(owner) is not Whole.CONTEXT or key is None:
        return False
    templates = {template_of(sharer.task) for sharer in state.sharers}
    if any(template is None or key not in template for template in templates):
        return False
    name = _run_name(state, value, key, templates.pop() or "") if len(templates) == 1 else None
    if name is None:
        state.find(CONTEXT_DIFFERS, "the name of map_index_template is computed in the task")
    state.run_name = name or ""
    state.tree.remove(line)
    return True


def static_run_name(task: ir.Task, parameters: Collection[str]) -> str | None:
    """The name for a template that reads arguments: `{{ task.op_kwargs["table"] }}`."""
    template = template_of(task) or ""
    pieces = _ARGUMENT.split(template)
    names = pieces[1::2]
    if not names or any(n not in parameters for n in names) or "{" in "".join(pieces[::2]):
        return None
    return "".join(f"{{{p}}}" if i % 2 else _escaped(p) for i, p in enumerate(pieces))


def template_of(task: ir.Task) -> str | None:
    """The text of a task's map_index_template."""
    given = task.argument("map_index_template")
    return given.value if given is not None and isinstance(given.value, str) else None


def _run_name(state: Rewrite, value: cst.BaseExpression, key: str, template: str) -> str | None:
    """The template as a text with parameters in it; None where that is not all."""
    names = _ONE_NAME.findall(template)
    text = _as_format(state, value)
    if names != [key] or text is None:
        return None
    before, after = _ONE_NAME.split(template)[::2]
    return _escaped(before) + text + _escaped(after)


def _as_format(state: Rewrite, value: cst.BaseExpression) -> str | None:
    own = {parameter.name for parameter in state.function.parameters}
    match value:
        case cst.Name(value=name) if name in own and name not in state.tree.bindings:
            return f"{{{name}}}"
        case cst.FormattedString(parts=parts):
            texts = [_part(state, part) for part in parts]
            return None if None in texts else "".join(text or "" for text in texts)
    text = syntax.string(value)
    return None if text is None else _escaped(text)


def _part(state: Rewrite, part: cst.BaseFormattedStringContent) -> str | None:
    if isinstance(part, cst.FormattedStringText):
        return part.value
    assert isinstance(part, cst.FormattedStringExpression)
    if part.format_spec or part.conversion or not isinstance(part.expression, cst.Name):
        return None
    return _as_format(state, part.expression)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
