"""Which files of a folder may hold DAGs: Airflow's own search, in an order that never changes.

As Airflow does, it follows symbolic links and honours every .airflowignore; a link that leads back
is reported instead of ending the search. Beyond Airflow, it stays out of folders that hold no
project code: version control, caches and virtual environments.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from translator.diagnostics import Diagnostic, Sink, Span
from translator.load.sources import ignore, reading
from translator.rules import files as rules

SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__", "node_modules", ".tox", ".nox"})


@dataclass(frozen=True, slots=True)
class DiscoverOptions:
    """How to search."""

    max_bytes: int = reading.DEFAULT_MAX_BYTES
    syntax: ignore.Syntax | None = None
    """Of every .airflowignore; None: guessed from each."""
    major: int | None = None
    """Airflow's major version: what it defaults to where a guess is not possible."""


@dataclass(frozen=True, slots=True)
class Found:
    """A Python file."""

    path: str
    """Relative to the source root, with `/`."""
    location: Path
    text: str | None
    """Decoded; None where it holds no DAG (by Airflow's guess) or cannot be read."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a search found."""

    root: Path
    files: tuple[Found, ...]
    ignored: int = 0
    """Python files and folders that an .airflowignore keeps out."""


@dataclass(slots=True)
class _Doubt:
    """An ignore file that could be in either syntax: read as glob until the two disagree."""

    path: str
    glob: list[ignore.Rule]
    regexp: list[ignore.Rule]
    told: bool = False


@dataclass(slots=True)
class _Search:
    root: Path
    options: DiscoverOptions
    sink: Sink
    seen: dict[tuple[int, int], str] = field(default_factory=dict)
    doubts: list[_Doubt] = field(default_factory=list)
    ignored: int = 0

    def walk(
        self, folder: Path, at: PurePosixPath, inherited: list[ignore.Rule]
    ) -> Iterator[Found]:
        """The Python files below `folder`, each folder's own files before its folders."""
        if not self._first_visit(folder, at):
            return
        rules_here = inherited + self.rules_in(folder, at)
        files, folders = self._entries(folder, at)
        for location in files:
            if not self._is_ignored(rules_here, at / location.name, folder=False):
                yield from self._file(location, str(at / location.name))
        for location in folders:
            if not self._is_ignored(rules_here, at / location.name, folder=True):
                yield from self.walk(location, at / location.name, rules_here)

    def rules_in(self, folder: Path, at: PurePosixPath) -> list[ignore.Rule]:
        """The rules of the .airflowignore in `folder`, none where there is none."""
        location, path = folder / ignore.IGNORE_FILE, str(at / ignore.IGNORE_FILE)
        if not location.is_file():
            return []
        data = reading.read_bytes(location, path, self.sink, self.options.max_bytes)
        if data is None:
            return []
        text = data.decode("utf-8-sig", errors="replace")
        syntax = self._syntax(text, at, path)
        found, invalid = ignore.parse_rules(text, at, syntax)
        for line in invalid:
            self.sink.add(rules.IGNORE_SYNTAX, Span(path), f"{line!r} is no {syntax} pattern")
        return found

    def _syntax(self, text: str, at: PurePosixPath, path: str) -> ignore.Syntax:
        if decided := self.options.syntax or ignore.guess_syntax(text):
            return decided
        if self.options.major is not None:
            return "glob" if self.options.major >= 3 else "regexp"
        glob, _ = ignore.parse_rules(text, at, "glob")
        regexp, _ = ignore.parse_rules(text, at, "regexp")
        self.doubts.append(_Doubt(path, glob, regexp))
        return "glob"

    def _first_visit(self, folder: Path, at: PurePosixPath) -> bool:
        try:
            status = folder.stat()
        except OSError as problem:
            self.sink.add(rules.UNREADABLE, Span(str(at)), problem.strerror or "")
            return False
        earlier = self.seen.setdefault((status.st_dev, status.st_ino), str(at))
        if earlier != str(at):
            self.sink.add(rules.SYMLINK_LOOP, Span(str(at)), f"it is {earlier!r} again")
        return earlier == str(at)

    def _entries(self, folder: Path, at: PurePosixPath) -> tuple[list[Path], list[Path]]:
        """The files that concern us and the folders, each by name, links to folders last."""
        try:
            entries = sorted(os.scandir(folder), key=lambda e: (e.is_symlink(), e.name))
        except OSError as problem:
            self.sink.add(rules.UNREADABLE, Span(str(at)), problem.strerror or "")
            return [], []
        folders = [Path(e.path) for e in entries if _is_folder(e) and _wanted(Path(e.path))]
        files = [Path(e.path) for e in entries if not _is_folder(e)]
        return sorted(p for p in files if p.suffix in (".py", ".zip")), folders

    def _is_ignored(self, found: list[ignore.Rule], path: PurePosixPath, folder: bool) -> bool:
        verdict = ignore.is_ignored(found, path, folder)
        self.ignored += verdict
        for doubt in self.doubts:
            if not doubt.told:
                self._compare(doubt, path, folder)
        return verdict

    def _compare(self, doubt: _Doubt, path: PurePosixPath, folder: bool) -> None:
        below = PurePosixPath(doubt.path).parent
        if below not in (path, *path.parents):
            return
        as_glob = ignore.is_ignored(doubt.glob, path, folder)
        shown = PurePosixPath(f"{path}/_") if folder else path
        as_regexp = ignore.is_ignored(doubt.regexp, shown, folder)
        if as_glob == as_regexp or (folder and not as_glob):
            return
        doubt.told = True
        verb = "ignores" if as_glob else "keeps"
        detail = f"read as glob it {verb} {str(path)!r}, as regexp it does not"
        self.sink.add(rules.IGNORE_SYNTAX, Span(doubt.path), detail)

    def _file(self, location: Path, path: str) -> Iterator[Found]:
        if location.suffix == ".zip":
            self._archive(location, path)
        else:
            yield read_file(location, path, self.options.max_bytes)

    def _archive(self, location: Path, path: str) -> None:
        """Airflow reads DAGs from zip files; this compiler says that it does not."""
        if not zipfile.is_zipfile(location):
            return
        with zipfile.ZipFile(location) as archive:
            if any(name.endswith(".py") for name in archive.namelist()):
                self.sink.add(rules.BINARY, Span(path), "a zip file with Python files: unpack it")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _wanted(folder: Path) -> bool:
    return folder.name not in SKIPPED_FOLDERS and not (folder / "pyvenv.cfg").is_file()


