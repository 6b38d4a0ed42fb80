"""The order of the stages for one file: load → lower → emit. Our own faults end here (AP901)."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from translator import ir
from translator.diagnostics import Diagnostic, Severity, Sink, Span
from translator.emit.format import BadOutputError
from translator.emit.module import LostNamesError, emit_module
from translator.emit.provenance import Place, places
from translator.graph import TooLargeError
from translator.load import load_file
from translator.load.options import LoadOptions
from translator.load.sources.reading import DEFAULT_MAX_BYTES, decode, read_bytes
from translator.load.sources.source import SourceFile
from translator.load.sources.tree import SourceTree
from translator.lower.callables.callees import with_reached
from translator.lower.file import LoweredFile, lower_file
from translator.lower.module.built_names import with_lost_names
from translator.lower.module.helpers import Helper, lower_helpers
from translator.lower.module.rooted import Find, out_of_reach, rooted_module, rooted_text, roots_of
from translator.mappings import Mappings, load_mappings
from translator.plan import Module, Support, Tier
from translator.rules.files import OUT_OF_REACH
from translator.rules.internal import BAD_OUTPUT, INTERNAL
from translator.rules.load import BUDGET, RECURSION
from translator.size import too_large

Status = Literal["translated", "needs_review", "failed", "not_a_dag"]

_IGNORE = re.compile(r"#\s*ap:\s*ignore\[([A-Z0-9,\s]+)\]")


@dataclass(frozen=True, slots=True)
class TranslateOptions:
    """What the caller decides."""

    tier: Literal["auto", "plain", "rules"] = "auto"
    airflow_major: Literal[1, 2, 3] | None = None
    """None: guessed from the imports of each file."""
    mappings: tuple[Path, ...] = ()
    """Folders with more operator mappings; later ones win."""
    variables: Mapping[str, Any] = field(default_factory=dict)
    """Exported Airflow Variables."""
    env: Mapping[str, str] = field(default_factory=dict)
    """Environment variables to assume."""
    work_pool: str = "default"
    max_bytes: int = DEFAULT_MAX_BYTES


@dataclass(frozen=True, slots=True)
class TaskOutcome:
    """What one Airflow task became."""

    operator: str
    support: Support
    source_line: int
    place: Place

    @property
    def output_lines(self) -> tuple[int, int] | None:
        """First and last output line of its task function (of its submit, where it has none)."""
        return self.place.lines


@dataclass(frozen=True, slots=True)
class HelperFile:
    """A file of the tree that the emitted module needs beside it."""

    path: str
    text: str | None
    """None: copy it as it is."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The result for one file."""

    path: str
    status: Status
    text: str | None
    """The emitted module; None where nothing may be written."""
    module: Module | None
    file: ir.DagFile
    diagnostics: tuple[Diagnostic, ...]
    tasks: Mapping[str, Mapping[str, TaskOutcome]] = field(default_factory=dict)
    """DAG id → task id → what it became."""
    tiers: Mapping[str, Tier] = field(default_factory=dict)
    """DAG id → tier."""
    helpers: tuple[HelperFile, ...] = ()
    traceback: str | None = None
    """Of our own fault, when the code is AP901."""


def translate_source(
    text: str,
    path: str = "dag.py",
    *,
    tree: SourceTree | None = None,
    options: TranslateOptions | None = None,
) -> Translation:
    """Translate the text of one DAG file; `path` is relative to the root of `tree`."""
    chosen = options or TranslateOptions()
    sink = Sink()
    empty = ir.DagFile(path, text, "error")
    try:
        return _translate(SourceFile(path, text), tree or SourceTree(None), sink, chosen)
    except BadOutputError as fault:
        sink.add(BAD_OUTPUT, Span(path), str(fault))
        return _failed(empty, sink, fault.text)
    except RecursionError:
        sink.add(RECURSION, Span(path), "the file is nested too deeply")
        return _failed(empty, sink)
    except TooLargeError as large:
        sink.add(BUDGET, Span(path), str(large))
        return _failed(empty, sink)
    except Exception as fault:
        sink.add(INTERNAL, Span(path), f"{type(fault).__name__}: {fault}".split("\n")[0])
        return _failed(empty, sink, traceback.format_exc())


def translate_file(
    location: Path | str,
    *,
    root: Path | str | None = None,
    tree: SourceTree | None = None,
    options: TranslateOptions | None = None,
) -> Translation:
    """Translate one DAG file on disk; modules of `root` (its folder by default) can be imported."""
    chosen = options or TranslateOptions()
    place = Path(location)
    base = Path(root) if root is not None else place.parent
    path = place.relative_to(base).as_posix()
    sink = Sink()
    data = read_bytes(place, path, sink, chosen.max_bytes)
    text = None if data is None else decode(data, path, sink)
    if text is None:
        return _failed(ir.DagFile(path, "", "error"), sink)
    return translate_source(text, path, tree=tree or SourceTree(base), options=chosen)


def load_source(
    text: str,
    path: str = "dag.py",
    *,
    tree: SourceTree | None = None,
    options: TranslateOptions | None = None,
) -> tuple[ir.DagFile, tuple[Diagnostic, ...]]:
    """Load the text of one DAG file without translating it: its graphs, and what was found."""
    chosen = options or TranslateOptions()
    sink = Sink()
    loading = LoadOptions(chosen.airflow_major, chosen.variables, chosen.env)
    file = ir.DagFile(path, text, "error")
    try:
        file = load_file(SourceFile(path, text), tree or SourceTree(None), sink, loading)
    except RecursionError:
        sink.add(RECURSION, Span(path), "the file is nested too deeply")
    except Exception as fault:
        sink.add(INTERNAL, Span(path), f"{type(fault).__name__}: {fault}".split("\n")[0])
    return file, _diagnostics(file, sink)


