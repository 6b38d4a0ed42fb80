"""Emitted helper modules (`trigger_rules.py`, ...): one template each, theirs to keep."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from translator.emit.environment import exists, render
from translator.emit.format import format_text


@lru_cache(maxsize=32)
def support_text(name: str) -> str:
    """The text of the helper module `name`, from `templates/support/<name>.py.j2`."""
    return format_text(render(f"support/{name}.py.j2"))


def support_files(names: Iterable[str], folder: str) -> dict[str, str]:
    """Path → text of the helper modules that stand beside the modules of `folder`."""
    prefix = f"{folder}/" if folder else ""
    return {f"{prefix}{name}.py": support_text(name) for name in sorted(with_imported(names))}


def with_imported(names: Iterable[str]) -> set[str]:
    """The helper modules, and those that they import."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= _imported(name) - found
    return found


@lru_cache(maxsize=32)
def _imported(name: str) -> frozenset[str]:
    modules = re.findall(r"^from (\w+) import", support_text(name), re.MULTILINE)
    return frozenset(one for one in modules if exists(f"support/{one}.py.j2"))
