"""What the caller may tell the loader beside the files themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MAX_STEPS = 1_000_000
"""Expressions and statements evaluated for one file: about two seconds."""

MAX_DEPTH = 120
"""User functions on the stack at once."""

MAX_ITEMS = 200_000
"""Elements of one container, characters of one computed string."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """Options of `load_file`."""

    major: Literal[1, 2, 3] | None = None
    """The Airflow major; None: guessed from the imports."""
    variables: Mapping[str, Any] = field(default_factory=dict)
    """Exported Airflow Variables."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Environment variables to assume."""
    steps: int = MAX_STEPS
    depth: int = MAX_DEPTH
