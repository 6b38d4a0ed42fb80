"""The folder that a DAG file stands in: modules and data files that it may read.

Everything is looked up inside the source root only. Parsed files and evaluated modules are kept for
the whole batch; a module that a file changed, or that holds Airflow objects, is evaluated anew for
the next file, as Airflow does.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from translator import ir
from translator.load.language import known_modules
from translator.load.sources.source import SourceFile
from translator.places import HOME

if TYPE_CHECKING:
    from translator.load.language.scope import ModuleScope

ROOTS = ("", "dags", "plugins", "include", "config", "airflow", "src")
"""Folders of a repository that its imports start from."""

MAX_DATA_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A module of the tree: `path` is None for a folder without `__init__.py`."""

    path: str | None
    folder: str | None
    """Set for a package."""


class SourceTree:
    """The source root; None as root: only the files in `texts` exist."""

    def __init__(self, root: Path | None = None, texts: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.texts = dict(texts or {})
        self.clock = 0
        """Stamp of the last binding made by any evaluation of the batch."""
        self._sources: dict[str, SourceFile | None] = {}
        self._found: dict[tuple[str, str], Found | None] = {}
        self._kinds: dict[str, str | None] = {}
        self._folders: dict[str, dict[str, str]] = {}
        self.scopes: dict[str, ModuleScope] = {}
        """Evaluated modules by path."""
        self.helpers: dict[str, ir.DagFile | None] = {}
        """Layouts of modules that DAG files import, by path: each is made once for the batch."""
        self._apart: set[str] = set()

    # Modules -----------------------------------------------------------------------------------

    def find(self, dotted: str, near: str) -> Found | None:
        """The module `a.b.c` as a file in `near`'s place would import it."""
        folder = posixpath.dirname(near)
        key = (dotted, folder)
        if key not in self._found:
            relative = dotted.replace(".", "/")
            self._found[key] = self._search(relative, folder) or self._known(relative)
        return self._found[key]

    @staticmethod
    def _known(relative: str) -> Found | None:
        path = known_modules.find(relative)
        return None if path is None else Found(path, None)

    def _search(self, relative: str, folder: str) -> Found | None:
        first = relative.partition("/")[0]
        for root in _unique((*ROOTS, *_upwards(folder), *_beside(folder))):
            top = posixpath.join(root, first)
            if self.kind(top) is None and self.kind(f"{top}.py") is None:
                continue
            found = self.at(posixpath.join(root, relative))
            if found is not None:
                return found
        return self._from_above(first, relative)

    def _from_above(self, first: str, relative: str) -> Found | None:
        """`from dags.common import sql`, where `dags` is the source root itself."""
        rest = relative.removeprefix(f"{first}/")
        if self.root is None or rest == relative or first != self.root.resolve().name:
            return None
        return self.at(rest)

    def at(self, path: str) -> Found | None:
        """The module or package at a path without suffix."""
        if self.kind(f"{path}/__init__.py") == "file":
            return Found(f"{path}/__init__.py", path)
        if self.kind(f"{path}.py") == "file":
            return Found(f"{path}.py", None)
        return Found(None, path) if self.kind(path) == "folder" else None

    def source(self, path: str) -> SourceFile | None:
        """The source file at a path, None when it cannot be read."""
        if path not in self._sources:
            text = self.read(path)
            self._sources[path] = None if text is None else SourceFile(path, text)
        return self._sources[path]

    def keep_apart(self, module: ModuleScope) -> None:
        """The module must not be shared with the next file."""
        self._apart.add(module.source.path)

    def settle(self) -> None:
        """A file is done: drop the modules that it must not share, and those that import them."""
        gone = self._apart & self.scopes.keys()
        while gone:
            for path in gone:
                del self.scopes[path]
            gone = {p for p, scope in self.scopes.items() if scope.imports & gone}
        self._apart.clear()

    # Files -------------------------------------------------------------------------------------

    def kind(self, path: str) -> str | None:
        """`file`, `folder` or None."""
        if path not in self._kinds:
            self._kinds[path] = self._kind(path)
        return self._kinds[path]

    def _kind(self, path: str) -> str | None:
        if path in self.texts:
            return "file"
        if any(known.startswith(f"{path}/") for known in self.texts):
            return "folder"
        if self.root is None or path.startswith(("..", "/")):
            return None
        folder, name = posixpath.split(posixpath.normpath(path))
        if name in (".", ".."):
            return "folder" if name == "." and self.root.is_dir() else None
        if folder and self.kind(folder) != "folder":
            return None
        return self._entries(folder).get(name) or None

    def _entries(self, folder: str) -> dict[str, str]:
        """What is in a folder on disk: listed once, as most modules that are asked for are not."""
        if folder not in self._folders:
            self._folders[folder] = _listed(self.root / folder) if self.root is not None else {}
        return self._folders[folder]

    def read(self, path: str) -> str | None:
        """The text of a file of the tree, None when there is none."""
        if path in self.texts:
            return self.texts[path]
        if self.root is None or self.kind(path) != "file":
            return known_modules.TEXTS.get(path)
        location = self.root / path
        try:
            if location.stat().st_size > MAX_DATA_BYTES:
                return None
            return location.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return None

    def listing(self, path: str) -> list[str] | None:
        """The names in a folder, sorted; None when there is no such folder."""
        if self.kind(path) != "folder":
            return None
        prefix = f"{path}/" if path else ""
        names = {
            known[len(prefix) :].partition("/")[0]
            for known in self.texts
            if known.startswith(prefix)
        }
        names |= self._entries(posixpath.normpath(path) if path else "").keys()
        return sorted(names - {"__pycache__"})

    # Paths as the evaluated program sees them --------------------------------------------------

    def pretended(self, path: str) -> str:
        """The absolute path that `__file__` shows for a file of the tree."""
        if path.startswith(("dags/", "plugins/", "include/")):
            return f"{HOME}/{path}"
        return f"{HOME}/dags/{path}"

    def locate(self, written: str, near: str) -> str | None:
        """The path in the tree that a path of the evaluated program means, None outside."""
        for candidate in _unique(self._candidates(posixpath.normpath(written), near)):
            if not candidate.startswith("..") and self.kind(candidate) is not None:
                return candidate
        return None

    def _candidates(self, written: str, near: str) -> Iterator[str]:
        if not written.startswith("/"):
            for root in ROOTS:
                yield posixpath.normpath(posixpath.join(root, written))
            yield posixpath.normpath(posixpath.join(posixpath.dirname(near), written))
            return
        for prefix in (f"{HOME}/dags/", f"{HOME}/"):
            if written.startswith(prefix):
                yield written.removeprefix(prefix)
        if written in (HOME, f"{HOME}/dags"):
            yield ""
        parts = written.strip("/").split("/")
        for index, part in enumerate(parts):
            if part in ("dags", "plugins", "include"):
                yield "/".join(parts[index:])
                yield "/".join(parts[index + 1 :])


def _listed(folder: Path) -> dict[str, str]:
    """The names in a folder, each with `file`, `folder` or "" for anything else."""
    try:
        with os.scandir(folder) as entries:
            return {entry.name: _kind_of(entry) for entry in entries}
    except OSError:
        return {}


def _kind_of(entry: os.DirEntry[str]) -> str:
    try:
        return "folder" if entry.is_dir() else "file" if entry.is_file() else ""
    except OSError:
        return ""


def _beside(folder: str) -> Iterator[str]:
    """The same folders of a repository that stands below the source root."""
    for above in _upwards(folder):
        yield from (posixpath.join(above, name) for name in ROOTS if name)


def _upwards(folder: str) -> Iterator[str]:
    """The folder and those above it."""
    while folder and folder != "/":
        yield folder
        folder = posixpath.dirname(folder)


def _unique(paths: Iterator[str] | tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys(paths)
