"""A whole folder: every DAG file translated, and what belongs to all of them together.

Files are independent of each other, so they may be translated by several processes; a process
that dies takes one file with it, not the batch. What comes back from a process has no trees in it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path, PurePosixPath
from typing import Literal

from translator import ir
from translator.diagnostics import Diagnostic, Severity, Sink, Span
from translator.load.sources.discover import DiscoverOptions, Discovery, Found, discover
from translator.load.sources.tree import SourceTree
from translator.pipeline import (
    HelperFile,
    TranslateOptions,
    Translation,
    load_source,
    translate_source,
)
from translator.plan import Module
from translator.report.graph_formats import LoadedFile
from translator.report.result import DagResult, FileResult, Status, TaskResult
from translator.rules import files as rules
from translator.rules.internal import INTERNAL

FILES_PER_JOB = 40
"""Starting a process costs about as much as translating this many files."""

SHADOWED = frozenset(sys.stdlib_module_names) | {"prefect", "jinja2", "pydantic", "httpx", "anyio"}
"""Module names that an emitted file must not have: its folder comes first on `sys.path`."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """One file, translated."""

    result: FileResult
    text: str | None = None
    module: Module | None = None
    """Without its code: what prefect.yaml, requirements.txt and the helpers need."""
    helpers: tuple[HelperFile, ...] = ()
    traceback: str | None = None

    @property
    def path(self) -> str:
        """The source file."""
        return self.result.source


@dataclass(slots=True)
class _Worker:
    """One process's share: modules of the source tree are read and evaluated once."""

    tree: SourceTree
    options: TranslateOptions

    def translate(self, path: str, text: str) -> Done:
        return summarized(translate_source(text, path, tree=self.tree, options=self.options))


_worker: _Worker | None = None


OBJECTS = 50_000
"""New objects before Python looks for circles among them. Trees have hardly any: a tenth of the
time goes into looking with Python's own number (700)."""


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for circular garbage less often than Python does."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _start(root: Path, options: TranslateOptions) -> None:
    global _worker
    gc.set_threshold(OBJECTS)
    _worker = _Worker(SourceTree(root), options)


def _in_process(path: str, text: str) -> Done:
    if _worker is None:
        raise RuntimeError("the process was not started by translate_folder")
    return _worker.translate(path, text)


def summarized(translation: Translation) -> Done:
    """`translation` without its trees."""
    module = translation.module
    result = FileResult(
        source=translation.path,
        status=translation.status,
        dags=_dag_results(translation) if translation.text is not None else (),
        diagnostics=translation.diagnostics,
    )
    if module is not None:
        module = Module(
            module.path,
            None,
            support=module.support,
            deployments=module.deployments,
            requirements=module.requirements,
        )
    return Done(result, translation.text, module, translation.helpers, translation.traceback)


def _dag_results(translation: Translation) -> tuple[DagResult, ...]:
    flows = translation.module.flows if translation.module else ()
    names = {flow.dag_id: flow.name for flow in flows}
    return tuple(
        DagResult(
            dag.dag_id,
            names[dag.dag_id],
            translation.tiers[dag.dag_id],
            dag.span.line,
            tuple(
                TaskResult(task_id, one.operator, one.support, one.source_line, one.output_lines)
                for task_id, one in translation.tasks[dag.dag_id].items()
            ),
        )
        for dag in translation.file.dags
    )


# The batch ---------------------------------------------------------------------------------------


def translate_folder(
    source: Path | str,
    *,
    root: Path | str | None = None,
    options: TranslateOptions | None = None,
    jobs: int = 0,
) -> tuple[Done, ...]:
    """Translate the DAG files of a folder (or one file); nothing is written.

    `root`: the folder that imports start from, `source` itself by default.
    """
    chosen = options or TranslateOptions()
    search = DiscoverOptions(chosen.max_bytes, major=chosen.airflow_major)
    found = discover(Path(source), Sink(), search, Path(root) if root is not None else None)
    return translate_all(found, chosen, jobs)


