"""`airflow2prefect verify`: run DAGs under Airflow and their translation under Prefect."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from translator.commands import common
from translator.commands.source import SourceOptions, source_options
from translator.diagnostics import Sink
from translator.output import to_json

if TYPE_CHECKING:
    from translator.pipeline import TranslateOptions
    from translator.verify.compare import Comparison

VERDICTS = {
    True: "[green]same[/]",
    False: "[bold red]different[/]",
    None: "[yellow]not compared[/]",
}


class Conf(click.ParamType[dict[str, Any]]):
    """A JSON object."""

    name = "json"

    def convert(self, value: Any, param: Any, ctx: Any) -> dict[str, Any]:
        """The object; a usage error for anything else."""
        try:
            found = json.loads(value)
        except ValueError as problem:
            self.fail(f"not JSON: {problem}", param, ctx)
        if not isinstance(found, dict):
            self.fail("a JSON object is needed", param, ctx)
        return found


class Moment(click.ParamType[str]):
    """A moment in ISO 8601; UTC where it has no offset."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """The moment, with its offset; a usage error for anything else."""
        try:
            found = datetime.fromisoformat(re.sub("Z$", "+00:00", value))
        except ValueError as problem:
            self.fail(f"not ISO 8601: {problem}", param, ctx)
        return (found if found.tzinfo else found.replace(tzinfo=timezone.utc)).isoformat()


def now() -> str:
    """This second: one moment for both sides, which each would take its own for otherwise."""
    return datetime.now(timezone.utc).replace(microsecond=0).isoformat()


@click.command("verify", short_help="Run DAGs and their translation, and compare the outcome.")
@source_options
@click.option(
    "--airflow-python",
    type=common.ReadableFile,
    metavar="PATH",
    help="Interpreter that has Airflow 2.10 or 3.  [default: the running one]",
)
@click.option(
    "--prefect-python",
    type=common.ReadableFile,
    metavar="PATH",
    help="Interpreter that has Prefect 3.  [default: the running one]",
)
@click.option("--dag", "dag_id", metavar="ID", help="Only the DAG with this id.")
@click.option("--conf", type=Conf(), metavar="JSON", help="The conf of the runs.")
@click.option(
    "--logical-date",
    type=Moment(),
    default=now,
    metavar="T",
    help="The logical date of the runs, ISO 8601.  [default: now]",
)
@click.option(
    "--timeout", default=120.0, show_default=True, metavar="SECONDS", help="For one DAG, per side."
)
@click.option("--graph-only", is_flag=True, help="Compare graphs with DagBag; run no task.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
def command(form: str, graph_only: bool, **options: Any) -> None:
    """Translate the DAGs in SRC, run each once under Airflow and once under Prefect, and compare.

    This EXECUTES the code of the DAGs, on both sides: in a throw-away Airflow home and on a
    throw-away Prefect server, but with the files, network and credentials of this machine. No
    other command executes anything. With --graph-only Airflow loads the files, and no task runs.

    The DAGs are translated for the Airflow version of that interpreter, unless --airflow-version
    says otherwise; give `convert` the same version.

    Task states, the run's state, mapped indexes and XComs are compared. The exit code is 1 where
    they differ. What can't be compared (a missing provider, a time-out) is said, with the reason.

    \b
    Examples
      airflow2prefect verify dags/ --airflow-python ~/airflow/bin/python
      airflow2prefect verify dags/etl.py --dag etl --logical-date 2024-03-05T00:00:00+00:00
      airflow2prefect verify dags/ --graph-only --format json
    """
    from translator.verify.airflow_side import ProbeError

    try:
        found = _graphs(options) if graph_only else _runs(options)
    except ProbeError as problem:
        raise click.ClickException(str(problem)) from None
    if options["dag_id"] is not None and not found:
        raise click.BadParameter(f"there is no DAG {options['dag_id']!r}", param_hint="'--dag'")
    if form == "json":
        document = {"schema": 1, "dags": [one.as_json() for one in found]}
        common.write_stdout(to_json(document))
    else:
        show(found, Console(highlight=False))
    different = any(one.equivalent is False for one in found)
    raise SystemExit(common.FINDINGS if different else common.CLEAN)


def _source(options: dict[str, Any]) -> SourceOptions:
    return SourceOptions(
        **{name: options[name] for name in SourceOptions.__dataclass_fields__ if name in options}
    )


def _runs(options: dict[str, Any]) -> list[Comparison]:
    from translator.verification import Sides, verify_folder
    from translator.verify.airflow_side import Run

    source = _source(options)
    return verify_folder(
        source.root,
        Sides(
            options["airflow_python"] or sys.executable,
            options["prefect_python"] or sys.executable,
            timeout=options["timeout"],
        ),
        target=source.source,
        dag_id=options["dag_id"],
        run=Run("", options["conf"] or {}, options["logical_date"]),
        options=translate_options(source, options["airflow_python"]),
    )


def translate_options(source: SourceOptions, python: str | None) -> TranslateOptions:
    """Translate for the Airflow that the DAGs are run with: majors differ in dates and XComs."""
    from translator.verify.airflow_side import airflow_major

    chosen = source.translate_options()
    found = airflow_major(python or sys.executable)
    if chosen.airflow_major is None and found is not None:
        return replace(chosen, airflow_major=found)
    return chosen


def _graphs(options: dict[str, Any]) -> list[Comparison]:
    from translator.folder import load_all
    from translator.verify.compare import Comparison
    from translator.verify.graph_side import airflow_graphs, compare_graph

    source = _source(options)
    chosen = translate_options(source, options["airflow_python"])
    files = load_all(source.find(Sink()), chosen)
    theirs = airflow_graphs(options["airflow_python"] or sys.executable, source.root)
    found = []
    for file in (loaded.file for loaded in files):
        answer = theirs.get(file.path, {"dags": []})
        built = {dag["dag_id"]: dag for dag in answer["dags"]}
        for dag in file.dags:
            if options["dag_id"] not in (None, dag.dag_id):
                continue
            if dag.dag_id in built:
                found.append(compare_graph(dag, built[dag.dag_id]))
            else:
                reason = (answer.get("error") or "Airflow loads no such DAG").strip()
                found.append(Comparison(dag.dag_id, None, reason.splitlines()[-1]))
    return found


def show(found: Sequence[Comparison], console: Console) -> None:
    """A row for each DAG, and below each difference."""
    table = Table("DAG", "verdict", "Airflow", "Prefect", "tasks", "why", box=None, pad_edge=False)
    for one in found:
        same = sum(pair.same for pair in one.tasks.values())
        table.add_row(
            one.dag_id,
            VERDICTS[one.equivalent],
            str(one.run.airflow or ""),
            str(one.run.prefect or ""),
            f"{same}/{len(one.tasks)}" if one.tasks else "",
            (one.reason or "").splitlines()[0] if one.equivalent is None and one.reason else "",
        )
    console.print(table)
    for one in found:
        if one.equivalent is False:
            console.print(f"\n{one.dag_id}", style="bold")
            for line in one.differences or [one.reason or ""]:
                console.print(f"  {line}", markup=False)
    counts = [sum(one.equivalent is verdict for one in found) for verdict in (True, False, None)]
    console.print("\n{} the same, {} different, {} not compared".format(*counts))
