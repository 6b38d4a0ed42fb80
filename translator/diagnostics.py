"""What the compiler has to say: rules with stable codes, and the places where they apply.

Codes are never reused: AP1xx load, AP2xx operators and arguments, AP3xx data (XCom, Variables,
Connections, templates), AP4xx mapping, AP5xx trigger rules and branching, AP6xx schedule and DAG
options, AP7xx files and output, AP9xx internal. The table of rules is in `translator.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad it is: an ERROR leaves code that stays red, a WARNING wants a look, an INFO tells."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: what `airflow2prefect explain CODE` prints."""

    code: str
    severity: Severity
    title: str
    """One line, no full stop; the message is `title: detail`."""
    why: str
    """What it means, and where Airflow and Prefect differ."""
    fix: str
    """What a person does about it."""
    before: str = ""
    """Airflow code that shows it."""
    after: str = ""
    """What to write, or what is emitted."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file. Lines count from 1, columns from 1 (as ruff and SARIF count)."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a rule, a place, and what is particular to it."""

    rule: Rule
    span: Span
    detail: str = ""
    dag_id: str | None = None
    task_id: str | None = None
    severity: Severity | None = None
    """Overrides the rule's own severity; read `level`."""

    @property
    def code(self) -> str:
        """The stable code, such as `AP201`."""
        return self.rule.code

    @property
    def level(self) -> Severity:
        """The severity that counts."""
        return self.rule.severity if self.severity is None else self.severity

    @property
    def message(self) -> str:
        """`title: detail`, one line."""
        return f"{self.rule.title}: {self.detail}" if self.detail else self.rule.title

    def __str__(self) -> str:
        return f"{self.span}: {self.code} [{self.level}] {self.message}"


@dataclass(slots=True)
class Sink:
    """Collects diagnostics; the same finding at the same place is kept once."""

    _seen: dict[Diagnostic, None] = field(default_factory=dict)

    def add(
        self,
        rule: Rule,
        span: Span,
        detail: str = "",
        *,
        dag_id: str | None = None,
        task_id: str | None = None,
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Record a finding and return it."""
        found = Diagnostic(rule, span, detail, dag_id, task_id, severity)
        self._seen.setdefault(found)
        return found

    def extend(self, found: Iterator[Diagnostic] | list[Diagnostic]) -> None:
        """Record findings made elsewhere."""
        for one in found:
            self._seen.setdefault(one)

    def sorted(self) -> list[Diagnostic]:
        """All findings by place, then code."""
        return sorted(self._seen, key=lambda d: (d.span, d.code, d.detail))

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)
