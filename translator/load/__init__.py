"""From the source of a DAG file to the intermediate representation, without executing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.load.options import LoadOptions
from translator.load.source import SourceFile
from translator.load.tree import SourceTree

if TYPE_CHECKING:
    from translator.load.load_file import load_file as load_file

__all__ = ["LoadOptions", "SourceFile", "SourceTree", "load_file"]


def __getattr__(name: str) -> Any:
    if name == "load_file":
        from translator.load.load_file import load_file

        return load_file
    raise AttributeError(name)
