"""What the terminal shows at the end: findings, files, counts, and the next command to type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from translator.diagnostics import Diagnostic, Rule, Severity
from translator.report.paths import displayed, printable
from translator.report.result import FileResult, Report, Status, merged

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
STATUS_STYLES: Mapping[Status, tuple[str, str]] = {
    "translated": ("translated", "green"),
    "needs_review": ("needs review", "yellow"),
    "failed": ("failed", "bold red"),
    "not_a_dag": ("no DAG", "dim"),
}
COUNTED: Mapping[Status, str] = {
    "translated": "translated",
    "needs_review": "to review",
    "failed": "failed",
}
LISTED_FILES = 40
"""With more files than this, those without a finding are only counted."""


def show(report: Report, console: Console, rules: Mapping[str, Rule], verbosity: int) -> None:
    """Print the summary. `verbosity`: below 0 errors only, 0 the usual, above 0 everything."""
    threshold = {-1: Severity.ERROR, 0: Severity.WARNING}.get(verbosity, Severity.INFO)
    for line in finding_lines(report, threshold):
        _print(console, line)
    if verbosity < 0:
        return
    for line in (
        *_file_lines(report, verbosity),
        *_count_lines(report),
        *_code_lines(report, rules),
    ):
        _print(console, line)
    for line in _end_lines(report):
        _print(console, line)


def _print(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True, highlight=False)


def finding_lines(report: Report, threshold: Severity) -> Iterator[Text]:
    """One line a finding: `path:line:column CODE [severity] message`.

    What one file says again on other lines is said once, with those lines.
    """
    outputs = set(report.output_findings)
    same: dict[tuple[object, ...], list[Diagnostic]] = {}
    for found in report.diagnostics():
        if found.level >= threshold:
            key = (found in outputs, found.span.path, found.code, found.level, found.message)
            same.setdefault(key, []).append(found)
    for first, *more in same.values():
        folder = report.out if first in outputs and report.out else report.root
        yield finding_line(first, folder, sorted({one.span.line for one in more}))


def finding_line(found: Diagnostic, folder: Path, more: Sequence[int] = ()) -> Text:
    """One finding in a file below `folder`; `more`: other lines that it is on."""
    span = found.span
    place = f"{displayed(folder, span.path)}:{span.line}:{span.column}"
    others = [line for line in more if line != span.line]
    also = f" (also line {', '.join(map(str, others))})" if others else ""
    return Text.assemble(
        (place, "bold"),
        " ",
        (found.code, STYLES[found.level]),
        f" [{found.level}] {printable(' '.join(found.message.split()))}{also}",
    )


def _file_lines(report: Report, verbosity: int) -> Iterator[Text]:
    files = [file for file in report.files if file.status != "not_a_dag" or verbosity > 0]
    shown = [file for file in files if _is_listed(file, len(files), verbosity)]
    if shown:
        yield Text()
    width = max((len(printable(file.source)) for file in shown), default=0)
    for file in shown:
        yield _file_line(file, printable(file.source).ljust(width))
    if hidden := len(files) - len(shown):
        yield Text(f"  and {_plural(hidden, 'file')} translated (-v lists them)", style="dim")


def _is_listed(file: FileResult, total: int, verbosity: int) -> bool:
    return verbosity > 0 or total <= LISTED_FILES or file.status != "translated"


def _file_line(file: FileResult, path: str) -> Text:
    label, style = STATUS_STYLES[file.status]
    tasks = sum(len(dag.tasks) for dag in file.dags)
    parts = [_plural(len(file.dags), "DAG"), _plural(tasks, "task")] if file.dags else []
    levels = [place.finding.level for place in merged(file.diagnostics)]
    for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        if count := levels.count(severity):
            parts.append(_plural(count, word))
    return Text.assemble(
        "  ", (label.ljust(12), style), "  ", path, "  ", (", ".join(parts), "dim")
    )


def _count_lines(report: Report) -> Iterator[Text]:
    counts = report.statuses()
    converted = sum(count for status, count in counts.items() if status != "not_a_dag")
    line = Text(f"\n{_plural(converted, 'DAG file')}: ")
    words = [
        Text(
            f"{counts[status]} {words}", style=STATUS_STYLES[status][1] if counts[status] else "dim"
        )
        for status, words in COUNTED.items()
    ]
    yield line + Text(", ").join(words)
    others = [f"{_plural(counts['not_a_dag'], 'Python file')} without a DAG"] * bool(
        counts["not_a_dag"]
    ) + [f"{report.ignored} ignored by .airflowignore"] * bool(report.ignored)
    if others:
        yield Text("; ".join(others), style="dim")
    supports = report.supports()
    if total := sum(supports.values()):
        levels = ", ".join(f"{count} {level}" for level, count in supports.items())
        yield Text(f"{_plural(report.dag_count, 'DAG')}, {_plural(total, 'task')}: {levels}")


def _code_lines(report: Report, rules: Mapping[str, Rule]) -> Iterator[Text]:
    codes = report.codes()
    if codes:
        yield Text()
    for code, count in codes.items():
        rule = rules[code]
        yield Text.assemble("  ", (code, STYLES[rule.severity]), f"  {count:4}  ", rule.title)


def _end_lines(report: Report) -> Iterator[Text]:
    if report.out is not None and report.fates:
        verb = "Would write" if report.dry_run else "Written"
        fates = ", ".join(f"{count} {fate}" for fate, count in report.fates.items() if count)
        yield Text(f"\n{verb} to {printable(str(report.out))}: {fates}")
    yield Text("Next: ", style="bold") + Text(next_command(report))


def next_command(report: Report) -> str:
    """What to type next: look into the worst finding, or go on with what was written."""
    codes = [found.code for found in report.diagnostics() if found.level is Severity.ERROR]
    if codes:
        return f"airflow2prefect explain {max(sorted(set(codes)), key=codes.count)}"
    if not report.dag_count:
        return "airflow2prefect convert --help"
    if report.dry_run or report.out is None:
        return "the same without --dry-run"
    folder = printable(str(report.out))
    return f"cd {folder} && python -m pip install -r requirements.txt && prefect deploy --all"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
