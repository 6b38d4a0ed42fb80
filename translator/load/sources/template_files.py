"""Template files that the arguments of operators name: `bash_command="load.sh"`.

Airflow looks for them in the DAG file's folder, then along `template_searchpath`. Which of the
names are read as files is for the operator to say.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from translator import ir
from translator.load.sources.tree import SourceTree

MARKS = ("{{", "{%", "\n")


def template_texts(
    dags: Iterable[ir.Dag], path: str, tree: SourceTree
) -> dict[tuple[str, str], str]:
    """The text of each file of the tree that an argument may name, by DAG id and name."""
    found: dict[tuple[str, str], str] = {}
    for dag in dags:
        folders = _folders(dag, path, tree)
        for name in _names(dag):
            text = _text(name, folders, tree)
            if text is not None:
                found[dag.dag_id, name] = text
    return found


def _folders(dag: ir.Dag, path: str, tree: SourceTree) -> list[str]:
    given = dag.args.get("template_searchpath")
    written = given.value if given is not None else None
    listed = [written] if isinstance(written, str) else written
    more = listed if isinstance(listed, list | tuple) else []
    located = [tree.locate(one, path) for one in more if isinstance(one, str)]
    return [posixpath.dirname(path), *(one for one in located if one is not None)]


def _names(dag: ir.Dag) -> Iterator[str]:
    """Texts that look like the name of a file."""
    for task in dag.tasks:
        for expr in task.args.values():
            for value in _strings(expr.value):
                if posixpath.splitext(value)[1] and not any(mark in value for mark in MARKS):
                    yield value


def _strings(value: object) -> Iterator[str]:
    """The strings in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def _text(name: str, folders: list[str], tree: SourceTree) -> str | None:
    for folder in folders:
        place = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        if (text := tree.read(place)) is not None:
            return text
    return None
