"""What a function of another module of the tree reads there, once it stands beside the flow.

Constants and functions of its module are imported from it; what the module itself imports is
imported from where it comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from translator import ir
from translator.lower.names import is_importable, reachable
from translator.lower.statements import flatten
from translator.plan import Import


@dataclass(frozen=True, slots=True)
class HomeNames:
    """The names that a function reads of its own module."""

    imports: frozenset[Import]
    rest: frozenset[str]
    """Names that its module does not define."""
    lost: tuple[str, ...]
    """Names that only built DAGs there, so that the emitted module does not have them."""


def names_of_home(
    names: frozenset[str], bound: frozenset[Import], home: ir.DagFile, dotted: str
) -> HomeNames:
    """How to get at `names`, which are read by a function out of `home`.

    Args:
        names: what the function reads, as rewritten.
        bound: what it imports by now; that is not its module's.
        home: the file of its module.
        dotted: the name to import the module under.
    """
    wanted = names - {one.alias or one.name or one.module.split(".")[0] for one in bound}
    found = dict(_imports_of(home, dotted))
    known = {name: found[name] for name in wanted if name in found}
    building = {name for s in flatten(home.statements) if s.builds for name in s.defines}
    rest = frozenset(names - known.keys())
    return HomeNames(frozenset(known.values()), rest, tuple(sorted(wanted & building)))


def _imports_of(home: ir.DagFile, dotted: str) -> Iterator[tuple[str, Import]]:
    """How the names at module level of `home` are imported from elsewhere."""
    for statement in flatten(home.statements):
        if statement.kind != "import":
            yield from ((name, Import(dotted, name)) for name in statement.defines)
    above = ".".join(PurePosixPath(home.path).with_suffix("").parts).removesuffix(dotted)
    for statement in flatten(home.statements):
        for one in statement.imports:
            if one.canonical is None:
                found = is_importable(one.module)
                module = one.module if found else one.module.removeprefix(above)
                yield one.local, Import(module, one.name or "", one.alias or "")


def imported_as(home: ir.DagFile, file: ir.DagFile, dotted: str) -> str:
    """The module name that `file` itself imports `home` under, else its way from the root."""
    last = dotted.rpartition(".")[2]
    for statement in flatten(file.statements):
        for one in statement.imports:
            if one.in_tree == home.path and one.module.rpartition(".")[2] == last:
                return reachable(one.module, file.path)
    return importable(dotted, home.path, file)


def importable(dotted: str, path: str, file: ir.DagFile) -> str:
    """A module's way from the root; where a folder on it is no name, what `file` calls it.

    That is found when a flow runs as long as it is from the flow's own folder.
    """
    if is_importable(dotted):
        return dotted
    last = PurePosixPath(path).stem
    for statement in flatten(file.statements):
        for one in statement.imports:
            if one.in_tree == path:
                spelled = f"{one.module}.{last}" if one.name == last else one.module
                return reachable(spelled, file.path)
    return reachable(dotted, file.path)
