"""DAG params and the parameters of a `@dag` function become parameters of the flow.

Airflow: `params={"limit": Param(10, type="integer")}`, checked with JSON Schema, overridden by the
run's conf. Prefect: a typed parameter, checked with pydantic, shown as a form in the UI.
They differ in: pydantic converts (`"3"` to 3) where JSON Schema refuses. A date stays a string, as
it does in Airflow. A param without a schema gets the type of its default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from translator import ir
from translator.lower.context_types import LowerContext
from translator.lower.names import slug
from translator.plan import FlowParameter, Import

JSON_TYPES: Mapping[str, str] = {
    "string": "str",
    "integer": "int",
    "number": "int | float",
    "boolean": "bool",
    "array": "list[Any]",
    "object": "dict[str, Any]",
    "null": "None",
}

PYTHON_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "bool"),
    (int, "int"),
    (float, "int | float"),
    (str, "str"),
    (list, "list[Any]"),
    (tuple, "list[Any]"),
    (dict, "dict[str, Any]"),
)

PLAIN_TYPES = frozenset({"int", "float", "bool", "None"})

CONSTRAINTS: Mapping[str, str] = {
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
    "pattern": "pattern",
}
"""JSON Schema keyword -> argument of pydantic's Field."""

FORM_KEYWORDS = ("title", "format")
"""Keywords that only shape the form: they go into the parameter's JSON schema as they are."""

TAKEN = frozenset(
    {
        *("conf", "logical_date", "params", "flow", "task", "flow_run"),
        *("run_id", "run_type", "external_trigger", "run_started"),
    }
)


def parameter_name(name: str) -> str:
    """The flow parameter for param `name`."""
    plain = slug(name, "param")
    return f"{plain}_param" if plain in TAKEN else plain


def is_param(ctx: LowerContext, name: str) -> bool:
    """Whether the DAG declares a param (or a `@dag` parameter) with this name."""
    declared = {param.name for param in ctx.dag.params}
    return name in declared | {parameter.name for parameter in ctx.dag.parameters}


def is_text_param(ctx: LowerContext, name: str) -> bool:
    """Whether a declared param is a string, whatever the run is given."""
    found = next((param for param in ctx.dag.params if param.name == name), None)
    return found is not None and _annotation(found, set()) == "str"


def is_plain_param(ctx: LowerContext, name: str) -> bool:
    """Whether a declared param is never a string: a number, a list, a dict."""
    found = next((param for param in ctx.dag.params if param.name == name), None)
    kinds = _annotation(found, set()).split(" | ") if found is not None else ["Any"]
    return all(kind in PLAIN_TYPES or kind.startswith(("list[", "dict[")) for kind in kinds)


STARS: Mapping[str, str] = {"var_positional": "()", "var_keyword": "{}"}
"""What Airflow makes the default of the params `args` and `kwargs` of a `@dag` function."""


def flow_parameters(
    ctx: LowerContext, *, stars: bool
) -> list[tuple[FlowParameter, frozenset[str]]]:
    """Each declared param as a parameter of the flow, with the user's names that it reads.

    Airflow makes a param of the `*args` of a `@dag` function too; `stars`: it is wanted.
    """
    declared = {param.name: param for param in ctx.dag.params}
    found = []
    for parameter in ctx.dag.parameters:
        param = declared.pop(parameter.name, None)
        if parameter.kind not in STARS:
            found.append(_function_parameter(parameter, param))
        elif stars:
            name = parameter_name(parameter.name)
            found.append((FlowParameter(name, "", STARS[parameter.kind]), frozenset[str]()))
    return [*found, *((_typed(param), frozenset[str]()) for param in declared.values())]


def params_text(ctx: LowerContext, *, with_conf: bool) -> str:
    """The whole `params` of Airflow's context: the declared ones, and the run's conf over them."""
    names = [p.name for p in ctx.dag.parameters]
    names += [p.name for p in ctx.dag.params if p.name not in names]
    items = ", ".join(f"{name!r}: {parameter_name(name)}" for name in names)
    if not items:
        return "conf"
    return f"{{{items}, **conf}}" if with_conf else f"{{{items}}}"


def _function_parameter(
    parameter: ir.Parameter, param: ir.Param | None
) -> tuple[FlowParameter, frozenset[str]]:
    """A parameter of a `@dag` function keeps its default and, if it has one, its annotation."""
    names = frozenset(re.findall(r"[A-Za-z_]\w*", f"{parameter.annotation} {parameter.default}"))
    if parameter.annotation is not None or param is None:
        default = parameter.default or ""
        annotation = parameter.annotation or ""
        return FlowParameter(parameter_name(parameter.name), annotation, default), names
    return _typed(param), frozenset()


def _typed(param: ir.Param) -> FlowParameter:
    imports: set[Import] = set()
    annotation = _annotation(param, imports)
    default = "" if _required(param) else repr(param.default)
    if "Any" in annotation:
        imports.add(Import("typing", "Any"))
    if arguments := _field_arguments(param):
        imports |= {Import("typing", "Annotated"), Import("pydantic", "Field")}
        annotation = f"Annotated[{annotation}, Field({arguments})]"
    return FlowParameter(parameter_name(param.name), annotation, default, frozenset(imports))


def _required(param: ir.Param) -> bool:
    """Without a default, or with a None that its own schema refuses."""
    kinds = param.schema.get("type", "null")
    refuses_null = "null" not in ([kinds] if isinstance(kinds, str) else kinds)
    return param.default is ir.UNKNOWN or (param.default is None and refuses_null)


def _annotation(param: ir.Param, imports: set[Import]) -> str:
    if choices := param.schema.get("enum"):
        imports.add(Import("typing", "Literal"))
        return f"Literal[{', '.join(repr(choice) for choice in choices)}]"
    wanted = param.schema.get("type")
    if wanted is None:
        return _type_of(param.default)
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    ordered = sorted(kinds, key=lambda kind: kind == "null")
    return " | ".join(dict.fromkeys(_json_type(kind, param.schema) for kind in ordered))


def _json_type(kind: str, schema: Mapping[str, Any]) -> str:
    items = schema.get("items")
    if kind == "array" and isinstance(items, Mapping) and items.get("type") in JSON_TYPES:
        return f"list[{JSON_TYPES[items['type']]}]"
    return JSON_TYPES.get(kind, "Any")


def _type_of(default: object) -> str:
    for kind, annotation in PYTHON_TYPES:
        if isinstance(default, kind):
            return annotation
    return "Any"


def _field_arguments(param: ir.Param) -> str:
    arguments = [
        f"{argument}={param.schema[keyword]!r}"
        for keyword, argument in CONSTRAINTS.items()
        if keyword in param.schema
    ]
    if description := param.description or param.schema.get("description"):
        arguments.append(f"description={description!r}")
    if form := {key: param.schema[key] for key in FORM_KEYWORDS if key in param.schema}:
        arguments.append(f"json_schema_extra={form!r}")
    return ", ".join(arguments)
