""".airflowignore: which files and folders Airflow itself would not look at.

Two syntaxes exist (`[core] dag_ignore_file_syntax`): `regexp`, the default of Airflow 1 and 2, is
searched in the path below the DAG folder; `glob`, the default of Airflow 3, follows .gitignore.
A file does not say in which it is written. `guess_syntax` decides by what only one of them allows.
https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#airflowignore
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal, Protocol

from pathspec import GitIgnoreSpec

IGNORE_FILE = ".airflowignore"

Syntax = Literal["glob", "regexp"]

# What has a meaning in a regular expression only, and what in a glob only.
REGEXP_ONLY = re.compile(r"\.\*|\.\+|\\[.dwsb]|[\^$|()]|\.\?")
GLOB_ONLY = re.compile(r"^!|^/|\*\*|(?<![.\])])(?<!\\[wdsWDS])\*")


class Rule(Protocol):
    """One line of an ignore file."""

    def verdict(self, path: PurePosixPath, folder: bool) -> bool | None:
        """True: ignored, False: wanted after all, None: nothing said about it."""


@dataclass(frozen=True, slots=True)
class RegexpRule:
    """A regular expression, searched in the path below the DAG folder."""

    pattern: re.Pattern[str]

    def verdict(self, path: PurePosixPath, folder: bool) -> bool | None:
        """True where the expression is found."""
        return True if self.pattern.search(str(path)) else None


@dataclass(frozen=True, slots=True)
class GlobRule:
    """A .gitignore pattern of the file in `base`."""

    spec: GitIgnoreSpec
    base: PurePosixPath
    anchored: bool
    """It has a slash that is not its last character: it holds for paths below `base`, not names."""
    folders_only: bool
    negated: bool

    def verdict(self, path: PurePosixPath, folder: bool) -> bool | None:
        """The opposite of `negated` where the pattern matches."""
        if self.folders_only and not folder:
            return None
        shown = str(path.relative_to(self.base)) if self.anchored else path.name
        matches = self.spec.match_file(shown + "/" if folder else shown)
        return (not self.negated) if matches else None


def is_ignored(rules: Sequence[Rule], path: PurePosixPath, folder: bool) -> bool:
    """Whether the last rule that says something about `path` ignores it."""
    for rule in reversed(rules):
        if (verdict := rule.verdict(path, folder)) is not None:
            return verdict
    return False


def pattern_lines(text: str) -> list[str]:
    """The patterns of an ignore file, without comments (`#` anywhere in a line starts one)."""
    lines = (re.sub(r"\s*#.*", "", line) for line in text.splitlines())
    return [line for line in lines if line.strip()]


def parse_rules(text: str, base: PurePosixPath, syntax: Syntax) -> tuple[list[Rule], list[str]]:
    """The rules of the ignore file that lies in `base`, and its lines that are no patterns."""
    rules: list[Rule] = []
    invalid: list[str] = []
    for line in pattern_lines(text):
        rule = parse_rule(line, base, syntax)
        if rule is None:
            invalid.append(line)
        else:
            rules.append(rule)
    return rules, invalid


def parse_rule(line: str, base: PurePosixPath, syntax: Syntax) -> Rule | None:
    """One rule, None where the line is not a pattern of `syntax`."""
    try:
        return RegexpRule(re.compile(line)) if syntax == "regexp" else _glob_rule(line, base)
    except (ValueError, re.error):
        return None


def _glob_rule(line: str, base: PurePosixPath) -> Rule | None:
    pattern = line.strip().removeprefix("!")
    if pattern in ("", "/"):
        return None
    return GlobRule(
        spec=GitIgnoreSpec.from_lines([pattern]),
        base=base,
        anchored="/" in pattern.rstrip("/"),
        folders_only=pattern.endswith("/"),
        negated=line.strip().startswith("!"),
    )


def guess_syntax(text: str) -> Syntax | None:
    """The syntax an ignore file is written in; None where it could be either."""
    lines = pattern_lines(text)
    if any(not _compiles(line) for line in lines):
        return "glob"
    regexp = sum(bool(REGEXP_ONLY.search(line)) for line in lines)
    glob = sum(bool(GLOB_ONLY.search(line)) for line in lines)
    if regexp == glob:
        return None
    return "regexp" if regexp > glob else "glob"


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
