"""The DAGs of the equivalence suite, and what Airflow made of them.

A DAG file says in its first line what it shows. Further comment lines may say how to run it:
`# conf: {...}`, `# logical_date: <ISO>`, `# airflow: 2.10` (recorded with Airflow 2.10).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DAGS = HERE / "dags"
RECORDED = HERE / "recorded"

LOGICAL_DATE = "2024-03-05T00:00:00+00:00"
"""Where a file does not say another."""

DIRECTIVE = re.compile(r"^# (conf|logical_date|airflow): (.+)$", re.MULTILINE)
VERSIONS = {"3": "3.3.2", "2.10": "2.10.5"}


@dataclass(frozen=True, slots=True)
class Case:
    """One DAG file."""

    name: str
    path: Path
    shows: str
    airflow: str = "3"
    conf: dict[str, Any] = field(default_factory=dict, hash=False)
    logical_date: str = LOGICAL_DATE

    @property
    def digest(self) -> str:
        """What a recording is filed under: it changes with the file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]


def read_case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    found = dict(DIRECTIVE.findall(text))
    return Case(
        path.stem,
        path,
        text.splitlines()[0].removeprefix("# "),
        found.get("airflow", "3"),
        json.loads(found.get("conf", "{}")),
        found.get("logical_date", LOGICAL_DATE),
    )


def all_cases() -> list[Case]:
    return [read_case(path) for path in sorted(DAGS.glob("*.py"))]


def recording_file(airflow: str) -> Path:
    return RECORDED / f"airflow-{VERSIONS[airflow]}.json"


def recordings(airflow: str) -> dict[str, Any]:
    """Airflow's answers by case name: `{"digest", "state", "tasks", "xcoms", "error"}`."""
    path = recording_file(airflow)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
