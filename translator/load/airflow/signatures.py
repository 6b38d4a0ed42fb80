"""What a TaskFlow function's signature says: which calls fit it, and whether it returns a dict."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from translator import ir
from translator.load.language.values import ClassValue, FunctionValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

MAPPINGS = frozenset(
    [
        "dict",
        "Dict",
        "Mapping",
        "MutableMapping",
        "OrderedDict",
        "DefaultDict",
        "defaultdict",
        "TypedDict",
        "Counter",
        "ChainMap",
    ]
)
CONTEXT_KEYS = frozenset(
    [
        "conf",
        "conn",
        "dag",
        "dag_run",
        "data_interval_end",
        "data_interval_start",
        "ds",
        "ds_nodash",
        "exception",
        "execution_date",
        "expanded_ti_count",
        "inlet_events",
        "inlets",
        "logical_date",
        "macros",
        "map_index_template",
        "next_ds",
        "next_ds_nodash",
        "next_execution_date",
        "outlet_events",
        "outlets",
        "params",
        "prev_ds",
        "prev_ds_nodash",
        "prev_data_interval_end_success",
        "prev_data_interval_start_success",
        "prev_end_date_success",
        "prev_execution_date",
        "prev_execution_date_success",
        "prev_start_date_success",
        "reason",
        "run_id",
        "start_date",
        "task",
        "task_instance",
        "task_instance_key_str",
        "templates_dict",
        "test_mode",
        "ti",
        "tomorrow_ds",
        "tomorrow_ds_nodash",
        "triggering_asset_events",
        "triggering_dataset_events",
        "try_number",
        "ts",
        "ts_nodash",
        "ts_nodash_with_tz",
        "var",
        "yesterday_ds",
        "yesterday_ds_nodash",
    ]
)
"""Parameters with these names are filled when the task runs."""


def misfit(function: ir.Function, positional: int, names: frozenset[str]) -> str | None:
    """Why a call does not fit a signature; None when it does."""
    plain = [p for p in function.parameters if p.kind in ("normal", "positional_only")]
    kinds = {p.kind for p in function.parameters}
    if positional > len(plain) and "var_positional" not in kinds:
        return "too many positional arguments"
    taken = {p.name for p in plain[:positional]}
    for parameter in function.parameters:
        name = parameter.name
        free = parameter.default is not None or name in CONTEXT_KEYS
        if parameter.kind.startswith("var_") or name in taken or name in names or free:
            continue
        return f"the argument {name!r} is missing"
    return None


def returns_mapping(ev: Evaluator, function: Value) -> bool:
    """Whether the return annotation is a dict, a Mapping or a TypedDict."""
    if not isinstance(function, FunctionValue) or isinstance(function.node, ast.Lambda):
        return False
    annotation = function.node.returns
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value, mode="eval").body
        except SyntaxError:
            return False
    if isinstance(annotation, ast.Subscript):
        annotation = annotation.value
    name = annotation.attr if isinstance(annotation, ast.Attribute) else None
    if isinstance(annotation, ast.Name):
        name = annotation.id
        found = function.scope.find(name)
        if found is not None and isinstance(found.value, ClassValue):
            return any(base.rpartition(".")[2] in MAPPINGS for base in found.value.external_bases)
    return name in MAPPINGS
