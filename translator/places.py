"""Paths that start from `__file__`: written from where the emitted module stands.

`__file__` reads as a path of Airflow's home (`SourceTree.pretended`), which is nowhere when the
flow runs. The output has the folders of the source, so the way between two files is the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection

HOME = "/opt/airflow"
"""Where the source root is pretended to be, so that paths don't depend on the machine."""

IMPORTS = {"Path": "pathlib:Path"}
"""What the code of a path needs."""

_PLACE = re.compile(rf"{re.escape(HOME)}(?![\w.-])(?:/[\w./-]*)?")
_PLAIN = re.compile(r"[^\"'\\{}\n]*")


def is_place(value: object) -> bool:
    """Whether a path of Airflow's home is in a text."""
    return isinstance(value, str) and HOME in value and _PLACE.search(value) is not None


def places_in(text: str) -> list[str]:
    """The paths of Airflow's home in a text."""
    return _PLACE.findall(text) if HOME in text else []


def starts_with(place: str, folders: Collection[str]) -> bool:
    """Whether a path is one of `folders`, or below one."""
    return any(place == one or place.startswith(f"{one.rstrip('/')}/") for one in folders)


def place_code(value: str, module: str) -> str:
    """The code of a text with such paths; `module`: the path that `__file__` of the file shows."""
    first = _PLACE.match(value)
    if first is not None and first[0] == value:
        return f"str({_way(value, module)})"
    between = _PLACE.split(value)
    ways = [_way(found, module) for found in _PLACE.findall(value)]
    if all(_PLAIN.fullmatch(text) for text in between):
        inside = [f"{{{way}}}".replace('"', "'") for way in ways]
        return f'f"{"".join(_parts(between, inside))}"'
    parts = [f"str({way})" for way in ways]
    return f"({' + '.join(_parts([repr(text) if text else '' for text in between], parts))})"


def _way(path: str, module: str) -> str:
    """The path, from the folder of the module: `Path(__file__).parent / "sql"`."""
    steps = posixpath.relpath(path, posixpath.dirname(module)).split("/")
    up = steps.count("..")
    rest = "/".join(step for step in steps[up:] if step != ".")
    start = f"Path(__file__).parents[{up}]" if up else "Path(__file__).parent"
    return f'{start} / "{rest}"' if rest else start


def _parts(between: list[str], inside: list[str]) -> list[str]:
    """The first, what is between, ..., the last; without what is empty."""
    found = [between[0]]
    for one, text in zip(inside, between[1:], strict=True):
        found += [one, text]
    return [part for part in found if part]
