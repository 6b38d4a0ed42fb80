"""Classes that a plugin of the repository shows under Airflow's own packages, as 1.10 had it.

An `AirflowPlugin` with `operators = [Stage]` makes `from airflow.operators import Stage` possible
(and `from airflow.operators.its_name import Stage`). Nothing is executed: the class is looked for
by its name in the files of the folder `plugins`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from translator.load.airflow import names
from translator.load.sources.tree import Found, SourceTree

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

PLACES = re.compile(r"airflow\.(operators|sensors|hooks|executors|macros)(\.\w+)?")
FOLDERS = ("plugins", "airflow/plugins", "dags/plugins")
DEPTH = 4


def shown_by_plugin(ev: Evaluator, module: str, name: str) -> tuple[Found, str] | None:
    """The module of the tree that has what `from module import name` gets from a plugin."""
    if not PLACES.fullmatch(module):
        return None
    dotted = f"{module}.{name}"
    if names.canonical(dotted) != dotted:
        return None
    pattern = re.compile(rf"^(class|def) {re.escape(name)}\b", re.M)
    for path in _files(ev.tree):
        if pattern.search(ev.tree.read(path) or ""):
            return Found(path, None), path.removesuffix(".py").replace("/", ".")
    return None


def _files(tree: SourceTree) -> Iterator[str]:
    for folder in FOLDERS:
        yield from _below(tree, folder, DEPTH)


def _below(tree: SourceTree, folder: str, depth: int) -> Iterator[str]:
    """The modules in a folder and the folders in it."""
    for entry in tree.listing(folder) or ():
        path = posixpath.join(folder, entry)
        if entry.endswith(".py") and entry != "__init__.py":
            yield path
        elif depth and "." not in entry:
            yield from _below(tree, path, depth - 1)
