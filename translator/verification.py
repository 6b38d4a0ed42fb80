"""Translate DAGs, run them under Airflow and under Prefect, compare what became of every task.

This executes the user's code, on both sides. Nothing else in the project does.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translator.data_files import index_data_files, named_files
from translator.diagnostics import Diagnostic, Severity
from translator.emit.support import support_files
from translator.load.sources.reading import DEFAULT_MAX_BYTES
from translator.load.sources.tree import SourceTree
from translator.pipeline import TranslateOptions, Translation, translate_source
from translator.verify.airflow_side import Run, run_airflow
from translator.verify.compare import Comparison, Subject, compare
from translator.verify.prefect_side import run_prefect


@dataclass(frozen=True, slots=True)
class Sides:
    """Where to run, and with what."""

    airflow_python: str | Path
    prefect_python: str | Path
    timeout: float = 120.0
    """Seconds for one DAG on one side."""
    cache: Path | None = None
    """Keeps prepared Airflow databases between calls."""
    api_url: str | None = None
    """A running Prefect server; None: a throw-away one."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """Flows in a folder, ready to run."""

    folder: Path
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    """By DAG id."""
    failed: Mapping[str, str] = field(default_factory=dict)
    """DAG id, or the path of a file that no DAG is known of → why there is no flow."""


def verify_folder(
    root: Path,
    sides: Sides,
    *,
    target: Path | None = None,
    dag_id: str | None = None,
    run: Run | None = None,
    options: TranslateOptions | None = None,
) -> list[Comparison]:
    """Verify the DAGs of `target` (a file or folder inside `root`, default all), or one of them.

    `run` gives conf and logical date for every DAG; its own DAG id is not used.
    """
    with tempfile.TemporaryDirectory(prefix="airflow2prefect-") as scratch:
        emitted = emit(translations(root, target or root, options), root, Path(scratch))
        wanted = [one for one in emitted.subjects if dag_id in (None, one)]
        runs = {one: _run_of(one, run) for one in wanted}
        airflow = run_airflow(
            sides.airflow_python,
            root,
            target=target,
            runs=list(runs.values()),
            timeout=sides.timeout,
            cache=sides.cache,
        )
        found = compare_all(emitted, by_dag(airflow), runs, sides)
    refused = [one for one in emitted.failed if dag_id in (None, one)]
    return found + [Comparison(one, None, emitted.failed[one]) for one in refused]


def _run_of(dag_id: str, like: Run | None) -> Run:
    return Run(dag_id) if like is None else Run(dag_id, like.conf, like.logical_date)


def by_dag(answer: Mapping[str, Any]) -> dict[str, Any]:
    """A probe's answers by DAG id; a DAG whose file Airflow can't import gets that error."""
    found = {one["dag_id"]: one for one in answer["dags"]}
    errors = [text.strip().splitlines()[-1] for text in answer.get("import_errors", {}).values()]
    for one in found.values():
        if one.get("error") == "Airflow loads no such DAG" and errors:
            one["error"] = f"Airflow loads no such DAG; import errors: {'; '.join(errors[:3])}"
    return found


def compare_all(
    emitted: Emitted, airflow: Mapping[str, Any], runs: Mapping[str, Run], sides: Sides
) -> list[Comparison]:
    """Run the flows whose DAG Airflow could run, and compare; the others are not comparable."""
    ready = [one for one in runs if airflow[one].get("state") is not None]
    prefect: dict[str, Any] = {}
    if ready:
        pairs = [(emitted.subjects[one], runs[one]) for one in ready]
        answer = run_prefect(
            sides.prefect_python,
            emitted.folder,
            pairs,
            timeout=sides.timeout,
            api_url=sides.api_url,
        )
        prefect = by_dag(answer)
    return [compare(emitted.subjects[one], airflow[one], prefect.get(one, {})) for one in runs]


# Translating -------------------------------------------------------------------------------------


def translations(
    root: Path, target: Path, options: TranslateOptions | None = None
) -> list[Translation]:
    """Every DAG file of `target` translated, its modules of `root` at hand."""
    tree = SourceTree(root)
    paths = [target] if target.is_file() else sorted(target.rglob("*.py"))
    found = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        found.append(
            translate_source(text, path.relative_to(root).as_posix(), tree=tree, options=options)
        )
    return [one for one in found if one.status != "not_a_dag"]


def emit(found: Iterable[Translation], root: Path, folder: Path) -> Emitted:
    """Write modules and their helpers into `folder`."""
    subjects: dict[str, Subject] = {}
    failed: dict[str, str] = {}
    support: set[str] = set()
    texts: list[str] = []
    for one in found:
        if one.text is None or one.module is None:
            names = [dag.dag_id for dag in one.file.dags] or [one.file.path]
            failed |= dict.fromkeys(names, refusal(one))
            continue
        write(folder / one.module.path, one.text.encode())
        texts += [one.text, *(helper.text or "" for helper in one.helpers)]
        for helper in one.helpers:
            text = helper.text
            content = (root / helper.path).read_bytes() if text is None else text.encode()
            write(folder / helper.path, content)
        support |= one.module.support
        subjects |= subjects_of(one)
    for path, text in support_files(support, "").items():
        write(folder / path, text.encode())
    for path in named_files(texts, index_data_files(root, DEFAULT_MAX_BYTES)):
        write(folder / path, (root / path).read_bytes())
    return Emitted(folder, subjects, failed)


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def refusal(translation: Translation) -> str:
    """Why there is no flow for the DAGs of this file."""
    errors = [one for one in translation.diagnostics if one.level >= Severity.ERROR]
    return "not translated: " + "; ".join(f"{one.code} {one.message}" for one in errors[:3])


def subjects_of(translation: Translation) -> dict[str, Subject]:
    """The flows of one emitted module by DAG id."""
    assert translation.module
    names = {flow.dag_id: flow.name for flow in translation.module.flows}
    return {
        dag.dag_id: Subject(
            dag,
            translation.module.path,
            names[dag.dag_id],
            frozenset(
                task_id
                for task_id, outcome in translation.tasks[dag.dag_id].items()
                if outcome.place.definition is None
            ),
            error_codes(translation.diagnostics, dag.dag_id),
        )
        for dag in translation.file.dags
        if dag.dag_id in names
    }


def error_codes(diagnostics: Sequence[Diagnostic], dag_id: str) -> tuple[str, ...]:
    """Codes of the errors about a DAG, or about its whole file."""
    about = (one for one in diagnostics if one.dag_id in (None, dag_id))
    return tuple(sorted({one.code for one in about if one.level >= Severity.ERROR}))
