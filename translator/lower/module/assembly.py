"""One DAG file → one emitted module: flows, tasks, and what stays of the user's own code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from textwrap import TextWrapper

from translator import ir
from translator.diagnostics import Diagnostic, Severity, Sink, Span
from translator.lower.callables.handed_names import HandedFunction, final_names, reached, with_names
from translator.lower.callbacks.hooks import Hook
from translator.lower.deployment.outlets import UPDATES
from translator.lower.flow.flows import LoweredDag
from translator.lower.free_names import free_names
from translator.lower.module.built_names import with_built_names
from translator.lower.module.comments import with_comments
from translator.lower.module.conflicts import resolve_conflicts
from translator.lower.module.imports import keep_imports, plain_comments
from translator.lower.module.leftovers import without_placeholders
from translator.lower.module.main_block import main_block
from translator.lower.module.pieces import comments_above_dags, header, loose_comments
from translator.lower.module.rewritten import (
    Piece,
    airflow_imports,
    lower_statement,
    missing_imports,
)
from translator.lower.module.selection import Selector
from translator.lower.names import HELPERS, NameTable
from translator.plan import Block, Code, Flow, Gap, Import, Kept, Line, Module, Suite, TaskDef, Tier
from translator.rules.operators import AIRFLOW_IN_CODE

SUPPORT_MODULES = frozenset(
    {"flow_ends", "limited_tasks", "previous_runs", "smtp_mail", "templating", *HELPERS}
)
"""Emitted helper modules that are known by their import."""

_FN = re.compile(r"\b(\w+)\.fn\(")

_CLAUSES = {"elif": "if", "else": "", "except": "", "finally": "", "case": ""}


def lower_module(
    file: ir.DagFile,
    dags: tuple[LoweredDag, ...],
    sink: Sink,
    handed: Iterable[HandedFunction] = (),
    table: NameTable | None = None,
) -> Module:
    """The module to emit for a file.

    Args:
        file: the file.
        dags: its DAGs.
        sink: for what is found.
        handed: functions that tasks may call with what these read of the context.
        table: the names of the module.
    """
    tasks = _tasks(dags)
    functions = reached((task.source for task in tasks), handed)
    flows = tuple(without_placeholders(dag.flow, sink) for dag in dags)
    by_flows = frozenset().union(*_read_by_flows(flows)) - {task.name for task in tasks}
    hooks = {hook.name: hook for dag in dags for hook in dag.hooks}
    read = by_flows.union(*_read_by_tasks(tasks)) - hooks.keys()
    read -= _called_inside(tasks)
    names = read.union(*(hook.names - hooks.keys() for hook in hooks.values()))
    names = names.union(*(one.names for one in functions))
    if table is not None and functions:
        given = final_names(functions, _defined(file, names), table)
        tasks = tuple(with_names(task, given) for task in tasks)
        functions = tuple(one.named(given) for one in functions)
    own = module_of(file, names, sink, flows[0].tier if flows else "plain")
    above = comments_above_dags(file)
    support = _support(tasks, flows)
    beside: tuple[Hook | HandedFunction, ...] = (*hooks.values(), *functions)
    support |= {one.module for h in beside for one in h.imports} & SUPPORT_MODULES
    support = support.union(*(one.support for one in functions))
    module = replace(
        own,
        kept=(*own.kept, *(Kept(f"\n{one.source}\n", one.line) for one in beside)),
        imports=own.imports.union(*(one.imports for one in beside)),
        tasks=tuple(_with_findings(tasks, dags, sink)),
        flows=tuple(_flow_comments(flow, above, sink) for flow in flows),
        support=own.support | support,
        deployments=tuple(dag.deployment for dag in dags if dag.deployment is not None),
        requirements=frozenset().union(*(dag.requirements for dag in dags)),
        main=main_block(file, flows),
        own=own.own | _tree_names(file),
    )
    made = hooks.keys() | {one.name for one in functions}
    bound = bound_by(own.imports) | _defined(file, names) | airflow_imports(file).keys() & names
    module = with_built_names(module, file, bound | made, sink)
    module = with_comments(module, file)
    bound |= {one.name for one in module.tasks} | {one.name for one in module.flows}
    return resolve_conflicts(module, bound, {dag.flow.name: dag.head for dag in dags})


def _called_inside(tasks: Iterable[TaskDef]) -> set[str]:
    """Task functions that others call (`load.fn(...)`): the task is what the name means."""
    called = {found for task in tasks for found in _FN.findall(task.source)}
    return called & {task.name for task in tasks}


def _support(tasks: Iterable[TaskDef], flows: Iterable[Flow]) -> frozenset[str]:
    """The emitted helper modules that the module imports."""
    needed = {name for task in tasks for name in task.support}
    needed |= {one.module for task in tasks for one in task.imports} & SUPPORT_MODULES
    needed |= {name for flow in flows for name in flow.support}
    needed |= {one.module for flow in flows for one in flow.imports} & SUPPORT_MODULES
    options = [code.imports for flow in flows for code in flow.decorator.values()]
    needed |= {one.module for imports in options for one in imports} & SUPPORT_MODULES
    if tasks and any(flow.tier == "rules" for flow in flows):
        needed.add("trigger_rules")
    hooks = [code.imports for task in tasks for code in task.decorator.values()]
    if any(UPDATES in imports for imports in (*hooks, *(flow.imports for flow in flows))):
        needed.add(UPDATES.module)
    return frozenset(needed)


def _tree_names(file: ir.DagFile) -> frozenset[str]:
    """Top-level names of the tree's modules that the file used when it was loaded."""
    places = (PurePosixPath(path).with_suffix("").parts for path in file.helpers)
    return frozenset(part for parts in places for part in parts)


