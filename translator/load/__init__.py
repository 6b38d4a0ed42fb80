"""From the source of a DAG file to the intermediate representation, without executing it."""

from __future__ import annotations

from translator.load.entry import load_file
from translator.load.options import LoadOptions
from translator.load.sources.source import SourceFile
from translator.load.sources.tree import SourceTree

__all__ = ["LoadOptions", "SourceFile", "SourceTree", "load_file"]
