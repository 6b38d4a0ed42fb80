"""What the names of a template mean: Airflow's context, `params`, `var`, `macros`, user macros.

Each lookup answers with a `Piece`: Python source and what is known about its type. Whatever has no
counterpart raises `Untranslatable`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import libcst as cst

from translator import ir
from translator.diagnostics import Rule, Severity
from translator.lower.callables.context import HOSTNAME, LOG_URL, TASK_STARTED, TRY_NUMBER, Runtime
from translator.lower.callables.own_values import instance_key, own_code
from translator.lower.code import code_of
from translator.lower.context_types import LowerContext
from translator.lower.flow.dates import NO_KEYS, OBJECTS, REMOVED_IN_3, RUN_VALUES, run_value_exists
from translator.lower.flow.gather import Gather
from translator.lower.flow.params import is_param, is_plain_param, is_text_param
from translator.lower.flow.past_runs import PAST
from translator.lower.flow.run_identity import IDENTITY, OF_RUNS, RUN_TYPE, exists
from translator.lower.free_names import free_names
from translator.lower.names import slug
from translator.lower.operators.map_index import map_index_code
from translator.lower.operators.task_names import task_name_code
from translator.lower.operators.task_params import default_of
from translator.rules.data import CONNECTION, CONTEXT_DIFFERS, UNSUPPORTED_TEMPLATE, VARIABLE

Kind = Literal["text", "date", "value", "any", "maybe"]
"""date: an object with attributes, not a mapping; value: no text; maybe: a date or None."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Python source of a part of a template."""

    code: str
    kind: Kind = "any"
    atom: bool = True
    """Needs no parentheses whatever stands beside it."""
    optional: tuple[str, str] | None = None
    """`conf["k"]`, which may be missing: the mapping and the key."""

    @property
    def operand(self) -> str:
        """The source, in parentheses where it needs them."""
        return self.code if self.atom else f"({self.code})"


def optional(piece: Piece, default: str) -> Piece:
    """A value that may be missing, with what stands in for it."""
    if piece.optional is None:
        return piece
    mapping, key = piece.optional
    rest = "" if default == "None" else f", {default}"
    return Piece(f"{mapping}.get({key}{rest})")


class Untranslatable(Exception):
    """A template, or a part of one, that has no translation."""

    def __init__(self, detail: str, rule: Rule = UNSUPPORTED_TEMPLATE) -> None:
        super().__init__(detail)
        self.detail = detail
        self.rule = rule


MODULES = frozenset({"json", "yaml", "time", "uuid", "dateutil"})
"""Modules that `macros` has under their own name."""

DAG_RUN = {
    "run_id": "run_id",
    "logical_date": "logical_date",
    "execution_date": "logical_date",
    "data_interval_start": "data_interval_start",
    "data_interval_end": "data_interval_end",
    "conf": "conf",
    **OF_RUNS,
}
"""Attributes of `dag_run` that are run values."""

VALUES: Mapping[str, Kind] = {
    "conf": "any",
    "params": "any",
    "external_trigger": "value",
    "run_started": "date",
}
"""Run values that are neither texts nor pendulum's dates."""

READ_INSIDE: Mapping[str, tuple[Runtime, Kind]] = {
    "try_number": (TRY_NUMBER, "value"),
    "start_date": (TASK_STARTED, "date"),
    "log_url": (LOG_URL, "text"),
    "hostname": (HOSTNAME, "text"),
}
"""Attributes of `ti` that the task asks Prefect for."""

INSTANCE = frozenset({"ti", "task_instance"})


