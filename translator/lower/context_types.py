"""What the files of `lower` hand to each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translator import ir
from translator.diagnostics import Diagnostic, Rule, Severity, Sink, Span
from translator.lower.names import NameTable, slug
from translator.lower.sharing.drafts import Drafts
from translator.plan import Block, Code, Flow, Import, TaskDef, TaskUse, Tier

if TYPE_CHECKING:
    from translator.mappings import Mappings

__all__ = ["FlowBody", "LowerContext", "Lowered", "NameTable", "slug"]


_PLACEHOLDERS = re.compile(r"[^\s=(\[{]*(?:[(\[{].*)?__ref_\d+__.*", re.DOTALL)
"""From the start of an expression with a placeholder of `ir.Expr` in it to the end."""

_LONGEST = 100
"""Characters of the user's text in a message."""


def no_module(dotted: str) -> ir.DagFile | None:
    """For a file that stands alone."""
    return None


@dataclass(frozen=True, slots=True)
class LowerContext:
    """What lowering one DAG needs to know."""

    file: ir.DagFile
    dag: ir.Dag
    tier: Tier
    sink: Sink
    names: NameTable
    """Names of the emitted module, shared by all DAGs of the file."""
    mappings: Mappings
    shared: dict[object, TaskDef] = field(default_factory=dict)
    """Task functions made so far in this file by their maker's own key (all DAGs of the file)."""
    callables: dict[object, Any] = field(default_factory=dict)
    """What `callables` has rewritten so far for this DAG."""
    module: Callable[[str], ir.DagFile | None] = no_module
    """The file of a module of the tree by its dotted name."""
    proven: bool = False
    """Whether the plain tier was already found to be right for the file."""
    flows: Mapping[str, Flow] = field(default_factory=dict)
    """The flows made so far of this file, by DAG id."""
    load: Callable[[str], ir.DagFile | None] = no_module
    """A module of the tree by its path."""
    drafts: Drafts = field(default_factory=Drafts)
    """The task functions that tasks share although they don't ask for the same."""

    def report(
        self,
        rule: Rule,
        span: Span,
        detail: str = "",
        task: ir.Task | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Record a finding in this DAG."""
        task_id = task.task_id if task else None
        detail = self._as_written(detail, span)
        return self.sink.add(
            rule, span, detail, dag_id=self.dag.dag_id, task_id=task_id, severity=severity
        )

    def _as_written(self, detail: str, span: Span) -> str:
        """`detail` with the user's text in the place of code that has placeholders in it."""
        if "__ref_" not in detail or span.path != self.file.path:
            return detail
        lines = list(self.file.lines[span.line - 1 : span.end_line])
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return _PLACEHOLDERS.sub(lambda _: _one_line(lines), detail, count=1)

    def upstream(self, task_id: str) -> tuple[str, ...]:
        """Direct upstream task ids, in the order of creation."""
        return self.dag.upstream.get(task_id, ())

    def downstream(self, task_id: str) -> tuple[str, ...]:
        """Direct downstream task ids, in the order of creation."""
        return self.dag.downstream.get(task_id, ())


def _one_line(lines: list[str]) -> str:
    """Source without its comment lines and line breaks, cut where it is long."""
    kept = " ".join(line for line in lines if not line.lstrip().startswith("#"))
    text = re.sub(r",? ([)\]}])", r"\1", re.sub(r"([(\[{]) ", r"\1", " ".join(kept.split())))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


@dataclass(frozen=True, slots=True)
class Lowered:
    """One Airflow task, lowered: the function it runs and how the flow submits it."""

    definition: TaskDef | None
    """None: nothing runs (an EmptyOperator that only joins)."""
    use: TaskUse


@dataclass(frozen=True, slots=True)
class FlowBody:
    """The body of a flow, and what it needs around it."""

    body: tuple[Block, ...]
    imports: frozenset[Import] = frozenset()
    support: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    """Run values that it reads: their definitions go to the top of the flow."""
    names: frozenset[str] = frozenset()
    """Module-level names of the user's that it reads."""
    definitions: Mapping[str, TaskDef] = field(default_factory=dict)
    """Task functions by name, adjusted (trigger rule) or added (`pick`)."""
    decorator: Mapping[str, Code] = field(default_factory=dict)
    """Arguments of `@flow` that the body calls for (a task runner, ...)."""


Uses = Mapping[str, TaskUse]
