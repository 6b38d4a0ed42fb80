"""The argument SRC, and the options that say how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from translator.commands.common import Function, ReadableFile
from translator.commands.settings import SettingsError, read_environment, read_variables
from translator.diagnostics import Sink

if TYPE_CHECKING:
    # The compiler takes a second to import; `--help` needs none of it.
    from translator.load.sources.discover import Discovery
    from translator.pipeline import TranslateOptions

DEFAULT_MAX_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """Which files to read, and what to assume about them."""

    source: Path
    source_root: Path | None = None
    airflow_version: str = "auto"
    airflowignore: str = "auto"
    variables: Path | None = None
    env: Path | None = None
    max_file_size: int = DEFAULT_MAX_BYTES

    @property
    def root(self) -> Path:
        """The folder that imports and the paths of outputs start from."""
        return self.source_root or (self.source if self.source.is_dir() else self.source.parent)

    @property
    def major(self) -> Literal[1, 2, 3] | None:
        """The Airflow major, None where it is to be guessed."""
        table: dict[str, Literal[1, 2, 3]] = {"1": 1, "2": 2, "3": 3}
        return table.get(self.airflow_version)

    def find(self, sink: Sink) -> Discovery:
        """Search the source; a usage error where there is nothing to read."""
        from translator.load.sources.discover import DiscoverOptions, discover

        options = DiscoverOptions(self.max_file_size, self.ignore_syntax(), self.major)
        try:
            found = discover(self.source, sink, options, self.root)
        except ValueError:
            raise click.BadParameter(
                f"{self.source} is not inside {self.root}", param_hint="'--source-root'"
            ) from None
        if not found.files and not found.ignored and not len(sink):
            raise click.BadParameter(
                f"there is no Python file in {self.source}", param_hint="'SRC'"
            )
        return found

    def ignore_syntax(self) -> Literal["glob", "regexp"] | None:
        """The syntax of .airflowignore that was asked for, or that Airflow is configured for."""
        chosen = self.airflowignore
        if chosen == "auto":
            chosen = self._environment().get("AIRFLOW__CORE__DAG_IGNORE_FILE_SYNTAX", "auto")
        table: dict[str, Literal["glob", "regexp"]] = {"glob": "glob", "regexp": "regexp"}
        return table.get(chosen)

    def translate_options(self, **others: Any) -> TranslateOptions:
        """Options of the pipeline."""
        from translator.pipeline import TranslateOptions

        try:
            variables = read_variables(self.variables) if self.variables else {}
        except SettingsError as problem:
            raise click.BadParameter(str(problem), param_hint="'--variables'") from None
        return TranslateOptions(
            airflow_major=self.major,
            variables=variables,
            env=self._environment(),
            max_bytes=self.max_file_size,
            **others,
        )

    def _environment(self) -> dict[str, str]:
        try:
            return read_environment(self.env) if self.env else {}
        except SettingsError as problem:
            raise click.BadParameter(str(problem), param_hint="'--env'") from None


_SOURCE_PARAMETERS: tuple[Callable[[Any], Any], ...] = (
    click.argument("source", metavar="SRC", type=click.Path(exists=True, path_type=Path)),
    click.option(
        "--source-root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="Folder that the imports of the DAGs start from.  [default: SRC, or its folder]",
    ),
    click.option(
        "--airflow-version",
        type=click.Choice(["1", "2", "3", "auto"]),
        default="auto",
        show_default=True,
        help="Major version whose defaults hold; auto: guessed from each file's imports.",
    ),
    click.option(
        "--variables",
        type=ReadableFile,
        metavar="FILE",
        help="JSON of `airflow variables export`, for Variables that shape a DAG.",
    ),
    click.option(
        "--env",
        type=ReadableFile,
        metavar="FILE",
        help="NAME=value lines, for environment variables that shape a DAG.",
    ),
    click.option(
        "--airflowignore",
        type=click.Choice(["glob", "regexp", "auto"]),
        default="auto",
        show_default=True,
        help="Syntax of .airflowignore files; auto: guessed from what is in them.",
    ),
    click.option(
        "--max-file-size",
        type=click.IntRange(min=1),
        default=DEFAULT_MAX_BYTES,
        show_default=True,
        metavar="BYTES",
        help="Larger files are reported, not read.",
    ),
)


def source_options(command: Function) -> Function:
    """The argument SRC and the options of `SourceOptions`."""
    decorated: Any = command
    for decorate in reversed(_SOURCE_PARAMETERS):
        decorated = decorate(decorated)
    return cast(Function, decorated)
