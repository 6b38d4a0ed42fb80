"""The name of a task's run, as code: the task id, as the loop around the task makes it."""

from __future__ import annotations

import re
from dataclasses import replace

from translator import ir
from translator.lower.code import code_of, literal
from translator.lower.flow.group_ids import grouped_name
from translator.lower.templates.source import HOLE, read_source
from translator.lower.templates.text import Hole, Part, string_code
from translator.plan import Code

SUFFIX = re.compile(r"\[\d+\](?=$|\.)|(?<=\})\[\d+\]|__\d+$")
"""What tells the ids of a symbolic task's runs apart."""
HOLES = re.compile(r"(\{(?:[^{}]|\{[^{}]*\})*\})")
"""Code in braces; it may have braces of an f-string in it."""


def _pattern(task: ir.Task) -> Code:
    """The name where the loop's length is unknown: the same code for every run.

    The loader writes such an id as text with the code of what is unknown in braces.
    """
    text = SUFFIX.sub("", task.task_id)
    given = task.args.get("task_id")
    if given is not None and not given.known and text == f"{{{given.code}}}":
        return code_of(given)
    pieces = [part for part in HOLES.split(text) if part]
    parts: list[Part] = [Hole(p[1:-1]) if HOLES.fullmatch(p) else p for p in pieces]
    unknown = frozenset(loop.site for loop in task.loops if loop.count is None)
    holes = any(isinstance(part, Hole) for part in parts)
    return Code(string_code(parts), loops=unknown if holes else frozenset())


def task_name_code(task: ir.Task, dag: ir.Dag) -> Code:
    """The name of the run: the task id, as the loop around it makes it."""
    given = task.args.get("task_id")
    if task.symbolic or any(loop.count is None for loop in task.loops):
        return _pattern(task)
    if task.loops and (grouped := grouped_name(task, dag)) is not None:
        return grouped
    if given is None or not given.loops or not isinstance(given.value, str):
        return literal(task.task_id)
    if task.task_id == given.value:
        return code_of(given)
    source = read_source(given.code, given.value)
    if source is None or not task.task_id.endswith(given.value):
        return literal(task.task_id)
    parts: list[Part] = [task.task_id.removesuffix(given.value)]
    pieces = HOLE.split(source.text)
    parts += [source.holes[int(p)] if i % 2 else p for i, p in enumerate(pieces)]
    return replace(code_of(given), text=string_code(parts))
