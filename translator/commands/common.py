"""What several commands share: exit codes, output, types of options."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from translator.diagnostics import Diagnostic, Severity

CLEAN, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3

FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}

Function = TypeVar("Function", bound=Callable[..., Any])

Folder = click.Path(file_okay=False, path_type=Path)
ReadableFile = click.Path(exists=True, dir_okay=False, path_type=Path)


def fail_on_option(command: Function) -> Function:
    """`--fail-on`."""
    option: Any = click.option(
        "--fail-on",
        type=click.Choice(list(FAIL_ON)),
        default="error",
        show_default=True,
        help="The exit code is 1 when a finding is at least this severe.",
    )
    return cast(Function, option(command))


def exit_code(found: Iterable[Diagnostic], fail_on: str) -> int:
    """0 clean, 1 findings at or above `fail_on`, 3 where one is a fault of our own."""
    findings = list(found)
    if any(one.code.startswith("AP9") for one in findings):
        return INTERNAL
    threshold = FAIL_ON[fail_on]
    if threshold is not None and any(one.level >= threshold for one in findings):
        return FINDINGS
    return CLEAN


def write_stdout(content: bytes) -> None:
    """Write a document as it is, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def same_folder(one: Path, other: Path) -> bool:
    """Whether two paths name one folder (it need not exist)."""
    return os.path.realpath(one) == os.path.realpath(other)
