"""`airflow2prefect explain`: what a code means and what to do about it."""

from __future__ import annotations

from dataclasses import asdict
from difflib import get_close_matches

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from translator.commands.common import write_stdout
from translator.diagnostics import Rule
from translator.output import to_json
from translator.report.summary import STYLES
from translator.rules import RULES


@click.command("explain")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(codes: tuple[str, ...], form: str) -> None:
    """Explain codes such as AP203; without one, list them all.

    For each code: what it means, where Airflow and Prefect differ, what to do, and an example.
    """
    rules = [_rule(code) for code in codes] or list(RULES.values())
    if form == "json":
        write_stdout(to_json([asdict(rule) | {"severity": str(rule.severity)} for rule in rules]))
        return
    console = Console(highlight=False)
    for rule in rules:
        if codes:
            show(rule, console)
        else:
            console.print(_heading(rule), soft_wrap=True)


def _rule(code: str) -> Rule:
    wanted = code.strip().upper()
    if wanted in RULES:
        return RULES[wanted]
    near = get_close_matches(wanted, RULES, n=3)
    hint = f" Did you mean {', '.join(near)}?" if near else " `airflow2prefect explain` lists all."
    raise click.BadParameter(f"there is no code {code!r}.{hint}", param_hint="'CODE'")


def _heading(rule: Rule) -> Text:
    return Text.assemble(
        (rule.code, STYLES[rule.severity]), f"  {rule.severity!s:8}", (rule.title, "bold")
    )


def show(rule: Rule, console: Console) -> None:
    """Print one rule."""
    console.print(_heading(rule), soft_wrap=True)
    for title, prose in (("What it means", rule.why), ("What to do", rule.fix)):
        console.print(Text(f"\n{title}", style="bold"))
        console.print(Padding(Text(prose), (0, 0, 0, 2)))
    for title, code in (("Airflow", rule.before), ("Prefect", rule.after)):
        if code:
            console.print(Text(f"\n{title}", style="bold"))
            for line in code.strip("\n").splitlines():
                console.print(Text(f"  {line}"), soft_wrap=True)
    console.print()
