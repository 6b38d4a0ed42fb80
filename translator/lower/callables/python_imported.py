"""A callable from another module of the tree.

A thin task function calls it where it is. One that reads Airflow's context can't be called like
that: it is rewritten like a callable of the DAG file and stands beside the flow, with imports for
what it reads of its own module. Where it reads something that the module only has for Airflow, a
person has to move it (AP204).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from translator import ir
from translator.lower.airflow_names import file_imports, is_airflow
from translator.lower.callables.callable_names import gets_context
from translator.lower.callables.context import KEYS, UNSUPPORTED_KEYS, RunValue
from translator.lower.callables.foreign import importable, imported_as, names_of_home
from translator.lower.callables.functions import (
    Rewritten,
    Surroundings,
    rewrite_callable,
    storage_findings,
)
from translator.lower.callables.rewrite import Finding, Sharer, raise_text, run_feed
from translator.plan import Import
from translator.rules.operators import AIRFLOW_IN_CODE

_STARS = {"var_positional": "*", "var_keyword": "**"}


def rewrite_imported(
    function: ir.Function,
    name: str,
    sharers: tuple[Sharer, ...],
    around: Surroundings,
    find: Callable[[str], ir.DagFile | None],
) -> Rewritten:
    """The task function `name` that calls `function` of another module, or does its work.

    Args:
        function: the callable.
        name: what the task function is called.
        sharers: the tasks that run it.
        around: the DAG file.
        find: the file of a module by its dotted name.
    """
    injected = any(gets_context(sharer) for sharer in sharers)
    if function.owner or function.name == "<lambda>" or _reads_context(function, injected):
        home = find(function.module)
        if home is None:
            return _manual(function, name)
        inside = Surroundings(home, file_imports(home), around.tier, around.handing)
        made = rewrite_callable(function, name, sharers, inside)
        return _moved(function, name, made, home, around.file)
    shown = [_shown(parameter) for parameter in function.parameters]
    passed = ", ".join(_passed(parameter) for parameter in function.parameters)
    dotted = importable(function.module, function.span.path, around.file)
    module, _, last = dotted.rpartition(".")
    call = f"{last}.{function.name}({passed})"
    prefix, wait = ("async ", "await ") if function.is_async else ("", "")
    lines = [f"{prefix}def {name}({', '.join(_starred(function, shown))}):"]
    if function.docstring and "\n" not in function.docstring and '"' not in function.docstring:
        lines.append(f'    """{function.docstring}"""')
    lines.append(f"    return {wait}{call}")
    return Rewritten(
        source="\n".join(lines),
        parameters=tuple(_STARS.get(p.kind, "") + p.name for p in function.parameters),
        keyword_only=frozenset(p.name for p in function.parameters if p.kind == "keyword_only"),
        feeds={
            p.name: run_feed(KEYS[p.name].name)  # type: ignore[union-attr]
            for p in function.parameters
            if injected and isinstance(KEYS.get(p.name), RunValue)
        },
        imports=frozenset({Import(module, last) if module else Import(last)}),
        findings=storage_findings(function, sharers, around),
    )


def _moved(
    function: ir.Function, name: str, made: Rewritten, home: ir.DagFile, file: ir.DagFile
) -> Rewritten:
    """A function out of `home` with imports for what it reads there."""
    read = names_of_home(made.names, made.imports, home, imported_as(home, file, function.module))
    if read.lost and not made.manual:
        return _manual(function, name, f"{function.module}.{function.name} reads {read.lost[0]}")
    return replace(made, imports=made.imports | read.imports, names=read.rest)


def _reads_context(function: ir.Function, injected: bool) -> bool:
    """Whether a parameter of it is filled with something of Airflow's."""
    if not injected:
        return False
    return any(
        p.kind == "var_keyword"
        or p.name in UNSUPPORTED_KEYS
        or (p.name in KEYS and not isinstance(KEYS[p.name], RunValue))
        for p in function.parameters
    ) or is_airflow(function.module)


def _shown(parameter: ir.Parameter) -> str:
    default = f"={parameter.default}" if parameter.default is not None else ""
    return f"{_STARS.get(parameter.kind, '')}{parameter.name}{default}"


def _passed(parameter: ir.Parameter) -> str:
    if parameter.kind == "keyword_only":
        return f"{parameter.name}={parameter.name}"
    return f"{_STARS.get(parameter.kind, '')}{parameter.name}"


def _starred(function: ir.Function, shown: list[str]) -> list[str]:
    """With a bare `*` before keyword-only parameters."""
    kinds = [parameter.kind for parameter in function.parameters]
    if "keyword_only" in kinds and "var_positional" not in kinds:
        at = kinds.index("keyword_only")
        return [*shown[:at], "*", *shown[at:]]
    return shown


def _manual(function: ir.Function, name: str, detail: str = "") -> Rewritten:
    detail = detail or f"{function.module}.{function.name} reads Airflow's context"
    body = raise_text(AIRFLOW_IN_CODE, detail)
    return Rewritten(
        source=f"def {name}():\n    {body}",
        parameters=(),
        findings=(Finding(AIRFLOW_IN_CODE, detail),),
        manual=True,
    )
