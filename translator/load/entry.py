"""From one source file to `ir.DagFile`: evaluate it, and collect what came of it."""

from __future__ import annotations

from typing import Literal

from translator import ir
from translator.diagnostics import Sink
from translator.load.build import build_dags
from translator.load.evaluator import Evaluator
from translator.load.externals import AirflowHooks
from translator.load.layout import Layout
from translator.load.majors import Major, guess_major
from translator.load.options import LoadOptions
from translator.load.source import SourceFile
from translator.load.state import AirflowState
from translator.load.tree import SourceTree
from translator.load.values import FunctionValue


def load_file(
    source: SourceFile,
    tree: SourceTree | None = None,
    sink: Sink | None = None,
    options: LoadOptions | None = None,
) -> ir.DagFile:
    """The DAGs of a file; diagnostics say what could not be known."""
    sink = sink if sink is not None else Sink()
    ev = Evaluator(source, tree, sink, options, AirflowHooks())
    ev.airflow = AirflowState()
    ev.major = ev.options.major or _major(source)
    ran = ev.run()
    parsed = _parses(source)
    dags = build_dags(ev) if parsed else ()
    status: Literal["ok", "error", "not_a_dag"] = "not_a_dag" if not dags else "ok"
    if not ran:
        status = "error"
    ev.tree.settle()
    return ir.DagFile(
        path=source.path,
        text=source.text,
        status=status,
        dags=dags,
        statements=Layout(ev, ev.airflow.lines).statements() if parsed else (),
        functions=_functions(ev),
        helpers=tuple(ev.used),
        major=ev.major,
        docstring=_docstring(source) if parsed else None,
    )


def _parses(source: SourceFile) -> bool:
    try:
        return source.tree is not None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _major(source: SourceFile) -> Major:
    return guess_major(source.tree) if _parses(source) else 3


def _docstring(source: SourceFile) -> str | None:
    import ast

    return ast.get_docstring(source.tree)


def _functions(ev: Evaluator) -> dict[str, ir.Function]:
    """Module-level functions, decorated ones too."""
    found = {}
    for name, binding in ev.main.vars.items():
        value = binding.value
        function = getattr(value, "function", None)
        if isinstance(function, FunctionValue):
            value = function
        if isinstance(value, FunctionValue) and (made := ev.function(value)) is not None:
            found[name] = made
    return found
