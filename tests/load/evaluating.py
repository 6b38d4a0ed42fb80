"""Evaluate a snippet as if it were a DAG file."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import PurePath
from typing import Any

from translator import ir
from translator.diagnostics import Sink
from translator.load.language.evaluator import Evaluator
from translator.load.language.hooks import Hooks
from translator.load.options import LoadOptions
from translator.load.sources.source import SourceFile
from translator.load.sources.tree import SourceTree


def evaluate(
    code: str,
    *,
    files: dict[str, str] | None = None,
    path: str = "dags/dag.py",
    hooks: Hooks | None = None,
    **options: Any,
) -> Evaluator:
    """An evaluator that has run `code`; `files` are the others of the tree."""
    texts = {name: textwrap.dedent(text) for name, text in (files or {}).items()}
    source = SourceFile(path, textwrap.dedent(code))
    ev = Evaluator(source, SourceTree(None, texts), Sink(), LoadOptions(**options), hooks)
    ev.run()
    return ev


def values(ev: Evaluator) -> dict[str, Any]:
    """The plain values of all module-level names that have one."""
    found = {name: value_of(ev, name) for name in ev.main.vars if not name.startswith("_")}
    return {name: value for name, value in found.items() if value is not ir.UNKNOWN}


def value_of(ev: Evaluator, name: str) -> Any:
    """The plain value of a module-level name."""
    value = ev.lookup(name)
    assert value is not None, f"{name} is not defined"
    return ev.plain(value)


def codes(ev: Evaluator) -> list[str]:
    """`CODE:line` of every diagnostic."""
    return [f"{one.code}:{one.span.line}" for one in ev.sink.sorted()]


PLAIN = (
    str, int, float, bool, bytes, type(None), list, dict, set, tuple, range,
    datetime.date, datetime.timedelta, datetime.time, PurePath,
)  # fmt: skip


def executed(code: str) -> dict[str, Any]:
    """What Python itself makes of a snippet of these tests."""
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(textwrap.dedent(code), "snippet", "exec"), space)
    return {k: v for k, v in space.items() if not k.startswith("_") and isinstance(v, PLAIN)}
