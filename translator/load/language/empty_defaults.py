"""A loop that makes nothing only because a Variable, which is not known here, has an empty default.

`for table in Variable.get("tables", default_var=[], deserialize_json=True)` has no iteration in a
fresh Airflow; where the team works it has. So it is told louder than other defaults (AP111).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from translator.diagnostics import Severity
from translator.load.language.values import Value
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def note_default(ev: Evaluator, what: str, default: Value, node: ast.AST | None) -> None:
    """Remember the call that gave a default, and the value: a name may hold a copy of it."""
    ev.assumed |= {default: what, node: what}


def report_empty_loop(ev: Evaluator, node: ast.For | ast.AsyncFor) -> None:
    """Tell that a loop is left out, if a default is the reason that it has no iteration."""
    for what in dict.fromkeys(_defaults(ev, node.iter)):
        detail = f"{what} is empty by default: this loop makes nothing, and is left out"
        ev.sink.add(rules.ASSUMED_DEFAULT, ev.here(node), detail, severity=Severity.WARNING)


def _defaults(ev: Evaluator, iterable: ast.AST) -> Iterator[str]:
    """What was taken from a default in the expression, or in a name that it reads."""
    for node in ast.walk(iterable):
        value = ev.lookup(node.id) if isinstance(node, ast.Name) else None
        origin = None if value is None else value.origin
        for made in (node, value, origin and origin.node):
            if made is not None and made in ev.assumed:
                yield ev.assumed[made]
