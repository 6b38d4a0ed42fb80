"""Files that say what Airflow would know at run time: exported Variables, environment variables."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

EXPORT_KEYS = frozenset({"value", "description", "team_name"})

_LINE = re.compile(r"(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)")


class SettingsError(ValueError):
    """The file is not what it should be; the message says where."""


def read_variables(location: Path) -> dict[str, Any]:
    """Variables as `airflow variables export` writes them: values plain, or with a description."""
    try:
        document = json.loads(location.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise SettingsError(f"{location}: {problem}") from None
    if not isinstance(document, dict):
        raise SettingsError(f"{location}: not a JSON object of variable names and values")
    return {name: _variable(value) for name, value in document.items()}


def _variable(value: Any) -> Any:
    described = isinstance(value, dict) and "value" in value and value.keys() <= EXPORT_KEYS
    return value["value"] if described else value


def read_environment(location: Path) -> dict[str, str]:
    """`NAME=value` lines, as in a .env file: comments, `export` and quotes are understood."""
    try:
        lines = location.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, ValueError) as problem:
        raise SettingsError(f"{location}: {problem}") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = _LINE.fullmatch(stripped)
        if match is None:
            raise SettingsError(f"{location}:{number}: not a NAME=value line")
        found[match[1]] = _unquoted(match[2])
    return found


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return re.split(r"\s+#", text, maxsplit=1)[0].strip()
