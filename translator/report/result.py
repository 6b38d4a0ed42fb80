"""What one run did, as plain data: every report is made from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from translator.diagnostics import Diagnostic, Span
from translator.plan import Support, Tier

Status = Literal["translated", "needs_review", "failed", "not_a_dag"]

STATUSES: tuple[Status, ...] = ("translated", "needs_review", "failed", "not_a_dag")
SUPPORTS: tuple[Support, ...] = ("native", "hosted", "manual")


@dataclass(frozen=True, slots=True)
class Place:
    """One finding at one place, and how many tasks it is about."""

    finding: Diagnostic
    count: int = 1


@dataclass(frozen=True, slots=True)
class TaskResult:
    """One Airflow task and where it went."""

    task_id: str
    operator: str
    support: Support
    source_line: int
    output_lines: tuple[int, int] | None
    """First and last line; None for a task that only joined others and vanished."""


@dataclass(frozen=True, slots=True)
class DagResult:
    """One DAG and its flow."""

    dag_id: str
    flow: str
    tier: Tier
    line: int
    tasks: tuple[TaskResult, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """One Python file of the source folder."""

    source: str
    status: Status
    outputs: tuple[str, ...] = ()
    dags: tuple[DagResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run."""

    root: Path
    """The source root: the paths of sources are relative to it."""
    out: Path | None
    """The output folder: the paths of outputs are relative to it."""
    files: tuple[FileResult, ...]
    source_findings: tuple[Diagnostic, ...] = ()
    """About the source folder as a whole; their paths are relative to `root`."""
    output_findings: tuple[Diagnostic, ...] = ()
    """About what could not be written; their paths are relative to `out`."""
    fates: Mapping[str, int] = field(default_factory=dict)
    """How many outputs were created, updated, unchanged, kept, refused."""
    ignored: int = 0
    dry_run: bool = False

    def diagnostics(self) -> Iterator[Diagnostic]:
        """All findings, each once: several files may share one (a helper module's)."""
        seen: dict[Diagnostic, None] = {}
        for file in self.files:
            seen.update(dict.fromkeys(file.diagnostics))
        yield from seen
        yield from self.source_findings
        yield from self.output_findings

    def places(self) -> list[Place]:
        """All findings, those that differ only in the task told once: a loop makes many of one."""
        return merged(self.diagnostics())

    def statuses(self) -> dict[str, int]:
        """How many files have each status."""
        counted = Counter(file.status for file in self.files)
        return {status: counted[status] for status in STATUSES}

    def codes(self) -> dict[str, int]:
        """How many findings have each code, the most frequent first."""
        counted = Counter(place.finding.code for place in self.places())
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    def supports(self) -> dict[str, int]:
        """How many tasks have each level of support."""
        tasks = (task for file in self.files for dag in file.dags for task in dag.tasks)
        counted = Counter(task.support for task in tasks)
        return {level: counted[level] for level in SUPPORTS}

    @property
    def dag_count(self) -> int:
        """How many DAGs became flows."""
        return sum(len(file.dags) for file in self.files)


def merged(found: Iterable[Diagnostic]) -> list[Place]:
    """Findings that differ only in the task as one, in the order of their first."""
    counted: dict[tuple[str, Span, str], list[Diagnostic]] = {}
    for one in found:
        counted.setdefault((one.code, one.span, one.message), []).append(one)
    return [Place(same[0], len(same)) for same in counted.values()]
