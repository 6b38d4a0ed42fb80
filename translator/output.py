"""The output folder: what may be written, what is kept, and what is left over.

Every write is atomic (a temporary file beside it, then `os.replace`). The manifest remembers the
hash of everything generated. A file whose hash differs from both was edited by somebody: it is
kept unless `force`, and so is a file that was never generated here. A file that would not change
is not touched, not even its time.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any

from translator.diagnostics import Rule, Severity, Sink, Span
from translator.rules import files as rules

MANIFEST = ".airflow2prefect.json"


class Fate(Enum):
    """What became of one output."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    """Somebody else's version stays; a diagnostic says so."""
    REFUSED = "refused"
    """It must not or cannot be written; a diagnostic says why."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write."""

    path: str
    """Relative to the output folder, with `/`."""
    content: bytes
    source: str | None = None
    """The source file it was made from; None for what belongs to the whole folder."""
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows of one generated file."""

    sha256: str
    source: str | None


def digest(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


@dataclass(slots=True)
class OutputFolder:
    """One run's writes to `folder`. Nothing is written before `write` is called."""

    folder: Path
    sink: Sink
    force: bool = False
    dry_run: bool = False
    sources: frozenset[Path] = frozenset()
    """Resolved paths of the files that were read: never overwritten."""
    fates: dict[str, Fate] = field(default_factory=dict)
    _known: dict[str, Entry] = field(default_factory=dict)
    _made: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = read_manifest(self.folder / MANIFEST, self.sink)

    def write(self, file: OutputFile) -> Fate:
        """Write one file, or keep what is there."""
        earlier = self._made.get(file.path)
        entry = Entry(digest(file.content), file.source)
        if earlier is not None:
            if earlier.sha256 != entry.sha256:
                self._collision(file, earlier)
            return self.fates[file.path]
        if reason := self._forbidden(file.path):
            self.sink.add(rules.OUTSIDE, Span(file.path), reason)
            return self._remember(file.path, Fate.REFUSED)
        self._made[file.path] = entry
        try:
            return self._remember(file.path, self._write(file, entry))
        except OSError as problem:
            self.sink.add(rules.UNWRITABLE, Span(file.path), problem.strerror or str(problem))
            del self._made[file.path]
            return self._remember(file.path, Fate.REFUSED)

    def carried(self, scope: str | None) -> dict[str, str]:
        """Output → source of what earlier runs made of sources that are out of `scope`."""
        return {
            path: entry.source
            for path, entry in self._known.items()
            if entry.source is not None and not _in_scope(entry, scope) and self._exists(path)
        }

    def stale(self, scope: str | None = None, also: Collection[str] = ()) -> list[str]:
        """The files of earlier runs that have no source any more; each gets a finding.

        `scope`: only sources below this path (or this file) were converted; None: all of them.
        `also`: files that are still to be written.
        """
        left = {path: entry for path, entry in self._left().items() if path not in also}
        found = sorted(path for path, entry in left.items() if _in_scope(entry, scope))
        for path in found:
            source = self._known[path].source or "the folder"
            self.sink.add(rules.STALE, Span(path), f"it was made from {source}")
        return found

    def finish(self) -> None:
        """Write the manifest. What is left over from earlier runs stays in it."""
        entries = self._left() | self._made
        files = {p: {"sha256": e.sha256, "source": e.source} for p, e in sorted(entries.items())}
        content = to_json({"schema": 1, "files": files})
        target = self.folder / MANIFEST
        try:
            if not self.dry_run and _current(target) != digest(content):
                replace(target, content)
        except OSError as problem:
            self.sink.add(rules.UNWRITABLE, Span(MANIFEST), problem.strerror or str(problem))

    def _left(self) -> dict[str, Entry]:
        return {p: e for p, e in self._known.items() if p not in self._made and self._exists(p)}

    def _remember(self, path: str, fate: Fate) -> Fate:
        self.fates[path] = fate
        return fate

    def _collision(self, file: OutputFile, earlier: Entry) -> None:
        both = " and ".join(str(s or "a generated file") for s in (earlier.source, file.source))
        self.sink.add(rules.COLLISION, Span(file.path), f"{both}; the first was kept")

    def _forbidden(self, path: str) -> str | None:
        """Why `path` must not be written, None where it may be."""
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or not pure.parts or path == MANIFEST:
            return "not a path below it"
        target, folder = (self.folder / path).resolve(), self.folder.resolve()
        if not target.is_relative_to(folder):
            return f"a symbolic link leads to {target}"
        if target in self.sources:
            return "it would replace a source file"
        return None

    def _write(self, file: OutputFile, entry: Entry) -> Fate:
        target = self.folder / file.path
        current = _current(target)
        if current == entry.sha256:
            return Fate.UNCHANGED
        if current is not None and not self._may_replace(file, entry, current):
            return Fate.KEPT
        if not self.dry_run:
            replace(target, file.content, executable=file.executable)
        return Fate.CREATED if current is None else Fate.UPDATED

    def _may_replace(self, file: OutputFile, entry: Entry, current: str) -> bool:
        known = self._known.get(file.path)
        if known is not None and known.sha256 == current:
            return True
        if self.force and current != FOLDER:
            return True
        self._keep(file.path, entry, known)
        return False

    def _keep(self, path: str, entry: Entry, known: Entry | None) -> None:
        if known is None:
            self._say(rules.FOREIGN, path, "it was kept; --force replaces it")
            del self._made[path]
        elif known.sha256 == entry.sha256:
            detail = "it was kept; what would be generated has not changed since"
            self._say(rules.EDITED, path, detail, Severity.INFO)
        else:
            self._say(rules.EDITED, path, "the new version was not written; --force replaces it")
            self._made[path] = known

    def _say(self, rule: Rule, path: str, detail: str, severity: Severity | None = None) -> None:
        self.sink.add(rule, Span(path), detail, severity=severity)

    def _exists(self, path: str) -> bool:
        return self._forbidden(path) is None and (self.folder / path).is_file()


FOLDER = "folder"
"""Stands for the hash of something that is no file."""


def _current(target: Path) -> str | None:
    """The hash of what is there, None where nothing is."""
    if target.is_dir():
        return FOLDER
    try:
        return digest(target.read_bytes())
    except FileNotFoundError:
        return None


def _in_scope(entry: Entry, scope: str | None) -> bool:
    if scope is None:
        return True
    return entry.source is not None and scope in (
        entry.source,
        *map(str, PurePosixPath(entry.source).parents),
    )


def to_json(data: Any) -> bytes:
    """Deterministic JSON text, in UTF-8; what is no character in a file name stays escaped."""
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "backslashreplace")


def replace(target: Path, content: bytes, *, executable: bool = False) -> None:
    """Write `content` to `target` in one step; whoever reads it sees the old file or the new."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        elif executable:
            temporary.chmod(stat.S_IMODE(temporary.stat().st_mode) | 0o111)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def read_manifest(location: Path, sink: Sink) -> dict[str, Entry]:
    """The generated files that an earlier run wrote down, none where there was none."""
    try:
        document = json.loads(location.read_bytes())
        return {
            str(path): Entry(str(entry["sha256"]), entry["source"])
            for path, entry in document["files"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as problem:
        detail = f"the list of generated files cannot be read: {problem}"
        sink.add(rules.UNWRITABLE, Span(MANIFEST), detail, severity=Severity.WARNING)
        return {}


def nested(source: Path, folder: Path) -> bool:
    """Whether the output folder lies in the source folder, so that outputs would become sources."""
    return folder.resolve().is_relative_to(source.resolve())
