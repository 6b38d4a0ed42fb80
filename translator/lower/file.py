"""One DAG file, start to end: `ir.DagFile` → `plan.Module`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from translator import ir
from translator.diagnostics import Sink
from translator.lower.context_types import LowerContext, no_module
from translator.lower.flows import LoweredDag, lower_dag
from translator.lower.handed import handed_functions, moved_functions
from translator.lower.module import lower_module
from translator.lower.names import RULES_NAMES, NameTable, function_key
from translator.lower.own_copies import with_own_copies
from translator.lower.pre_execute import with_pre_execute
from translator.lower.selection import converted_functions, helper_functions
from translator.lower.statements import flatten
from translator.lower.subdags import sub_dags_first
from translator.lower.tiers import choose_tier
from translator.lower.variable_reads import with_prefect_variables
from translator.mappings import Mappings
from translator.plan import Flow, Module, TaskDef, TaskUse, Tier

__all__ = ["LoweredFile", "lower_file"]


@dataclass(frozen=True, slots=True)
class LoweredFile:
    """The module to emit, and by DAG id what each Airflow task became."""

    module: Module
    uses: Mapping[str, Mapping[str, TaskUse]]
    tier: Tier
    moved: Mapping[str, frozenset[str]]
    """By path of another module, its functions that the module has now."""


def lower_file(
    file: ir.DagFile,
    mappings: Mappings,
    sink: Sink,
    tier: Literal["auto", "plain", "rules"] = "auto",
    load: Callable[[str], ir.DagFile | None] = no_module,
) -> LoweredFile:
    """Lower all DAGs of a file; `load` gives another file of the tree by its path."""
    find = module_finder(file, load)
    file = with_pre_execute(with_prefect_variables(file, sink))
    chosen = choose_tier(file, tier, sink)
    names = module_names(file, sink, chosen)
    shared: dict[object, TaskDef] = {}
    callables: dict[object, Any] = {}
    flows: dict[str, Flow] = {}
    made: dict[str, LoweredDag] = {}
    for dag in sub_dags_first(file):
        proven = tier == "auto"
        context = LowerContext(
            file, dag, chosen, sink, names, mappings, shared, callables, find, proven, flows, load
        )
        made[dag.dag_id] = lower_dag(context)
        flows[dag.dag_id] = made[dag.dag_id].flow
    dags = [made[dag.dag_id] for dag in file.dags]
    handed = handed_functions(callables)
    module = lower_module(file, with_own_copies(dags), sink, handed, names)
    uses = {one.flow.dag_id: one.uses for one in dags}
    return LoweredFile(module, uses, chosen, moved_functions(handed))


def module_finder(
    file: ir.DagFile, load: Callable[[str], ir.DagFile | None]
) -> Callable[[str], ir.DagFile | None]:
    """The file of a module that `file` uses, by its dotted name."""
    places = {module_parts(path): path for path in file.helpers if path.endswith(".py")}

    def find(dotted: str) -> ir.DagFile | None:
        parts = tuple(dotted.split("."))
        path = next((p for own, p in places.items() if own[-len(parts) :] == parts), None)
        return None if path is None else load(path)

    return find


def module_parts(path: str) -> tuple[str, ...]:
    """The names from the source root to a module."""
    parts = PurePosixPath(path).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def module_names(file: ir.DagFile, sink: Sink, tier: Tier = "plain") -> NameTable:
    """The names that the user's own code has in the emitted module, and the helper's."""
    names = NameTable(sink, helper_functions(file))
    if tier == "rules":
        names.reserve(RULES_NAMES, "trigger_rules")
    for dag in file.dags:
        names.reserve((one.name for one in dag.params), "flow parameter")
        names.reserve((one.name for one in dag.parameters), "flow parameter")
        names.reserve(_loop_targets(dag), "loop target")
    converted = converted_functions(file)
    for name, function in file.functions.items():
        if name in converted:
            names.reserve([name], function_key(function))
    for statement in flatten(file.statements):
        if statement.kind == "import":
            names.reserve(one.local for one in statement.imports if one.canonical is None)
        elif not statement.builds:
            names.reserve(statement.defines)
    return names


def _loop_targets(dag: ir.Dag) -> set[str]:
    """Names that the loops of a flow bind: they would hide a task function of that name."""
    targets = {loop.target for task in dag.tasks for loop in task.loops}
    return {name for target in targets for name in re.findall(r"\w+", target)}
