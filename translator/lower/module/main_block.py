"""`if __name__ == "__main__": dag.test()` runs the flow instead."""

from __future__ import annotations

import re

from translator import ir
from translator.lower.module.selection import is_main_block
from translator.lower.statements import flatten
from translator.plan import Flow

_RUN = re.compile(r"\b(\w+)(?:\([^()]*\))?\.(?:test|cli|run|clear)\(")


def main_block(file: ir.DagFile, flows: tuple[Flow, ...]) -> tuple[str, ...]:
    """The main block of the emitted module; empty where the source had none that ran a DAG."""
    lines = file.lines
    for statement in flatten(file.statements):
        if is_main_block(statement, lines):
            text = "\n".join(lines[statement.start_line - 1 : statement.last_line])
            calls = [f"    {flow.name}()" for flow in _run_flows(text, file, flows)]
            return ("\n".join(['if __name__ == "__main__":', *calls]),) if calls else ()
    return ()


def _run_flows(text: str, file: ir.DagFile, flows: tuple[Flow, ...]) -> list[Flow]:
    """The flows of the DAGs that the block runs, in order; by variable or by `@dag` function."""
    named = {name: flow for dag, flow in zip(file.dags, flows, strict=True) for name in _names(dag)}
    called = [match[1] for match in _RUN.finditer(text)]
    found = [named[name] for name in dict.fromkeys(called) if name in named]
    if not found and called and len(flows) == 1:
        return list(flows)
    return found


def _names(dag: ir.Dag) -> list[str]:
    return [name for name in (dag.variable, dag.function) if name]
