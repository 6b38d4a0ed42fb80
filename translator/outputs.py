"""What is written for a folder: modules, helper modules, data files, and what belongs to all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from translator.data_files import named_files
from translator.earlier import DEPLOYMENTS, REPORT, REQUIREMENTS, Earlier
from translator.emit.deployment import prefect_yaml, requirements_text
from translator.emit.support import support_files
from translator.folder import Done
from translator.output import OutputFile

OWN = frozenset({DEPLOYMENTS, REQUIREMENTS, REPORT})
"""Names that are ours in the output folder: a data file of this name is not taken along."""


def outputs(
    root: Path,
    files: Sequence[Done],
    work_pool: str,
    data: Mapping[str, list[str]],
    earlier: Earlier,
) -> list[OutputFile]:
    """Everything to write for `files`, each path once unless two sources want it.

    `data`: the data files of the source folder by name. `earlier`: what other runs left.
    """
    emitted = [
        OutputFile(done.module.path, done.text.encode(), done.path)
        for done in files
        if done.module and done.text is not None
    ]
    if not emitted:
        return []
    taken = {file.path for file in emitted}
    helpers = [file for file in _helpers(root, files) if file.path not in taken]
    texts = [file.content.decode("utf-8", "replace") for file in (*emitted, *helpers)]
    named = [path for path in named_files(texts, data) if path not in OWN]
    return [
        *emitted,
        *helpers,
        *(_copy(root, p) for p in named),
        *_shared(files, work_pool, earlier),
    ]


def _helpers(root: Path, files: Sequence[Done]) -> list[OutputFile]:
    """Modules of the tree that emitted modules import, each once, by path."""
    texts = {helper.path: helper.text for done in files for helper in done.helpers}
    return [
        _copy(root, path) if text is None else OutputFile(path, text.encode(), path)
        for path, text in sorted(texts.items())
    ]


def _copy(root: Path, path: str) -> OutputFile:
    location = root / path
    executable = bool(location.stat().st_mode & 0o100)
    return OutputFile(path, location.read_bytes(), path, executable)


def _shared(files: Sequence[Done], work_pool: str, earlier: Earlier) -> list[OutputFile]:
    modules = [done.module for done in files if done.module and done.text is not None]
    texts = support_files(frozenset[str]().union(*(one.support for one in modules)), "")
    texts[DEPLOYMENTS] = prefect_yaml(modules, work_pool, earlier.deployments)
    texts[REQUIREMENTS] = requirements_text(modules, earlier.requirements)
    return [
        OutputFile(path, text.encode("utf-8", "backslashreplace")) for path, text in texts.items()
    ]
