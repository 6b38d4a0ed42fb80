"""`airflow2prefect`: the command line. Each command is a file of `translator.commands`."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from typing import Any

import click

from translator.mappings import MappingError
from translator.version import own_version

COMMANDS = ("convert", "graph", "verify", "explain", "mappings")

EPILOG = """\b
Start with
  airflow2prefect convert dags/ --out flows/ --dry-run
  airflow2prefect convert dags/ --out flows/
and look into what it found with
  airflow2prefect explain AP201

\b
Exit codes
  0  clean
  1  findings at or above --fail-on
  2  wrong usage, or a mapping file that is wrong
  3  a fault of airflow2prefect itself
"""


class Program(click.Group):
    """A command's module is imported when it is needed; our own faults end with exit code 3."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"translator.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except MappingError as problem:
            raise click.UsageError(str(problem)) from None
        except (click.ClickException, click.exceptions.Exit, click.Abort, OSError):
            raise
        except Exception:
            traceback.print_exc()
            click.echo("airflow2prefect failed. This is a fault of its own.", err=True)
            sys.exit(3)


@click.group(
    cls=Program,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(own_version(), prog_name="airflow2prefect")
def main() -> None:
    """Translate Apache Airflow DAGs into Prefect 3 flows.

    Nothing of yours is executed, and neither Airflow nor Prefect needs to be installed. What has
    no exact translation is reported with a code, and stays red in the output until a person
    decides.
    """
