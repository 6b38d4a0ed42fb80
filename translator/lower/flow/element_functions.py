"""The functions of `XComArg.map(f)`: applied to each element of a list before a task gets it.

Airflow: `f` runs where an element is read; one that raises AirflowSkipException skips the run over
that element. Prefect: a task of its own applies it; skipping needs the rules tier.
"""

from __future__ import annotations

from collections.abc import Iterator

from translator import ir


def skips_elements(function: ir.Function) -> bool:
    """Whether the function skips some elements."""
    return "AirflowSkipException" in function.source


def element_functions(task: ir.Task) -> Iterator[ir.Function]:
    """All such functions in the arguments of a task."""
    mapped = task.mapped.arguments.values() if task.mapped else ()
    for expr in (*task.call_args, *task.call_kwargs.values(), *mapped):
        for ref in expr.refs.values():
            if isinstance(ref, ir.XComTransform):
                yield from _functions(ref)


def _functions(ref: ir.XComTransform) -> Iterator[ir.Function]:
    if ref.function is not None:
        yield ref.function
    for source in ref.sources:
        if isinstance(source, ir.XComTransform):
            yield from _functions(source)
