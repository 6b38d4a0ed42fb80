"""`@dag`: each call of the function makes a DAG; its parameters stand for run-time values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.load.airflow.dags import DagObject, DagParamObject, leave_loops, make_dag
from translator.load.airflow.nodes import state_of
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    FunctionValue,
    Known,
    UnknownValue,
    Value,
)
from translator.rules import load as rules

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def call_dag_decorator(ev: Evaluator, args: Arguments) -> Value:
    """`@dag`, `@dag(...)`, `@dag("dag_id", ...)`."""
    leave_loops(ev)
    first = args.positional[0] if args.positional else None
    if isinstance(first, FunctionValue):
        return DagFactory(first, args, {}, {})
    values, exprs = dict(args.keywords), {name: args.expr(ev, name) for name in args.keywords}
    if first is not None:
        values["dag_id"], exprs["dag_id"] = first, args.expr(ev, 0)
    if not args.complete:
        ev.report(rules.UNKNOWN_ARGUMENTS, "of @dag", args.node)
    return DagDecorator(args, values, exprs)


class DagDecorator(AirflowObject):
    """`dag(...)`, waiting for its function."""

    __slots__ = ("args", "exprs", "values")

    def __init__(
        self, args: Arguments, values: dict[str, Value], exprs: dict[str, ir.Expr]
    ) -> None:
        super().__init__()
        self.args, self.values, self.exprs = args, values, exprs

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Decorate a function."""
        function = args.positional[0] if args.positional else None
        if isinstance(function, FunctionValue):
            return DagFactory(function, self.args, self.values, self.exprs)
        return UnknownValue("@dag on something that is no function")


class DagFactory(AirflowObject):
    """A `@dag` function: each call makes a DAG."""

    __slots__ = ("args", "exprs", "function", "values")

    def __init__(
        self,
        function: FunctionValue,
        args: Arguments,
        values: dict[str, Value],
        exprs: dict[str, ir.Expr],
    ) -> None:
        super().__init__()
        self.function, self.args = function, args
        self.values, self.exprs = values, exprs

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`__wrapped__`, `__name__`."""
        if name in ("__wrapped__", "function"):
            return self.function
        return Known(self.function.name) if name == "__name__" else None

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Make the DAG: the function runs in it, its parameters stand for run-time values."""
        leave_loops(ev)
        dag = make_dag(ev, args, dict(self.values), dict(self.exprs), self._fixed_id())
        function = ev.function(self.function)
        dag.span = self.args.span
        if function is not None:
            dag.function, dag.doc, dag.span = function.name, function.docstring, function.span
            dag.parameters, dag.comments = function.parameters, function.comments
        self._bound(ev, dag, args)
        state_of(ev).structural.add(args.node)
        dag.enter(ev)
        try:
            ev.call(self.function, _parameters(dag, args))
        finally:
            dag.exit(ev)
        return dag

    def _fixed_id(self) -> str | None:
        return None if "dag_id" in self.values else self.function.name

    def _bound(self, ev: Evaluator, dag: DagObject, args: Arguments) -> None:
        """Arguments of the call replace the defaults of the parameters."""
        given = {p.name: i for i, p in enumerate(dag.parameters) if i < len(args.positional)}
        keys: dict[str, int | str] = {**given, **{name: name for name in args.keywords}}
        dag.parameters = tuple(
            ir.Parameter(p.name, p.kind, args.expr(ev, keys[p.name]).code, p.annotation)
            if p.name in keys
            else p
            for p in dag.parameters
        )
        dag.param_values = {
            p.name: self._value(ev, p, args, keys)
            for p in dag.parameters
            if not p.kind.startswith("var_")
        }

    def _value(
        self, ev: Evaluator, parameter: ir.Parameter, args: Arguments, keys: dict[str, int | str]
    ) -> Value:
        """What the call gives for a parameter, else its default."""
        key = keys.get(parameter.name)
        if isinstance(key, int):
            return args.positional[key]
        if key is not None:
            return args.keywords[key]
        return default_of(self.function, parameter.name) or UnknownValue(parameter.name)


def _parameters(dag: DagObject, args: Arguments) -> Arguments:
    """The function is called with a `DagParam` for each of its parameters."""
    plain = [p for p in dag.parameters if p.kind in ("normal", "positional_only", "keyword_only")]
    return Arguments(
        args.node,
        [DagParamObject(dag, p.name) for p in plain if p.kind == "positional_only"],
        {p.name: DagParamObject(dag, p.name) for p in plain if p.kind != "positional_only"},
        origin=args.origin,
    )


def default_of(function: FunctionValue, name: str) -> Value | None:
    """The default value of a parameter."""
    if name in function.keyword_defaults:
        return function.keyword_defaults[name]
    arguments = function.node.args
    names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
    if name not in names:
        return None
    index = names.index(name) - (len(names) - len(function.defaults))
    return function.defaults[index] if index >= 0 else None
