"""The import block: `__future__`, standard library, third party, the tree's own modules.

Sorted as ruff's isort does with its default settings: `import x` before `from x import y`, members
of one module joined in one statement except those with an alias.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from itertools import groupby

from translator.plan import Import

FUTURE, STANDARD, THIRD_PARTY, OWN, LOCAL = range(5)

Comments = Mapping[Import, tuple[str, ...]]


def import_block(
    imports: Iterable[Import], own: frozenset[str] = frozenset(), comments: Comments | None = None
) -> str:
    """All imports of a module as text, one blank line between two sections."""
    ordered = sorted(_statements(imports), key=lambda one: _statement_key(one, own))
    sections = groupby(ordered, key=lambda one: section(one[0], own))
    return "\n\n".join("\n".join(_lines(group, comments or {})) for _, group in sections)


def section(one: Import, own: frozenset[str]) -> int:
    """The section an import belongs to."""
    top = one.module.split(".")[0]
    if one.module.startswith("."):
        return LOCAL
    if top == "__future__":
        return FUTURE
    if top in own:
        return OWN
    return STANDARD if top in sys.stdlib_module_names else THIRD_PARTY


def _statements(imports: Iterable[Import]) -> list[list[Import]]:
    """The imports that share a statement: those from one module, unless they have an alias."""
    found: dict[Import, list[Import]] = {}
    for one in sorted(set(imports), key=lambda one: (_member_key(one.name), one)):
        joint = one if one.alias or one.name in {"", "*"} else Import(one.module, "…")
        found.setdefault(joint, []).append(one)
    return list(found.values())


def _statement_key(members: list[Import], own: frozenset[str]) -> tuple[object, ...]:
    one = members[0]
    plain = one.module.lstrip(".")
    dots = len(one.module) - len(plain)
    place = (section(one, own), bool(one.name), -dots, _natural(plain))
    return (*place, _member_key(one.name), one.alias)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    parts = re.findall(r"\d+|\D+", text.lower())
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


def _member_key(name: str) -> tuple[object, ...]:
    """CONSTANTS, then Classes, then the rest."""
    if len(name) > 1 and name.isupper():
        kind = 0
    elif name[:1].isupper():
        kind = 1
    else:
        kind = 2
    return (kind, _natural(name), name)


def _lines(statements: Iterable[list[Import]], comments: Comments) -> Iterable[str]:
    for members in statements:
        found = dict.fromkeys(line for one in members for line in comments.get(one, ()))
        yield from (line for line in found if not line.startswith(" "))
        yield _statement(members) + "".join(line for line in found if line.startswith(" "))


def _statement(members: list[Import]) -> str:
    first = members[0]
    if not first.name:
        return f"import {first.module}" + (f" as {first.alias}" if first.alias else "")
    names = [one.name + (f" as {one.alias}" if one.alias else "") for one in members]
    return f"from {first.module} import {', '.join(names)}"
