"""DAG params: plain values and `Param(default, type=..., ...)` with a JSON schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator import ir
from translator.load.airflow.defaults import entries_of
from translator.load.language.values import OpaqueValue, Value

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.language.evaluator import Evaluator

NO_SCHEMA = ("default", "description", "schema", "source")


def read_params(ev: Evaluator, dag: DagObject) -> tuple[ir.Param, ...]:
    """Params of a DAG; those in `default_args["params"]` win."""
    own = dag.raw.get("params")
    merged = entries_of(ev, own) | entries_of(ev, dag.defaults.get("params")) | dag.param_values
    return tuple(_param(ev, name, value) for name, value in merged.items())


def _param(ev: Evaluator, name: str, value: Value) -> ir.Param:
    code = ev.expr(value).code
    if not isinstance(value, OpaqueValue) or not value.name.endswith(".Param"):
        return ir.Param(name, ev.plain(value), code=code)
    args = value.arguments
    schema: dict[str, Any] = {}
    given = args.get("schema")
    if given is not None and isinstance(plain := ev.plain(given), dict):
        schema.update(plain)
    schema |= {n: ev.plain(v) for n, v in args.keywords.items() if n not in NO_SCHEMA}
    default = args.get("default", 0)
    description = args.plain("description", 1)
    return ir.Param(
        name,
        ir.UNKNOWN if default is None else ev.plain(default),
        schema,
        description if isinstance(description, str) else None,
        code,
    )