def _defined(file: ir.DagFile, names: frozenset[str]) -> frozenset[str]:
    kept = Selector(file).select(names).statements
    return frozenset(name for statement in kept for name in statement.defines)


def module_of(file: ir.DagFile, names: frozenset[str], sink: Sink, tier: Tier = "plain") -> Module:
    """A module without flows: what `names` ask for of the user's own code."""
    pieces, read = _kept(file, names, sink, tier)
    lines = file.text.split("\n")
    loose = loose_comments(file, {s for piece in pieces for s in piece.origin})
    imports = keep_imports(file, read)
    return Module(
        path=file.path,
        docstring=_docstring(file, lines),
        kept=tuple(sorted((*(p.kept for p in pieces), *loose), key=lambda one: one.line)),
        imports=imports.imports.union(*(piece.imports for piece in pieces)),
        support=frozenset().union(*(piece.support for piece in pieces)),
        header=header(file, lines),
        own=imports.own,
        import_comments=imports.comments,
        helpers=imports.helpers,
    )


def _tasks(dags: Iterable[LoweredDag]) -> tuple[TaskDef, ...]:
    """The task functions of all DAGs, each once, as they stand in the source."""
    found: dict[str, TaskDef] = {}
    for dag in dags:
        for name, task in dag.definitions.items():
            if found.setdefault(name, task) != task:
                raise ValueError(f"two different task functions are called {name}")
    place = {name: (task.span.line if task.span else 0) for name, task in found.items()}
    return tuple(found[name] for name in sorted(found, key=lambda n: place[n]))


def _kept(
    file: ir.DagFile, names: frozenset[str], sink: Sink, tier: Tier
) -> tuple[list[Piece], frozenset[str]]:
    """The statements to keep, rewritten where they use Airflow, and all names that are read."""
    selector = Selector(file)
    selection = selector.select(names)
    for statement in selector.lost(selection):
        _report_lost(statement, file, sink)
    pieces = [lower_statement(statement, file, sink, tier) for statement in selection.statements]
    read = names.union(*(free_names(one.kept.text) - bound_by(one.imports) for one in pieces))
    return [*pieces, *missing_imports(file, read, sink)], read