@dataclass(slots=True)
class Scope:
    """The names of one template."""

    ctx: LowerContext
    task: ir.Task | None
    out: Gather
    local: dict[str, Piece] = field(default_factory=dict)
    """Targets of `{% for %}` and `{% set %}`."""

    @property
    def lenient(self) -> bool:
        """Whether a missing name is an empty text, as in Airflow 1.10."""
        given = self.ctx.dag.args.get("template_undefined")
        if given is None:
            return self.ctx.dag.major == 1
        return not given.code.endswith("StrictUndefined")

    def keep(self, piece: Piece) -> None:
        """Use a piece that may be missing as it is: then it is an error."""
        if piece.optional is not None:
            if self.lenient:
                raise Untranslatable(f"{piece.code} may be missing")
            self.out.inside = True

    def sure(self, piece: Piece) -> Piece:
        """A piece whose members or text are asked for: Jinja has its own ways with None."""
        if piece.kind == "maybe":
            raise Untranslatable(f"{piece.code} may be None")
        return piece

    def run_value(self, name: str) -> Piece:
        """`ds`, `logical_date`, ..."""
        if self.task and any(name in loop.values for loop in self.task.loops):
            raise Untranslatable(f"the loop variable {name} hides Airflow's {name}")
        self.out.context.add(name)
        if name in OBJECTS:
            return Piece(name, "date")
        return Piece(name, "maybe" if name in PAST else VALUES.get(name, "text"))

    def of_run(self, name: str) -> Piece:
        """An attribute of `dag_run`."""
        if name in IDENTITY and not exists(name, self.major):
            raise Untranslatable(f"dag_run.{name}")
        if name == RUN_TYPE and self.major >= 3:
            # Airflow 3 prints the member of an enum.
            raise Untranslatable("dag_run.run_type")
        return self.run_value(name)

    @property
    def major(self) -> int:
        """The Airflow major whose semantics hold."""
        return self.ctx.dag.major

    def name(self, name: str) -> Piece:
        """A name on its own."""
        if name in self.local:
            return self.local[name]
        if name in self.macros:
            return self.user(self.macros, name)
        if name == "task_instance_key_str" and self.task is not None:
            return Piece(self.out.take(instance_key(self.task, self.ctx.dag)), "text")
        if name == "test_mode" and self.ctx.dag.major < 3:
            return Piece("False", "value")
        if name in RUN_VALUES - NO_KEYS:
            if run_value_exists(name, self.ctx.dag.major):
                return self.run_value(name)
            if name in REMOVED_IN_3:
                self.tell(CONTEXT_DIFFERS, f"Airflow 3 no longer has {name}")
                return self.run_value(name)
        raise Untranslatable(name)

    def path(self, root: str, path: Sequence[str]) -> tuple[Piece, int] | None:
        """What `root.path[0]...` means, and how much of the path it took; None: nothing special."""
        match (root, *path):
            case ("params", name, *_):
                return self.param(name), 1
            case ("dag_run", "conf", key, *_):
                conf = self.run_value("conf")
                return Piece(f"{conf.code}[{key!r}]", optional=(conf.code, repr(key))), 2
            case ("dag_run", name, *_) if name in DAG_RUN:
                return self.of_run(DAG_RUN[name]), 1
            case ("dag" | "ti" | "task_instance" | "dag_run" | "task", "dag_id", *_):
                return Piece(repr(self.ctx.dag.dag_id), "text"), 1
            case ("ti" | "task_instance", "map_index", *_) if self.task and not self.task.mapped:
                return Piece(self.out.take(map_index_code(self.task, self.ctx.dag))), 1
            case ("task" | "ti" | "task_instance", "task_id", *_) if self.task is not None:
                return Piece(self.out.take(task_name_code(self.task, self.ctx.dag)), "text"), 1
            case ("ti" | "task_instance", "max_tries", *_) | ("task", "retries", *_) if self.task:
                return Piece(str(self.task.retries), "value"), 1
            case ("ti" | "task_instance", "operator", *_) if self.task and self.major < 3:
                return Piece(own_code("operator", self.task, self.ctx.dag).text, "text"), 1
            case ("ti" | "task_instance", name, *_) if name in READ_INSIDE:
                found, kind = READ_INSIDE[name]
                self.out.inside = True
                self.out.imports |= found.imports
                return Piece(found.text, kind), 1
            case ("task", "owner", *_) if self.task is not None:
                return self._own_text("owner", "airflow"), 1
            case ("dag", "description", *_):
                given = self.ctx.dag.args.get("description")
                if given is None:
                    return Piece("None", "value"), 1
                if isinstance(given.value, str):
                    return Piece(repr(given.value), "text"), 1
                raise Untranslatable("dag.description")
            case ("ti" | "task_instance", "run_id", *_):
                return self.run_value("run_id"), 1
            case ("ti" | "task_instance", "execution_date" | "logical_date", *_):
                return self.run_value("logical_date"), 1
            case ("var", "value" | "json" as kind, name, *_):
                return self.variable(name, kind), 2
            case ("conn", *_):
                raise Untranslatable(".".join((root, *path[:1])), CONNECTION)
            case ("macros", name, *_):
                return self.macro(name), 1
            case ("dag_run" | "dag" | "task" | "ti" | "task_instance" | "var" | "conf", *_):
                raise Untranslatable(".".join((root, *path)))
            case _:
                return None

    def _own_text(self, name: str, default: str) -> Piece:
        """An argument of the task that is a known text."""
        assert self.task is not None
        given = self.task.argument(name)
        value = default if given is None else given.value
        if not isinstance(value, str):
            raise Untranslatable(f"task.{name}")
        return Piece(repr(value), "text")

    def param(self, name: str) -> Piece:
        """`params.name`: a flow parameter, the task's own, or what the run was given."""
        own = self.task.argument("params") if self.task else None
        if own is not None and isinstance(own.value, Mapping) and name in own.value:
            value = self._own_param(own, name)
            if self.ctx.dag.major == 1:
                return Piece(value, atom=value.isidentifier())
            return Piece(f"{self.run_value('conf').code}.get({name!r}, {value})")
        if is_param(self.ctx, name):
            kind: Kind = "text" if is_text_param(self.ctx, name) else "any"
            kind = "value" if is_plain_param(self.ctx, name) else kind
            return Piece(self.out.ref(ir.DagParamRef(name)), kind)
        conf = self.run_value("conf")
        return Piece(f"{conf.code}[{name!r}]", optional=(conf.code, repr(name)))

    def _own_param(self, own: ir.Expr, name: str) -> str:
        """A param of the task's own: its value, or its source where a loop makes it."""
        source = _dict_display(own).get(name) if own.loops and not own.refs else None
        if source is None:
            return repr(default_of(own.value[name]))
        return self.out.take(
            replace(code_of(own), text=source, names=own.names & free_names(source))
        )

    def variable(self, name: str, kind: str = "value", default: str | None = None) -> Piece:
        """`var.value.name`: a Prefect Variable."""
        plain = slug(name, "variable").lower()
        self.tell(VARIABLE, f"{name} → {plain}")
        self.out.need("prefect.variables", "Variable")
        rest = "" if default is None else f", {default}"
        return Piece(f"Variable.get({plain!r}{rest})")

    def macro(self, name: str) -> Piece:
        """`macros.name`."""
        if name in {"datetime", "timedelta"}:
            return Piece(self.out.need("datetime", name), "date")
        if name == "random":
            self.out.need("random")
            return Piece("random.random")
        if name in MODULES:
            return Piece(self.out.need(name), "date")
        raise Untranslatable(f"macros.{name}")

    @property
    def macros(self) -> Mapping[str, str]:
        """`user_defined_macros` of the DAG: name -> source."""
        return _table(self.ctx.dag.args.get("user_defined_macros"))

    @property
    def filters(self) -> Mapping[str, str]:
        """`user_defined_filters` of the DAG: name -> source."""
        return _table(self.ctx.dag.args.get("user_defined_filters"))

    def user(self, table: Mapping[str, str], name: str) -> Piece:
        """An object of the user's that the DAG registered for templates."""
        source = table[name]
        self.out.names |= free_names(source)
        return Piece(source, atom=source.isidentifier())

    def tell(
        self,
        rule: Rule,
        detail: str,
        severity: Severity = Severity.INFO,
        expr: ir.Expr | None = None,
    ) -> None:
        """Report something about the template."""
        span = expr.span if expr else (self.task.span if self.task else self.ctx.dag.span)
        self.ctx.report(rule, span, detail, self.task, severity)


def _table(expr: ir.Expr | None) -> dict[str, str]:
    """Names that a DAG registers for its templates, and their sources.

    Raises:
        Untranslatable: they are only known at run time.
    """
    if expr is None or expr.value in (None, {}):
        return {}
    if found := _dict_display(expr):
        return found
    if not isinstance(expr.value, Mapping):
        raise Untranslatable(expr.code)
    owner = expr.code if expr.code.isidentifier() else f"({expr.code})"
    return {str(name): f"{owner}[{str(name)!r}]" for name in expr.value}


def _dict_display(expr: ir.Expr | None) -> dict[str, str]:
    """Keys and sources of a dict display with literal keys."""
    if expr is None or not expr.code.strip().startswith("{"):
        return {}
    node = cst.parse_expression(expr.code)
    found: dict[str, str] = {}
    for element in node.elements if isinstance(node, cst.Dict) else ():
        if isinstance(element, cst.DictElement) and isinstance(element.key, cst.SimpleString):
            found[str(element.key.evaluated_value)] = cst.Module([]).code_for_node(element.value)
    return found
