"""One DAG file, start to end: `ir.DagFile` → `plan.Module`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Literal

from translator import ir
from translator.diagnostics import Sink
from translator.lower.callables.handed import handed_functions, moved_functions
from translator.lower.callables.pre_execute import with_pre_execute
from translator.lower.context_types import LowerContext, no_module
from translator.lower.flow.flows import LoweredDag, lower_dag
from translator.lower.flow.tiers import choose_tier
from translator.lower.flow.variable_reads import with_prefect_variables
from translator.lower.module.assembly import lower_module
from translator.lower.module.selection import converted_functions, helper_functions
from translator.lower.names import RULES_NAMES, NameTable, function_key
from translator.lower.operators.dispatch import lower_task
from translator.lower.operators.subdags import sub_dags_first
from translator.lower.sharing.drafts import Drafts
from translator.lower.sharing.factories import with_factories
from translator.lower.sharing.own_copies import with_own_copies
from translator.lower.sharing.shared_tasks import agreed, repeated
from translator.lower.statements import flatten
from translator.mappings import Mappings
from translator.plan import Flow, Module, TaskDef, TaskUse, Tier

HELPERS = {
    "BashOperator": "run_bash",
    "_BashDecoratedOperator": "run_bash",
    "BashSensor": "run_bash",
    "EmailOperator": "send_email",
}
"""By operator, the function of an emitted helper that its task calls."""

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
    made_for = partial(_contexts, file, mappings, chosen, find, load, tier == "auto")
    drafts = agreed_drafts(file, made_for(module_names(file, Sink(), chosen), Drafts(), {}))
    names = module_names(file, sink, chosen)
    flows: dict[str, Flow] = {}
    made: dict[str, LoweredDag] = {}
    callables: dict[object, Any] = {}
    for context in made_for(names, drafts, flows, callables):
        dag_id = context.dag.dag_id
        made[dag_id] = lower_dag(context)
        flows[dag_id] = made[dag_id].flow
    dags = [made[dag.dag_id] for dag in file.dags]
    handed = handed_functions(callables)
    module = lower_module(file, with_own_copies(dags), sink, handed, names)
    uses = {one.flow.dag_id: one.uses for one in dags}
    return LoweredFile(with_factories(module, file, names), uses, chosen, moved_functions(handed))


def _contexts(
    file: ir.DagFile,
    mappings: Mappings,
    tier: Tier,
    find: Callable[[str], ir.DagFile | None],
    load: Callable[[str], ir.DagFile | None],
    proven: bool,
    names: NameTable,
    drafts: Drafts,
    flows: Mapping[str, Flow],
    callables: dict[object, Any] | None = None,
) -> list[LowerContext]:
    """The DAGs of a file, with what they share."""
    shared: dict[object, TaskDef] = {}
    made = {} if callables is None else callables
    return [
        LowerContext(
            *(file, dag, tier, names.sink, names, mappings, shared, made),
            *(find, proven, flows, load, drafts),
        )
        for dag in sub_dags_first(file)
    ]


def agreed_drafts(file: ir.DagFile, trial: Sequence[LowerContext]) -> Drafts:
    """The task functions that tasks share; `trial`: contexts in which nothing is kept."""
    tasks = repeated(file)
    if not tasks:
        return Drafts()
    for context in trial:
        for task in tasks.get(context.dag.dag_id, ()):
            lower_task(task, context)
    return agreed(file, trial[0].drafts.asked)


def module_finder(
    file: ir.DagFile, load: Callable[[str], ir.DagFile | None]
) -> Callable[[str], ir.DagFile | None]:
    """The file of a module that `file` uses, by its dotted name."""
    places = {"." + ".".join(module_parts(p)): p for p in file.helpers if p.endswith(".py")}

    def find(dotted: str) -> ir.DagFile | None:
        path = next((p for own, p in places.items() if own.endswith(f".{dotted}")), None)
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
        names.reserve(_emitted_helpers(dag), "emitted helper")
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


def _emitted_helpers(dag: ir.Dag) -> set[str]:
    """Functions of emitted helpers that tasks call: no task function may hide them."""
    operators = (task.operator.rsplit(".", 1)[-1] for task in dag.tasks)
    return {HELPERS[name] for name in operators if name in HELPERS}


def _loop_targets(dag: ir.Dag) -> set[str]:
    """Names that the loops of a flow bind: they would hide a task function of that name."""
    targets = {loop.target for task in dag.tasks for loop in task.loops}
    return {name for target in targets for name in re.findall(r"\w+", target)}