@lru_cache(maxsize=8)
def _mappings(folders: tuple[Path, ...]) -> Mappings:
    return load_mappings(folders)


def _translate(
    source: SourceFile, tree: SourceTree, sink: Sink, options: TranslateOptions
) -> Translation:
    loading = LoadOptions(options.airflow_major, options.variables, options.env)
    file = load_file(source, tree, sink, loading)
    if file.status == "not_a_dag":
        return Translation(file.path, "not_a_dag", None, None, file, _diagnostics(file, sink))
    if file.status == "error":
        return _failed(file, sink)
    if size := too_large(file):
        sink.add(BUDGET, Span(file.path), size)
        return _failed(file, sink)
    load = _loader(tree, loading)
    file = with_reached(file, load)
    lowered = lower_file(file, _mappings(options.mappings), sink, options.tier, load)
    helpers = lower_helpers(file, lowered.module, load, sink, lowered.moved)
    paths = (lowered.module.path, *(helper.path for helper in helpers))
    for lost in out_of_reach(file.path, (helper.path for helper in helpers)):
        sink.add(OUT_OF_REACH, Span(file.path), lost)
    roots = roots_of(file.text, _finder(tree, file.path), paths)
    lowered = replace(lowered, module=rooted_module(lowered.module, roots))
    lowered, text = _emitted(lowered, file, sink)
    files = tuple(_helper_file(one, tree, paths) for one in helpers)
    return _done(file, lowered, text, files, sink)


def _emitted(lowered: LoweredFile, file: ir.DagFile, sink: Sink) -> tuple[LoweredFile, str]:
    """The text; a name that only existed while the DAG was built stands for a value that raises."""
    try:
        return lowered, emit_module(lowered.module, file.text)
    except LostNamesError as lost:
        if any(name.startswith("__") for name in lost.names):
            raise
        module = with_lost_names(lowered.module, lost.names, file, sink)
        return replace(lowered, module=module), emit_module(module, file.text)


def _finder(tree: SourceTree, path: str) -> Find:
    """Where the tree has the modules that the file at `path` imports."""

    def find(dotted: str) -> str | None:
        found = tree.find(dotted, path)
        return None if found is None else found.folder or (found.path or "").removesuffix(".py")

    return find


def _done(
    file: ir.DagFile, lowered: LoweredFile, text: str, helpers: tuple[HelperFile, ...], sink: Sink
) -> Translation:
    diagnostics = _diagnostics(file, sink)
    review = any(one.level >= Severity.WARNING for one in diagnostics)
    return Translation(
        path=file.path,
        status="needs_review" if review else "translated",
        text=text,
        module=lowered.module,
        file=file,
        diagnostics=diagnostics,
        tasks=_outcomes(file, lowered, text),
        tiers={dag.dag_id: lowered.tier for dag in file.dags},
        helpers=helpers,
    )


def _helper_file(helper: Helper, tree: SourceTree, paths: tuple[str, ...]) -> HelperFile:
    """A file beside the modules; one without Airflow is copied, but for the way of its imports."""
    source = helper.source or (tree.read(helper.path) or "" if helper.path.endswith(".py") else "")
    roots = roots_of(source, _finder(tree, helper.path), paths)
    if helper.module is not None:
        return HelperFile(helper.path, emit_module(rooted_module(helper.module, roots), source))
    if roots:
        return HelperFile(helper.path, rooted_text(source, roots))
    # A known module of Airflow's own tests is in no folder that it could be copied from.
    return HelperFile(helper.path, source if tree.kind(helper.path) is None else None)


def _outcomes(
    file: ir.DagFile, lowered: LoweredFile, text: str
) -> dict[str, dict[str, TaskOutcome]]:
    where = places(lowered.module, text, lowered.uses)
    return {
        dag.dag_id: {
            task.task_id: TaskOutcome(
                task.operator,
                lowered.uses[dag.dag_id][task.task_id].support,
                task.span.line,
                where[dag.dag_id][task.task_id],
            )
            for task in dag.tasks
        }
        for dag in file.dags
    }


def _loader(tree: SourceTree, options: LoadOptions) -> Callable[[str], ir.DagFile | None]:
    """Layouts of the tree's modules, each loaded once."""

    def load(path: str) -> ir.DagFile | None:
        if path not in tree.helpers:
            source = tree.source(path)
            loaded = None if source is None else load_file(source, tree, Sink(), options)
            tree.helpers[path] = loaded
        return tree.helpers[path]

    return load


def _failed(file: ir.DagFile, sink: Sink, trace: str | None = None) -> Translation:
    found = _diagnostics(file, sink)
    return Translation(file.path, "failed", None, None, file, found, traceback=trace)


def _diagnostics(file: ir.DagFile, sink: Sink) -> tuple[Diagnostic, ...]:
    """All findings but those that a comment in the source silences."""
    lines = file.text.split("\n")
    return tuple(one for one in sink.sorted() if not _silenced(one, lines))


def _silenced(found: Diagnostic, lines: list[str]) -> bool:
    """Whether `# ap: ignore[CODE]` stands on the line of a finding, or alone on the line above."""
    if found.code.startswith("AP9"):
        return False
    line = found.span.line
    near = lines[line - 1 : line]
    if line >= 2 and lines[line - 2 : line - 1] and lines[line - 2].lstrip().startswith("#"):
        near = [*near, lines[line - 2]]
    codes = (match[1] for text in near for match in _IGNORE.finditer(text))
    return any(found.code in re.split(r"[,\s]+", one) for one in codes)
