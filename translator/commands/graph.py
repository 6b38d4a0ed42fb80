"""`airflow2prefect graph`: what the DAGs are, before anything is translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from translator.commands import common
from translator.commands.source import SourceOptions, source_options
from translator.diagnostics import Diagnostic, Severity, Sink
from translator.output import to_json
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
    from translator.report.graph_formats import as_json, as_text

    source = SourceOptions(**options)
    sink = Sink()
    found = source.find(sink)
    files = load_all(found, source.translate_options())
    if dag_id is not None:
        files = only_dag(files, dag_id)
    findings = [*sink, *(one for loaded in files for one in loaded.diagnostics)]
    if form == "json":
        common.write_stdout(to_json(as_json(files)))
    else:
        common.write_stdout(as_text(files, form).encode("utf-8", "backslashreplace"))
        show_findings(findings, source)
    raise SystemExit(common.exit_code(findings, fail_on))


def only_dag(files: Sequence[LoadedFile], dag_id: str) -> list[LoadedFile]:
    """The files with this DAG, without their other DAGs."""
    chosen = []
    for loaded in files:
        dags = tuple(dag for dag in loaded.file.dags if dag.dag_id == dag_id)
        if dags:
            chosen.append(replace(loaded, file=replace(loaded.file, dags=dags)))
    if not chosen:
        raise click.BadParameter(f"there is no DAG {dag_id!r}", param_hint="'--dag'")
    return chosen


def show_findings(findings: Sequence[Diagnostic], source: SourceOptions) -> None:
    """Warnings and errors, on stderr."""
    console = Console(stderr=True, highlight=False)
    for found in findings:
        if found.level >= Severity.WARNING:
            console.print(finding_line(found, source.root), soft_wrap=True)
