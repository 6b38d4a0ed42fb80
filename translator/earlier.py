"""What earlier runs over other parts of the source folder left in the output folder.

`convert dags/etl.py --out flows` after `convert dags --out flows` must not take the other
deployments out of prefect.yaml. What belongs to sources that are not part of this run is read back
from the generated files and carried over.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPORT = "migration_report.json"
DEPLOYMENTS = "prefect.yaml"
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is carried over; empty when the whole source folder is converted."""

    deployments: tuple[dict[str, Any], ...] = ()
    requirements: tuple[str, ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    """Entries of `files` in the migration report."""


def read_earlier(folder: Path, carried: Mapping[str, str]) -> Earlier:
    """What belongs to the outputs in `carried` (output path → source path)."""
    if not carried:
        return Earlier()
    sources = set(carried.values())
    files = _read(folder / REPORT, json.loads).get("files", [])
    entries = _read(folder / DEPLOYMENTS, yaml.safe_load).get("deployments", [])
    return Earlier(
        deployments=tuple(one for one in entries if _entrypoint_file(one) in carried),
        requirements=_lines(folder / REQUIREMENTS),
        files=tuple(one for one in files if one.get("source") in sources),
    )


def _read(location: Path, parse: Any) -> dict[str, Any]:
    """A document of ours; nothing where it is missing, or somebody made something else of it."""
    try:
        document = parse(location.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return document if isinstance(document, dict) else {}


def _entrypoint_file(entry: dict[str, Any]) -> str:
    return str(entry.get("entrypoint", "")).rpartition(":")[0]


def _lines(location: Path) -> tuple[str, ...]:
    try:
        text = location.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ()
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
