"""AP9xx: the compiler's own faults."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

INTERNAL = Rule(
    "AP901",
    Severity.ERROR,
    "The compiler failed on this file",
    why="",
    fix="",
)

BAD_OUTPUT = Rule(
    "AP902",
    Severity.ERROR,
    "The generated module did not pass its own checks",
    why="",
    fix="",
)