def _report_lost(statement: ir.Statement, file: ir.DagFile, sink: Sink) -> None:
    text = file.lines[statement.start_line - 1].strip()
    span = Span(file.path, statement.start_line)
    sink.add(AIRFLOW_IN_CODE, span, f"left out: {text}", severity=Severity.WARNING)


def _read_by_tasks(tasks: Iterable[TaskDef]) -> Iterator[frozenset[str]]:
    for task in tasks:
        yield (task.names | free_names(task.source)) - bound_by(task.imports)
        yield from _read_by_codes(task.decorator)


def _read_by_flows(flows: Iterable[Flow]) -> Iterator[frozenset[str]]:
    for flow in flows:
        yield from _read_by_codes(flow.decorator)
        read = frozenset().union(*(free_names(text) for text in _texts(flow.body)))
        yield (flow.names | read) - bound_by(flow.imports)
        for parameter in flow.parameters:
            written = free_names(parameter.annotation) | free_names(parameter.default)
            yield written - bound_by(parameter.imports | flow.imports)


def bound_by(imports: Iterable[Import]) -> frozenset[str]:
    """The names that imports of ours bind."""
    return frozenset(one.alias or one.name or one.module.split(".")[0] for one in imports)


def _read_by_codes(codes: Mapping[str, Code]) -> Iterator[frozenset[str]]:
    for code in codes.values():
        yield code.names | (free_names(code.text) - bound_by(code.imports))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Line():
                yield block.text
            case Suite():
                yield _header_code(block.header)
                yield from _texts(block.body)
            case Gap():
                pass


def _header_code(text: str) -> str:
    """The header of a compound statement as code that stands alone."""
    word = text.split(" ", 1)[0].rstrip(":")
    rest = text[len(word) :]
    if word not in _CLAUSES:
        return f"{text} pass"
    return f"{_CLAUSES[word]}{rest} pass" if _CLAUSES[word] else rest.strip(" :")


def _docstring(file: ir.DagFile, lines: list[str]) -> str | None:
    for statement in file.statements:
        if statement.kind == "docstring":
            return "\n".join(lines[statement.start_line - 1 : statement.last_line])
    return None


def _with_findings(
    tasks: Iterable[TaskDef], dags: tuple[LoweredDag, ...], sink: Sink
) -> Iterator[TaskDef]:
    """Task functions under a comment for each error that was found in their Airflow tasks."""
    found: dict[str | None, list[Diagnostic]] = {}
    made = {
        (dag.flow.dag_id, use.task_id): use.definition for dag in dags for use in dag.uses.values()
    }
    for one in sink.sorted():
        if one.level == Severity.ERROR and (one.dag_id, one.task_id) in made:
            found.setdefault(made[one.dag_id or "", one.task_id or ""], []).append(one)
    for task in tasks:
        notes = _notes(found.get(task.name, ()))
        yield replace(task, comments=(*plain_comments(task.comments), *notes))


def _notes(found: Iterable[Diagnostic]) -> list[str]:
    """Comment lines that say what was found, each finding once."""
    texts = dict.fromkeys(f"{one.code}: {' '.join(one.message.split())}" for one in found)
    wrap = TextWrapper(98, "# ", "#   ", break_long_words=False, break_on_hyphens=False)
    return [line for text in texts for line in wrap.wrap(text)]


def _flow_comments(flow: Flow, above: Mapping[int, tuple[str, ...]], sink: Sink) -> Flow:
    """The flow under the comments that stood before its DAG, and its own errors."""
    loose = above.get(flow.span.line, ()) if flow.span else ()
    found = [
        one
        for one in sink.sorted()
        if one.level == Severity.ERROR and one.dag_id == flow.dag_id and one.task_id is None
    ]
    return replace(flow, comments=(*loose, *plain_comments(flow.comments), *_notes(found)))
