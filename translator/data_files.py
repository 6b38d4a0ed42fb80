"""Data files of the source folder (`.sql`, `.yaml`, ...) that emitted code names, to be copied.

Airflow's code finds them because they lie in the DAG folder. Which ones a program will open cannot
be known, so a file is taken along when its name stands in a module that is written. Files that the
DAG file looks for by pattern (`glob("*.sql")`) are helpers of it (`globs.take_along`); those that
a callable looks for when it runs are not found.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from translator.load.sources.discover import SKIPPED_FOLDERS

NAME = re.compile(r"[\w.-]*\w\.\w+")
NOT_DATA = frozenset({".py", ".pyc", ".pyo", ".so", ".zip"})

MAX_FILES = 50_000
"""A folder with more files than this is no DAG folder; then nothing is taken along."""


def index_data_files(folder: Path, max_bytes: int, deep: bool = True) -> dict[str, list[str]]:
    """The data files of `folder` (`deep`: and below it) by name, as paths relative to it."""
    found: dict[str, list[str]] = {}
    for number, location in enumerate(_walk(folder) if deep else sorted(folder.iterdir())):
        if number >= MAX_FILES:
            return {}
        if location.suffix not in NOT_DATA and _fits(location, max_bytes):
            path = location.relative_to(folder).as_posix()
            found.setdefault(location.name, []).append(path)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Regular files, by name; hidden folders, caches and virtual environments are left out."""
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in SKIPPED_FOLDERS
            and not os.path.exists(os.path.join(at, name, "pyvenv.cfg"))
        )
        yield from (Path(at, name) for name in sorted(files) if not name.startswith("."))


def _fits(location: Path, max_bytes: int) -> bool:
    try:
        return location.is_file() and location.stat().st_size <= max_bytes
    except OSError:
        return False


def named_files(texts: Iterable[str], index: Mapping[str, list[str]]) -> list[str]:
    """The files of `index` whose names occur in `texts`."""
    names = {name for text in texts for name in NAME.findall(text)}
    return sorted(path for name in names & index.keys() for path in index[name])
