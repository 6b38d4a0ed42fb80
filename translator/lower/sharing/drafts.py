"""Task functions before they have a name, by the Airflow task that asked for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from translator import ir
from translator.plan import Code, Import, Support


@dataclass(frozen=True, slots=True)
class Draft:
    """A task function without its name, and how the flow calls it."""

    lines: tuple[str, ...]
    """The body, indented by four spaces relative to itself where it nests, not yet as a body."""
    parameters: tuple[str, ...] = ()
    """As in a signature; those with a default last."""
    args: tuple[Code, ...] = ()
    mapped: Mapping[str, Code] = field(default_factory=dict)
    mapped_kwargs: Code | None = None
    imports: frozenset[Import] = frozenset()
    names: frozenset[str] = frozenset()
    support_files: frozenset[str] = frozenset()
    requirements: frozenset[str] = frozenset()
    support: Support = "native"
    may_skip: bool = False
    decides: Literal["branch", "short_circuit"] | None = None
    ignore_rules: bool = True
    decorator: Mapping[str, Code] = field(default_factory=dict)
    """Arguments of the decorator beyond those that every operator has."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a task asks for."""

    draft: Draft | None
    """None: a callable, which has a name already."""
    decorator: Mapping[str, Code]
    """All arguments of the decorator."""
    apart: frozenset[str] = frozenset()
    """Those that differ between DAGs of one origin: each DAG says them where it submits."""
    wanted: str = ""
    """The name for several tasks with different ids; "" where each has its own."""


@dataclass
class Drafts:
    """What the tasks of a file ask for, and what they get instead."""

    asked: dict[tuple[str, str], Drafted] = field(default_factory=dict)
    """By DAG id and task id."""
    instead: Mapping[tuple[str, str], tuple[Drafted, Drafted]] = field(default_factory=dict)
    """What a task that asks for the first gets."""

    def settle(self, dag: ir.Dag, task: ir.Task, asked: Drafted) -> Drafted:
        """What a task gets: what it asks for, or what it shares with others."""
        key = (dag.dag_id, task.task_id)
        self.asked[key] = asked
        wanted, found = self.instead.get(key, (asked, asked))
        return found if wanted == asked else asked
