"""What becomes of each operator: `operator_mappings/*.toml` as a typed table, validated once.

One `[[operator]]` entry an operator, named by its canonical fully qualified class. Its schema is in
`operator_mappings/README.md`. A folder given by the user is read after our own; its entries win.
A mistake in a mapping is the author's to fix, so it stops the program and names file and entry.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any, Literal, cast, get_args

from translator.plan import Import, Support
from translator.resources import data_folder

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ArgumentKind = Literal["template", "value", "inert"]
"""template: rendered by Airflow; value: used as it is; inert: nothing to do in Prefect."""

HANDLERS = frozenset(
    {
        "python",
        "bash",
        "empty",
        "latest_only",
        "branch_day_of_week",
        "branch_datetime",
        "sensor",
        "wait",
        "email",
        "external_task",
        "trigger_dagrun",
        "subdag",
    }
)
"""The handlers of `translator.lower.operators.dispatch`, by the names that mappings use."""

KEYS = frozenset(
    {
        "name",
        "aliases",
        "support",
        "summary",
        "handler",
        "template",
        "imports",
        "requirements",
        "support_files",
    }
    | {"arguments", "example"}
)
REQUIRED = ("name", "support", "summary", "arguments", "example")


class MappingError(Exception):
    """A mapping file is wrong; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Example:
    """A construct before and after: a test and a page of the docs."""

    airflow: str
    """Statements of a DAG's body, or a whole DAG file when it has an import."""
    prefect: str
    """Text of the emitted module: each part between blank lines occurs in it."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OperatorMapping:
    """One entry."""

    name: str
    """Canonical fully qualified class."""
    support: Support
    summary: str
    source: str
    """The file it is in."""
    handler: str | None = None
    template: str | None = None
    """File in `templates/operators` (or beside the mapping file) for the task function's body."""
    imports: frozenset[Import] = frozenset()
    requirements: frozenset[str] = frozenset()
    support_files: frozenset[str] = frozenset()
    arguments: Mapping[str, ArgumentKind] = field(default_factory=dict, hash=False)
    examples: tuple[Example, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other classes that mean the same: they have entries of their own in the table."""
    template_text: str = ""


@dataclass(frozen=True, slots=True)
class Mappings:
    """All entries by operator."""

    operators: Mapping[str, OperatorMapping] = field(default_factory=dict)

    def get(self, operator: str) -> OperatorMapping | None:
        """The entry for a canonical class, None where there is none."""
        return self.operators.get(operator)

    def __iter__(self) -> Iterator[OperatorMapping]:
        return iter(sorted(self.operators.values(), key=lambda one: one.name))

    def __len__(self) -> int:
        return len(self.operators)


def load_mappings(folders: Sequence[Path] = ()) -> Mappings:
    """Our own mappings, then those of `folders`, in which later entries win.

    Raises:
        MappingError: an entry is wrong, or stands twice in one folder.
    """
    table: dict[str, OperatorMapping] = {}
    for folder in (data_folder("operator_mappings"), *folders):
        table |= _load_folder(folder)
    return Mappings(table)


def _load_folder(folder: Path) -> dict[str, OperatorMapping]:
    if not folder.is_dir():
        raise MappingError(f"{folder}: no such folder")
    found: dict[str, OperatorMapping] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry in chain.from_iterable(map(_with_aliases, _load_file(path))):
            if entry.name in found:
                raise MappingError(
                    f"{entry.source}: {entry.name} stands in {found[entry.name].source} too"
                )
            found[entry.name] = entry
    return found


def _with_aliases(entry: OperatorMapping) -> list[OperatorMapping]:
    return [entry, *(replace(entry, name=name) for name in entry.aliases)]


def _load_file(path: Path) -> list[OperatorMapping]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(f"{path}: {error}") from error
    if unknown := sorted(set(document) - {"operator"}):
        raise MappingError(f"{path}: unknown table {unknown[0]!r}; entries are [[operator]]")
    entries = document.get("operator", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise MappingError(f"{path}: entries are [[operator]] tables")
    return [_Entry(path, number, raw).build() for number, raw in enumerate(entries, 1)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One raw table, and how to complain about it."""

    path: Path
    number: int
    raw: Mapping[str, Any]

    def build(self) -> OperatorMapping:
        self._check_keys()
        handler, template = self._text("handler"), self._text("template")
        if (handler is None) == (template is None) and self.raw["support"] != "manual":
            raise self._wrong("needs a handler or a template, and not both")
        if handler is not None and handler not in HANDLERS:
            raise self._wrong(
                f"unknown handler {handler!r}; there are {', '.join(sorted(HANDLERS))}"
            )
        return OperatorMapping(
            name=cast(str, self._text("name")),
            support=cast(Support, self._choice("support", get_args(Support))),
            summary=cast(str, self._text("summary")),
            source=self.path.name,
            handler=handler,
            template=template,
            template_text=self._template_text(template),
            imports=frozenset(self._import(line) for line in self._texts("imports")),
            requirements=frozenset(self._texts("requirements")),
            support_files=frozenset(self._texts("support_files")),
            arguments=self._arguments(),
            examples=self._examples(),
            aliases=tuple(self._texts("aliases")),
        )

    def _check_keys(self) -> None:
        if unknown := sorted(set(self.raw) - KEYS):
            raise self._wrong(f"unknown key {unknown[0]!r}; there are {', '.join(sorted(KEYS))}")
        if missing := [key for key in REQUIRED if not self.raw.get(key) and key != "arguments"]:
            raise self._wrong(f"{missing[0]!r} is missing")

    def _text(self, key: str) -> str | None:
        value = self.raw.get(key)
        if value is not None and not isinstance(value, str):
            raise self._wrong(f"{key!r} must be a string")
        return value

    def _texts(self, key: str) -> list[str]:
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(f"{key!r} must be a list of strings")
        return value

    def _choice(self, key: str, choices: tuple[str, ...]) -> str:
        value = self._text(key)
        if value not in choices:
            raise self._wrong(f"{key} {value!r} is none of {', '.join(choices)}")
        return value

    def _arguments(self) -> dict[str, ArgumentKind]:
        table = self.raw.get("arguments", {})
        if not isinstance(table, dict):
            raise self._wrong("'arguments' must be a table")
        for name, kind in table.items():
            if kind not in get_args(ArgumentKind):
                raise self._wrong(
                    f"argument {name!r}: {kind!r} is none of {get_args(ArgumentKind)}"
                )
        return dict(table)

    def _examples(self) -> tuple[Example, ...]:
        examples = []
        for raw in self.raw["example"]:
            if set(raw) - {"note"} != {"airflow", "prefect"}:
                raise self._wrong("an example has 'airflow', 'prefect' and perhaps 'note'")
            examples.append(Example(raw["airflow"], raw["prefect"], raw.get("note", "")))
        return tuple(examples)

    def _template_text(self, name: str | None) -> str:
        if name is None:
            return ""
        for folder in (self.path.parent, data_folder("templates") / "operators"):
            if (folder / name).is_file():
                return (folder / name).read_text(encoding="utf-8")
        raise self._wrong(f"no template {name!r} in templates/operators or beside the mapping")

    def _import(self, line: str) -> Import:
        found = _IMPORT.fullmatch(line.strip())
        if found is None:
            raise self._wrong(f"not an import: {line!r}")
        return Import(found["module"] or found["whole"], found["name"] or "", found["alias"] or "")

    def _wrong(self, problem: str) -> MappingError:
        name = self.raw.get("name")
        entry = f"operator {self.number}" + (f" ({name})" if isinstance(name, str) else "")
        return MappingError(f"{self.path}: {entry}: {problem}")


_IMPORT = re.compile(
    r"(?:from (?P<module>[\w.]+) import (?P<name>\w+)|import (?P<whole>[\w.]+))"
    r"(?: as (?P<alias>\w+))?"
)
