"""The last word before a module is written: black, then compile() and pyflakes.

A name that nothing defines, or an import that nothing uses, is a fault of the compiler; the text
is then not written (AP902). Imports are the exception: an emitted import that turned out not to be
needed is taken out here, because only the finished text shows it.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass

import black
from black.mode import TargetVersion
from black.parsing import InvalidInput
from pyflakes import api, messages, reporter

TARGETS = {
    TargetVersion.PY310,
    TargetVersion.PY311,
    TargetVersion.PY312,
    TargetVersion.PY313,
}
MODE = black.Mode(line_length=100, target_versions=TARGETS)

FATAL = (messages.UndefinedName, messages.UndefinedLocal, messages.UndefinedExport)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with emitted text."""

    kind: str
    """`syntax`, `undefined`, `unused_import` or `redefined`."""
    line: int
    text: str
    name: str = ""


class BadOutputError(Exception):
    """The emitted text does not compile or can't be formatted."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason)
        self.text = text
        """What was emitted, for whoever looks for the fault."""


class _Collector(reporter.Reporter):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(io.StringIO(), io.StringIO())
        self.found: list[Problem] = []

    def unexpectedError(self, filename: str, msg: str) -> None:
        self.found.append(Problem("syntax", 1, msg))

    def syntaxError(self, filename: str, msg: str, lineno: int, offset: int, text: str) -> None:
        self.found.append(Problem("syntax", lineno or 1, msg))

    def flake(self, message: messages.Message) -> None:
        if isinstance(message, FATAL):
            name = str(message.message_args[0])
            self.found.append(Problem("undefined", message.lineno, str(message), name))
        elif isinstance(message, messages.UnusedImport):
            name = str(message.message_args[0])
            self.found.append(Problem("unused_import", message.lineno, str(message), name))
        elif isinstance(message, messages.RedefinedWhileUnused):
            name = str(message.message_args[0])
            self.found.append(Problem("redefined", message.lineno, str(message), name))


def format_text(text: str) -> str:
    """`text` as black formats it.

    Raises:
        BadOutputError: it is no valid Python.
    """
    try:
        return _format_once(text)
    except (InvalidInput, IndentationError) as error:
        raise BadOutputError(f"black: {error}", text) from error


def _format_once(text: str) -> str:
    """Black's first pass; its second one only looks whether the first was stable.

    The tests hold that for everything we emit, so a conversion need not pay for it twice.
    """
    once = getattr(black, "_format_str_once", None)
    formatted: str = once(text, mode=MODE) if once else black.format_str(text, mode=MODE)
    return formatted


def check(text: str, path: str = "<emitted>") -> list[Problem]:
    """What is wrong with a finished module."""
    try:
        # Whoever runs the module is warned; whoever translates it is not.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return [Problem("syntax", getattr(error, "lineno", 1) or 1, str(error))]
    collector = _Collector()
    api.check(text, path, collector)
    return collector.found


def unused_names(problems: list[Problem]) -> frozenset[str]:
    """The local names of imports that nothing uses."""
    names = (p.name for p in problems if p.kind == "unused_import")
    return frozenset(re.split(r" as ", name)[-1] for name in names)
