"""From one source file to `ir.DagFile`: evaluate it, and collect what came of it."""

from __future__ import annotations

import ast
from typing import Literal

from translator import ir
from translator.diagnostics import Sink
from translator.load.airflow.assets import AssetObject
from translator.load.airflow.custom import operator_classes
from translator.load.airflow.externals import AirflowHooks
from translator.load.airflow.state import AirflowState
from translator.load.build import build_dags
from translator.load.constants import constants
from translator.load.language.evaluator import Evaluator
from translator.load.language.values import FunctionValue
from translator.load.options import LoadOptions
from translator.load.sources.layout import Layout
from translator.load.sources.majors import Clues, Major, guess_major, major_of_tree
from translator.load.sources.source import SourceFile
from translator.load.sources.template_files import template_texts
from translator.load.sources.tree import SourceTree


def load_file(
    source: SourceFile,
    tree: SourceTree | None = None,
    sink: Sink | None = None,
    options: LoadOptions | None = None,
) -> ir.DagFile:
    """The DAGs of a file; diagnostics say what could not be known."""
    ev = Evaluator(source, tree, sink, options, AirflowHooks())
    ev.airflow = AirflowState()
    clues = Clues(source) if source.parses else None
    ev.major = ev.options.major or _major(clues, source, ev.tree)
    try:
        ran = ev.run()
        return _not_parsed(source, ev) if clues is None else _collect(source, ev, clues, ran)
    finally:
        ev.close()
        ev.tree.settle()


def _major(clues: Clues | None, source: SourceFile, tree: SourceTree) -> Major:
    """Airflow 3 unless the file, or what it imports of the tree, says otherwise."""
    own = None if clues is None else guess_major(clues)
    if clues is None or own in (2, 3):
        return own or 3
    # Airflow 2 still takes the names of 1.10: a module that wants 2 says more than they do.
    return major_of_tree(clues, source, tree) or own or 3


def _collect(source: SourceFile, ev: Evaluator, clues: Clues, ran: bool) -> ir.DagFile:
    dags = build_dags(ev)
    status: Literal["ok", "error", "not_a_dag"] = "ok" if dags else "not_a_dag"
    statements = Layout(ev, ev.airflow.lines, clues.imports).statements()
    return ir.DagFile(
        path=source.path,
        text=source.text,
        status=status if ran else "error",
        dags=dags,
        statements=statements,
        functions=_functions(ev),
        helpers=tuple(ev.used),
        major=ev.major,
        docstring=ast.get_docstring(source.tree),
        operators=operator_classes(ev),
        templates=template_texts(dags, source.path, ev.tree),
        assets=_assets(ev),
        constants=constants(ev, statements),
    )


def _not_parsed(source: SourceFile, ev: Evaluator) -> ir.DagFile:
    return ir.DagFile(source.path, source.text, "error", major=ev.major)


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


def _assets(ev: Evaluator) -> dict[str, ir.AssetRef]:
    """Module-level names of assets and aliases."""
    found = {name: binding.value for name, binding in ev.main.vars.items()}
    return {
        name: value.asset_ref() for name, value in found.items() if isinstance(value, AssetObject)
    }
