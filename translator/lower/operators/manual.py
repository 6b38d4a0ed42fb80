"""An operator without a translation: a task that raises, with the original call beside it.

It is never a no-op: the run stays red until a person has decided.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from translator import ir
from translator.diagnostics import Rule, Severity
from translator.lower.context_types import LowerContext, Lowered
from translator.lower.flow.sites import finish
from translator.lower.sharing.drafts import Draft
from translator.lower.templates.scope import Untranslatable


def lower_manual(task: ir.Task, ctx: LowerContext, rule: Rule, detail: str) -> Lowered:
    """Report `rule` and make a task that raises."""
    ctx.report(rule, task.span, detail, task, Severity.ERROR)
    return manual_task(task, ctx, f"{rule.code} {rule.title}: {detail}")


def refused(task: ir.Task, ctx: LowerContext, problem: Untranslatable) -> Lowered:
    """Report why a task has no translation, and make one that raises."""
    return lower_manual(task, ctx, problem.rule, problem.detail)


def manual_task(task: ir.Task, ctx: LowerContext, message: str) -> Lowered:
    """A task that raises NotImplementedError; the finding is reported already."""
    lines = (*mentioned(original_call(task, ctx)), f"raise NotImplementedError({message!r})")
    return finish(task, ctx, Draft(lines, support="manual"))


def mentioned(lines: Iterable[str]) -> tuple[str, ...]:
    """Code as comment lines."""
    return tuple(f"# {line}".rstrip() for line in lines)


def original_call(task: ir.Task, ctx: LowerContext) -> list[str]:
    """The lines of the call that made the task."""
    if task.span.path != ctx.file.path:
        return [task.operator]
    lines = ctx.file.text.splitlines()[task.span.line - 1 : task.span.end_line]
    return textwrap.dedent("\n".join(lines)).splitlines()