def read_file(location: Path, path: str, max_bytes: int, *, certain: bool = False) -> Found:
    """One Python file; `certain`: it was asked for by name, so it is not guessed about."""
    sink = Sink()
    data = reading.read_bytes(location, path, sink, max_bytes)
    if data is None:
        return Found(path, location, None, tuple(sink))
    suspicious = b"\0" in data or data.startswith(reading.UTF16_MARKS)
    if not (certain or suspicious or reading.might_hold_dag(data)):
        return Found(path, location, None)
    text = reading.decode(data, path, sink)
    return Found(path, location, text, tuple(sink))


def discover(
    source: Path, sink: Sink, options: DiscoverOptions | None = None, root: Path | None = None
) -> Discovery:
    """The Python files of `source` (a file or a folder), sorted by path.

    What is found in a file goes with it; what is found on the way (links, folders) into `sink`.
    `root` is the folder that Airflow would have as its DAG folder: paths are relative to it.
    Raises ValueError where `source` does not lie in it.
    """
    options = options or DiscoverOptions()
    root = root or (source if source.is_dir() else source.parent)
    below = Path(os.path.abspath(source)).relative_to(os.path.abspath(root))
    at = PurePosixPath(below.as_posix())
    if not source.is_dir():
        return Discovery(root, (read_file(source, str(at), options.max_bytes, certain=True),))
    search = _Search(root, options, sink)
    inherited: list[ignore.Rule] = []
    for parent in reversed(at.parents):
        if parent != at:
            inherited += search.rules_in(root / parent, parent)
    files = tuple(sorted(search.walk(source, at, inherited), key=lambda found: found.path))
    return Discovery(root, files, search.ignored)