def translate_all(
    discovery: Discovery,
    options: TranslateOptions,
    jobs: int = 0,
    progress: Progress = lambda path: None,
) -> tuple[Done, ...]:
    """Translate every file that was found, in the order of their paths.

    `jobs`: how many processes; 0: as many as pay off. `progress` is called after each file.
    """
    work = [found for found in discovery.files if found.text is not None]
    jobs = jobs or min(cpu_count() or 1, 1 + len(work) // FILES_PER_JOB)
    if jobs == 1:
        done = dict(_here(work, discovery.root, options, progress))
    else:
        done = dict(_in_processes(work, discovery.root, options, jobs, progress))
    files = [done.get(found.path) or _untranslated(found) for found in discovery.files]
    return tuple(_with_outputs(one) for one in with_output_names(with_duplicates(files)))


def _untranslated(found: Found) -> Done:
    status: Status = "failed" if found.diagnostics else "not_a_dag"
    return Done(FileResult(found.path, status, diagnostics=found.diagnostics))


def _here(
    work: Sequence[Found], root: Path, options: TranslateOptions, progress: Progress
) -> Iterator[tuple[str, Done]]:
    worker = _Worker(SourceTree(root), options)
    with rare_collections():
        for found in work:
            yield found.path, worker.translate(found.path, found.text or "")
            progress(found.path)


def _in_processes(
    work: Sequence[Found], root: Path, options: TranslateOptions, jobs: int, progress: Progress
) -> Iterator[tuple[str, Done]]:
    """All files in one pool; those that were lost when a process died, one process each."""
    lost: list[Found] = []
    for found, done in _pooled(work, root, options, jobs):
        if done is None:
            lost.append(found)
        else:
            yield found.path, done
            progress(found.path)
    for found in lost:
        ((_, again),) = _pooled([found], root, options, 1)
        yield found.path, again or _died(found.path)
        progress(found.path)


def _pooled(
    work: Sequence[Found], root: Path, options: TranslateOptions, jobs: int
) -> Iterator[tuple[Found, Done | None]]:
    # A forked child would inherit the lock of whatever the progress bar's thread holds.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (root, options))
    with pool:
        futures: dict[Future[Done], Found] = {}
        for found in work:
            futures[pool.submit(_in_process, found.path, found.text or "")] = found
        for future in as_completed(futures):
            try:
                yield futures[future], future.result()
            except BrokenProcessPool:
                yield futures[future], None


def _died(path: str) -> Done:
    found = Diagnostic(INTERNAL, Span(path), "the process that translated it died")
    return Done(FileResult(path, "failed", diagnostics=(found,)))


# Loading alone ------------------------------------------------------------------------------------


def load_all(discovery: Discovery, options: TranslateOptions) -> Iterator[LoadedFile]:
    """Every file that was found, loaded but not translated, with its findings: one at a time."""
    tree = SourceTree(discovery.root)
    with rare_collections():
        for found in discovery.files:
            yield _loaded(found, tree, options)


def _loaded(found: Found, tree: SourceTree, options: TranslateOptions) -> LoadedFile:
    if found.text is None:
        status: Literal["not_a_dag", "error"] = "error" if found.diagnostics else "not_a_dag"
        return LoadedFile(ir.DagFile(found.path, "", status), found.diagnostics)
    return LoadedFile(*load_source(found.text, found.path, tree=tree, options=options))


# What the files are to each other ----------------------------------------------------------------


def with_duplicates(files: Sequence[Done]) -> tuple[Done, ...]:
    """A finding (AP706) for each DAG id that an earlier file has, and no deployment for it.

    Two deployments of one name would overwrite each other without a word.
    """
    first: dict[str, str] = {}
    checked = []
    for done in files:
        again = [dag for dag in done.result.dags if dag.dag_id in first]
        checked.append(_without(done, again, first) if again else done)
        for dag in done.result.dags:
            first.setdefault(dag.dag_id, f"{done.path}:{dag.line}")
    return tuple(checked)


def _without(done: Done, again: Iterable[DagResult], first: Mapping[str, str]) -> Done:
    found = [
        Diagnostic(
            rules.DUPLICATE_DAG_ID,
            Span(done.path, dag.line),
            f"{dag.dag_id} is in {first[dag.dag_id]} too; this one is not in prefect.yaml",
            dag_id=dag.dag_id,
        )
        for dag in again
    ]
    flows = {dag.flow for dag in again}
    module = done.module and replace(
        done.module, deployments=tuple(d for d in done.module.deployments if d.flow not in flows)
    )
    return replace(with_findings(done, found), module=module)


def with_output_names(files: Sequence[Done]) -> tuple[Done, ...]:
    """Another file name (AP707) for each emitted module that would hide one that it imports."""
    taken = {done.path for done in files}
    return tuple(_renamed(done, taken) if done.module else done for done in files)


def _renamed(done: Done, taken: set[str]) -> Done:
    path = PurePosixPath(done.path)
    if path.stem not in SHADOWED or done.module is None:
        return done
    target = path.with_name(f"{path.stem}_flow.py")
    while str(target) in taken:
        target = target.with_name(f"{target.stem}_.py")
    taken.add(str(target))
    detail = f"the file {path.name} becomes {target.name}, as it would hide the module {path.stem}"
    found = Diagnostic(rules.RENAMED, Span(done.path), detail)
    return replace(with_findings(done, [found]), module=replace(done.module, path=str(target)))


def _with_outputs(done: Done) -> Done:
    if done.module is None:
        return done
    paths = (done.module.path, *(helper.path for helper in done.helpers))
    return replace(done, result=replace(done.result, outputs=paths))


def with_findings(done: Done, found: Sequence[Diagnostic]) -> Done:
    """`done` with more findings, and the status that follows from them."""
    result = done.result
    status = result.status
    if status == "translated" and any(one.level >= Severity.WARNING for one in found):
        status = "needs_review"
    diagnostics = (*result.diagnostics, *found)
    return replace(done, result=replace(result, status=status, diagnostics=diagnostics))
