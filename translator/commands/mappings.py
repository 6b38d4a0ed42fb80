"""`airflow2prefect mappings`: which operators are translated, and how well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from translator.commands.common import Folder, write_stdout
from translator.mappings import Mappings, OperatorMapping, load_mappings
from translator.output import to_json

STYLES = {"native": "green", "hosted": "yellow", "manual": "red"}


@click.command("mappings", short_help="List the operators that are translated, and how well.")
@click.argument("name", required=False)
@click.option(
    "--mappings",
    "folders",
    type=Folder,
    multiple=True,
    metavar="DIR",
    help="Folder with more mappings; may be given several times, later ones win.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(name: str | None, folders: tuple[Path, ...], form: str) -> None:
    """List the operators that have a mapping; NAME: only those with it in their name.

    native: becomes Prefect code or the service's own client. hosted: the Airflow class is called
    inside a task. manual: it raises until a person decides. With one operator left, its
    arguments and examples are shown too.
    """
    table = load_mappings(folders)
    found = [one for one in table if name is None or name.lower() in one.name.lower()]
    if form == "json":
        write_stdout(to_json({"schema": 1, "operators": [_as_json(one) for one in found]}))
        return
    console = Console(highlight=False)
    if len(found) == 1 and name is not None:
        _show_one(found[0], console)
    else:
        _show_all(found, table, console)


def _as_json(one: OperatorMapping) -> dict[str, Any]:
    return {
        "operator": one.name,
        "support": one.support,
        "summary": one.summary,
        "source": one.source,
        "arguments": dict(one.arguments),
        "requirements": sorted(one.requirements),
    }


def _show_all(found: list[OperatorMapping], table: Mappings, console: Console) -> None:
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        line = Text.assemble(
            (one.support.ljust(7), STYLES[one.support]), f" {one.name.ljust(width)}"
        )
        console.print(line + Text(f"  {one.summary}", style="dim"), soft_wrap=True)
    console.print(f"{len(found)} of {len(table)} mapped operators")


def _show_one(one: OperatorMapping, console: Console) -> None:
    console.print(Text.assemble((one.name, "bold"), "  ", (one.support, STYLES[one.support])))
    console.print(Text(f"{one.summary}  ({one.source})"), soft_wrap=True)
    for name, kind in one.arguments.items():
        console.print(Text(f"  {name}: {kind}"), soft_wrap=True)
    for example in one.examples:
        for title, code in (("Airflow", example.airflow), ("Prefect", example.prefect)):
            console.print(Text(f"\n{title}", style="bold"))
            for line in code.strip("\n").splitlines():
                console.print(Text(f"  {line}"), soft_wrap=True)
