"""`render_template_as_native_obj`: what a template renders to is a Python object.

Airflow: a template of one expression is its value; a text that is a Python literal becomes what it
stands for (`"42"` → 42), any other stays text. The emitted helper's `literal` does the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from jinja2.nativetypes import native_concat

from translator.lower.templates.scope import Scope
from translator.lower.templates.text import Hole, Part, string_code

MODULE = "templating"

PLAIN_TEXT = frozenset({"ds", "ts", "ts_nodash", "ts_nodash_with_tz", "next_ds", "prev_ds"})
"""Run values that are no literals of Python."""


def native_code(parts: Sequence[Part], scope: Scope) -> str:
    """The object that the parts render to."""
    holes = [part for part in parts if isinstance(part, Hole)]
    if not holes:
        return native_text("".join(part for part in parts if isinstance(part, str)))
    if len(parts) == 1:
        return _single(holes[0], scope)
    return f"{_literal(scope)}({string_code(parts)})"


def native_text(text: str) -> str:
    """Source of what a fixed text stands for."""
    return repr(native_concat([text]))


def _single(hole: Hole, scope: Scope) -> str:
    """One expression: its value, unless that may be a text that stands for something else."""
    if hole.code in PLAIN_TEXT or hole.plain:
        return hole.code
    return f"{_literal(scope)}({hole.code})"


def _literal(scope: Scope) -> str:
    return scope.out.need(MODULE, "literal")
