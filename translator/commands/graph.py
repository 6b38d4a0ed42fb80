"""`airflow2prefect graph`: what the DAGs are, before anything is translated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from translator.commands import common
from translator.commands.source import SourceOptions, source_options
from translator.diagnostics import Diagnostic, Severity, Sink
from translator.report.summary import finding_line

if TYPE_CHECKING:
    from translator.report.graph_formats import LoadedFile

FORMATS = ("text", "json", "mermaid", "dot")


@click.command("graph", short_help="Print the graphs of a DAG file or a folder of them.")
@source_options
@click.option("--dag", "dag_id", metavar="ID", help="Only the DAG with this id.")
@common.fail_on_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="json: everything that is known; mermaid and dot: to be drawn.",
)
def command(dag_id: str | None, fail_on: str, form: str, **options: Any) -> None:
    """Print the tasks and edges of the DAGs in SRC, a DAG file or a folder of them.

    Findings go to stderr; with --format json they are in the document.

    \b
    Examples
      airflow2prefect graph dags/ --format json
      airflow2prefect graph dags/etl.py --format mermaid
      airflow2prefect graph dags/ --dag etl --format dot | dot -Tsvg > etl.svg
    """
    from translator.folder import load_all
    from translator.report.graph_formats import json_pieces, text_pieces

    source = SourceOptions(**options)
    sink = Sink()
    found = source.find(sink)
    files: Iterable[LoadedFile] = load_all(found, source.translate_options())
    if dag_id is not None:
        files = only_dag(files, dag_id)
    findings: list[Diagnostic] = []
    files = noted(files, findings)
    for piece in json_pieces(files) if form == "json" else text_pieces(files, form):
        common.write_stdout(piece.encode("utf-8", "backslashreplace"))
    findings = [*sink, *findings]
    if form != "json":
        show_findings(findings, source)
    raise SystemExit(common.exit_code(findings, fail_on))


def noted(files: Iterable[LoadedFile], findings: list[Diagnostic]) -> Iterator[LoadedFile]:
    """The files as they come; what was found in them is added to `findings`."""
    for loaded in files:
        findings += loaded.diagnostics
        yield loaded


def only_dag(files: Iterable[LoadedFile], dag_id: str) -> Iterator[LoadedFile]:
    """The files with this DAG, without their other DAGs; said at once where there is none."""
    chosen = _with_dag(files, dag_id)
    first = next(chosen, None)
    if first is None:
        raise click.BadParameter(f"there is no DAG {dag_id!r}", param_hint="'--dag'")
    return chain([first], chosen)


def _with_dag(files: Iterable[LoadedFile], dag_id: str) -> Iterator[LoadedFile]:
    for loaded in files:
        dags = tuple(dag for dag in loaded.file.dags if dag.dag_id == dag_id)
        if dags:
            yield replace(loaded, file=replace(loaded.file, dags=dags))


def show_findings(findings: Sequence[Diagnostic], source: SourceOptions) -> None:
    """Warnings and errors, on stderr."""
    console = Console(stderr=True, highlight=False)
    for found in findings:
        if found.level >= Severity.WARNING:
            console.print(finding_line(found, source.root), soft_wrap=True)
