"""Searching folders of the source tree: `glob`, `Path.glob`, `Path.rglob`, `os.walk`, sorted."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from translator.load.language.convert import from_python
from translator.load.language.values import Arguments, IteratorValue, Known, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

WILDCARDS = "*?["
Match = tuple[str, ...]
"""What was matched below the folder that a search starts from."""


def located(ev: Evaluator, path: str) -> str | None:
    """A folder or file of the tree by its path in the program."""
    return ev.tree.locate(path, ev.scope.module.source.path)


def listing(ev: Evaluator, path: str) -> list[str] | None:
    """The names in a folder; None where it is not in the tree."""
    found = located(ev, path)
    names = None if found is None else ev.tree.listing(found)
    take_along(ev, (posixpath.join(found or "", name) for name in names or ()))
    return names


def take_along(ev: Evaluator, paths: Iterable[str]) -> None:
    """Data files that the program finds: the flow finds only what lies beside it, too."""
    for path in paths:
        hidden = posixpath.basename(path).startswith(".")
        if not hidden and not path.endswith(".py") and ev.tree.kind(path) == "file":
            ev.used.setdefault(path)


def glob_(ev: Evaluator, args: Arguments) -> Value:
    """`glob.glob(pattern, recursive=False)`."""
    pattern = args.plain("pathname", 0)
    if not isinstance(pattern, str):
        return UnknownValue("the files of a pattern")
    start, parts = _split(pattern)
    top = located(ev, start or ".")
    if top is None or ev.tree.kind(top) != "folder":
        return UnknownValue(f"the files {pattern!r}")
    if args.plain("recursive", 99, False) is not True:
        parts = ["*" if part == "**" else part for part in parts]
    found = _matched(ev, top, parts)
    return from_python([posixpath.join(start, *match) for match in found])


def _matched(ev: Evaluator, top: str, parts: list[str]) -> list[Match]:
    found = sorted(set(_matches(ev, top, parts)))
    take_along(ev, (posixpath.join(top, *match) for match in found))
    return found


def _split(pattern: str) -> tuple[str, list[str]]:
    """The folders without a wildcard, and the rest."""
    parts = pattern.split("/")
    at = next((i for i, part in enumerate(parts) if set(part) & set(WILDCARDS)), len(parts) - 1)
    start = "/".join(parts[:at]) or ("/" if pattern.startswith("/") else "")
    return start, [part for part in parts[at:] if part]


def _matches(ev: Evaluator, folder: str, parts: list[str]) -> Iterator[Match]:
    """Paths below `folder` that match the parts of a pattern; hidden ones only when named."""
    first, rest = parts[0], parts[1:]
    if first == "**" and rest:
        yield from _matches(ev, folder, rest)
    for name in ev.tree.listing(folder) or ():
        ev.step()
        below = posixpath.join(folder, name)
        is_folder = ev.tree.kind(below) == "folder"
        if name.startswith(".") and not first.startswith("."):
            continue
        if first == "**":
            if not rest:
                yield (name,)
            deeper = parts
        elif fnmatch.fnmatchcase(name, first):
            if not rest:
                yield (name,)
            deeper = rest
        else:
            continue
        if is_folder and deeper:
            yield from ((name, *match) for match in _matches(ev, below, deeper))


def path_glob(prefix: str = "") -> Callable[[Evaluator, Any, Arguments], Value]:
    """`Path.glob(pattern)`, `Path.rglob(pattern)`."""

    def call(ev: Evaluator, path: Any, args: Arguments) -> Value:
        pattern = args.plain("pattern", 0)
        top = located(ev, str(path))
        if top is None or ev.tree.kind(top) != "folder" or not isinstance(pattern, str):
            return UnknownValue(f"the files in {str(path)!r}")
        parts = [part for part in f"{prefix}{pattern}".split("/") if part]
        found = _matched(ev, top, parts)
        return from_python([path.joinpath(*match) for match in found])

    return call


def walk(ev: Evaluator, args: Arguments) -> Value:
    """`os.walk(top)`, from the top down."""
    top = args.plain("top", 0)
    start = located(ev, str(top)) if isinstance(top, str) or hasattr(top, "joinpath") else None
    if start is None or ev.tree.kind(start) != "folder" or args.plain("topdown", 1, True) is False:
        return UnknownValue("os.walk()")
    return IteratorValue(from_python(entry) for entry in list(_walk(ev, start, str(top))))


def _walk(ev: Evaluator, folder: str, shown: str) -> Iterator[tuple[str, list[str], list[str]]]:
    ev.step()
    names = ev.tree.listing(folder) or []
    take_along(ev, (posixpath.join(folder, name) for name in names))
    folders = [n for n in names if ev.tree.kind(posixpath.join(folder, n)) == "folder"]
    yield shown, folders, [name for name in names if name not in folders]
    for name in folders:
        yield from _walk(ev, posixpath.join(folder, name), posixpath.join(shown, name))


def entries(ev: Evaluator, path: Any, args: Arguments) -> Value:
    """`Path.iterdir()`."""
    names = listing(ev, str(path))
    if names is None:
        return UnknownValue(f"the files in {str(path)!r}")
    return from_python([path / name for name in names])


def listdir(ev: Evaluator, args: Arguments) -> Value:
    """`os.listdir(path)`."""
    path = args.get("path", 0) or Known(".")
    names = listing(ev, str(path.value)) if isinstance(path, Known) else None
    if names is None:
        return UnknownValue(f"the files in {path.value!r}" if isinstance(path, Known) else "a path")
    return from_python(names)
