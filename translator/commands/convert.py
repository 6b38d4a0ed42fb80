"""`airflow2prefect convert`: a folder of DAGs in, Prefect modules that run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from translator.commands import common
from translator.commands.source import SourceOptions, source_options
from translator.diagnostics import Sink
from translator.earlier import REPORT, Earlier, read_earlier
from translator.mappings import load_mappings
from translator.output import OutputFile, OutputFolder, nested, to_json
from translator.report import json_report, sarif, summary
from translator.report.result import Report
from translator.rules import RULES
from translator.version import own_version

if TYPE_CHECKING:
    from translator.folder import Done
    from translator.load.sources.discover import Discovery

FEW_FILES = 5
"""Up to this many files, a progress bar is only noise."""


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """The options that only `convert` has."""

    out: Path | None
    dry_run: bool
    force: bool
    tier: Literal["auto", "plain", "rules"]
    mappings: tuple[Path, ...]
    work_pool: str
    jobs: int
    fail_on: str
    form: str
    quiet: bool
    verbose: int

    @property
    def verbosity(self) -> int:
        """Below 0: errors only."""
        return -1 if self.quiet else self.verbose


@click.command("convert", short_help="Translate a DAG file or a folder of them.")
@source_options
@click.option("-o", "--out", type=common.Folder, metavar="DIR", help="Folder to write to.")
@click.option("--dry-run", is_flag=True, help="Report only; write nothing.")
@click.option(
    "--force", is_flag=True, help="Replace outputs that were edited, and files of others."
)
@click.option(
    "--tier",
    type=click.Choice(["plain", "rules", "auto"]),
    default="auto",
    show_default=True,
    help="plain: nothing but Prefect; rules: with the emitted helper trigger_rules.py; "
    "auto: plain wherever that is right.",
)
@click.option(
    "--mappings",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Folder with operator mappings of your own; may be given several times, later ones win.",
)
@click.option(
    "--work-pool",
    default="default",
    show_default=True,
    metavar="NAME",
    help="Work pool of the deployments in prefect.yaml.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes to use.  [default: as many as pay off]",
)
@common.fail_on_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="What to print: a summary, the migration report, or SARIF 2.1.0.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", count=True, help="Print every finding; -vv: tracebacks too.")
def command(**options: Any) -> None:
    """Translate SRC, a DAG file or a folder of them, and write Prefect modules to DIR.

    Each DAG file becomes one module at the same relative path. Beside them come the helper modules
    that they import, prefect.yaml with one deployment per flow, requirements.txt and
    migration_report.json. A file that somebody edited after it was generated is kept, unless
    --force is given.

    \b
    Examples
      airflow2prefect convert dags/ --out flows/
      airflow2prefect convert dags/etl.py --source-root dags/ --out flows/
      airflow2prefect convert dags/ --dry-run --format sarif > findings.sarif
    """
    names = SourceOptions.__dataclass_fields__
    source = SourceOptions(**{name: options.pop(name) for name in names})
    raise SystemExit(convert(source, ConvertOptions(**options)))


def convert(source: SourceOptions, options: ConvertOptions) -> int:
    """Do it all; returns the exit code."""
    from translator.data_files import index_data_files
    from translator.folder import translate_all
    from translator.outputs import outputs

    check_usage(source, options)
    load_mappings(options.mappings)  # one that is wrong stops the program before it starts
    sink = Sink()
    found = source.find(sink)
    translate = source.translate_options(
        tier=options.tier, mappings=options.mappings, work_pool=options.work_pool
    )
    with progress(found, options) as step:
        files = translate_all(found, translate, options.jobs, step)
    report = Report(
        root=found.root,
        out=options.out,
        files=tuple(done.result for done in files),
        source_findings=tuple(sink.sorted()),
        ignored=found.ignored,
        dry_run=options.dry_run,
    )
    if options.out is not None:
        sources = frozenset(file.location.resolve() for file in found.files)
        folder = OutputFolder(options.out, Sink(), options.force, options.dry_run, sources)
        part = scope(source)
        earlier = read_earlier(options.out, folder.carried(part))
        deep = source.source.is_dir() or source.source_root is not None
        data = index_data_files(found.root, source.max_file_size, deep)
        generated = outputs(found.root, files, options.work_pool, data, earlier)
        report = write(folder, generated, report, part, earlier)
    show(report, options)
    if options.verbose > 1:
        show_tracebacks(files)
    return common.exit_code(report.diagnostics(), options.fail_on)


def check_usage(source: SourceOptions, options: ConvertOptions) -> None:
    """Refuse what would turn outputs into sources, or sources into outputs."""
    out = options.out
    if out is None:
        if not options.dry_run:
            raise click.UsageError("--out DIR is missing (or --dry-run, to write nothing).")
        return
    inside = source.source.is_dir() and nested(source.source, out)
    if inside or common.same_folder(source.root, out):
        raise click.BadParameter(
            f"{out} is inside the source folder: what is generated would be read as a source "
            "the next time",
            param_hint="'--out'",
        )


@contextmanager
def progress(found: Discovery, options: ConvertOptions) -> Iterator[Callable[[str], None]]:
    """A progress bar on stderr, where somebody watches and there is something to wait for."""
    console = Console(stderr=True)
    count = sum(file.text is not None for file in found.files)
    hidden = options.quiet or count <= FEW_FILES or not console.is_terminal
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=hidden
    ) as bar:
        task = bar.add_task("Translating", total=count)
        yield lambda path: bar.update(task, advance=1)


def write(
    folder: OutputFolder,
    generated: Sequence[OutputFile],
    report: Report,
    part: str | None,
    earlier: Earlier,
) -> Report:
    """Write the outputs and the report; returns the report with what happened to them."""
    for file in generated:
        folder.write(file)
    folder.stale(part, also=[REPORT])
    report = replace(report, output_findings=tuple(folder.sink.sorted()))
    folder.write(OutputFile(REPORT, to_json(json_report.build(report, earlier.files))))
    folder.finish()
    fates = Counter(fate.value for fate in folder.fates.values())
    found = tuple(folder.sink.sorted())
    return replace(report, output_findings=found, fates=dict(sorted(fates.items())))


def scope(source: SourceOptions) -> str | None:
    """What part of the source root was converted, None for all of it."""
    below = source.source.resolve().relative_to(source.root.resolve()).as_posix()
    return None if below == "." else below


def show(report: Report, options: ConvertOptions) -> None:
    """Print the result in the form that was asked for."""
    match options.form:
        case "json":
            common.write_stdout(to_json(json_report.build(report)))
        case "sarif":
            common.write_stdout(to_json(sarif.build(report, own_version(), RULES)))
        case _:
            summary.show(report, Console(highlight=False), RULES, options.verbosity)


def show_tracebacks(files: Sequence[Done]) -> None:
    """Where our own faults were, on stderr."""
    for done in files:
        if done.traceback:
            click.echo(f"{done.path}:\n{done.traceback}", err=True)
