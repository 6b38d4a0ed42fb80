"""`@task_group`: calling the function makes a group; its value is what the function returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.load.airflow.groups import GroupObject
from translator.load.airflow.mapped import (
    ExpandInput,
    GroupArgumentObject,
    read_expand,
    read_expand_kwargs,
)
from translator.load.airflow.new_groups import make_group
from translator.load.airflow.nodes import mark_incomplete, native, refuse, state_of
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


def call_task_group_decorator(ev: Evaluator, args: Arguments) -> Value:
    """`@task_group`, `@task_group(...)`."""
    first = args.positional[0] if args.positional else args.keywords.get("python_callable")
    if isinstance(first, FunctionValue):
        return GroupFactory(first, {}, {})
    values, exprs = dict(args.keywords), {name: args.expr(ev, name) for name in args.keywords}
    if first is not None:
        values["group_id"], exprs["group_id"] = first, args.expr(ev, 0)
    if not args.complete:
        ev.report(rules.UNKNOWN_ARGUMENTS, "of @task_group", args.node)
    return native("task_group", _decorate, values, exprs)


def _decorate(
    ev: Evaluator, args: Arguments, values: dict[str, Value], exprs: dict[str, ir.Expr]
) -> Value:
    function = args.positional[0] if args.positional else None
    if isinstance(function, FunctionValue):
        return GroupFactory(function, values, exprs)
    return UnknownValue("@task_group on something that is no function")


class GroupFactory(AirflowObject):
    """A `@task_group` function."""

    __slots__ = ("exprs", "function", "partials", "partials_nodes", "values")

    def __init__(
        self, function: FunctionValue, values: dict[str, Value], exprs: dict[str, ir.Expr]
    ) -> None:
        super().__init__()
        self.function = function
        self.values, self.exprs = values, exprs
        self.partials: dict[str, Value] = {}

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """Its methods."""
        match name:
            case "override":
                return native(name, self._override)
            case "partial":
                return native(name, self._partial)
            case "expand":
                return native(name, self._expand)
            case "expand_kwargs":
                return native(name, self._expand_kwargs)
            case "function" | "__wrapped__":
                return self.function
            case "__name__":
                return Known(self.function.name)
        return None

    def _override(self, ev: Evaluator, args: Arguments) -> Value:
        exprs = {name: args.expr(ev, name) for name in args.keywords}
        other = GroupFactory(
            self.function, {**self.values, **args.keywords}, {**self.exprs, **exprs}
        )
        other.partials = dict(self.partials)
        return other

    def _partial(self, ev: Evaluator, args: Arguments) -> Value:
        other = GroupFactory(self.function, self.values, self.exprs)
        other.partials = {**self.partials, **args.keywords}
        return other

    def call(self, ev: Evaluator, args: Arguments) -> Value:
        """Make the group."""
        if self.partials:
            args = Arguments(
                args.node,
                args.positional,
                {**self.partials, **args.keywords},
                origin=args.origin,
                complete=args.complete,
                nodes=args.nodes,
            )
        return self._create(ev, args, args, None)

    def _expand(self, ev: Evaluator, args: Arguments) -> Value:
        mapped = read_expand(ev, args)
        if any(isinstance(value, GroupArgumentObject) for value in mapped.values.values()):
            refuse(ev, "nested mapped task groups are not supported")
        return self._create(ev, args, self._arguments(args, mapped, list(mapped.values)), mapped)

    def _expand_kwargs(self, ev: Evaluator, args: Arguments) -> Value:
        mapped = read_expand_kwargs(ev, args)
        function = ev.function(self.function)
        parameters = function.parameters if function is not None else ()
        if any(p.kind.startswith("var_") for p in parameters):
            refuse(ev, "expand_kwargs() on a task group function with * or **")
        names = [p.name for p in parameters if p.name not in self.partials]
        return self._create(ev, args, self._arguments(args, mapped, names), mapped)

    def _arguments(self, args: Arguments, mapped: ExpandInput, names: list[str]) -> Arguments:
        stubs = {name: GroupArgumentObject(mapped, name) for name in names}
        return Arguments(args.node, [], {**self.partials, **stubs}, origin=args.origin)

    def _create(
        self, ev: Evaluator, site: Arguments, args: Arguments, mapped: ExpandInput | None
    ) -> Value:
        values = {"group_id": Known(self.function.name), **self.values}
        group = make_group(ev, values, dict(self.exprs), site, suffix=True, mapped=mapped)
        group.function_ir = ev.function(self.function)
        for value in args.keywords.values():
            if isinstance(value, GroupArgumentObject) and not value.group_id:
                value.group_id = group.group_id or ""
        if not args.complete:
            ev.report(rules.UNKNOWN_ARGUMENTS, f"of {self.function.name}()", args.node)
        return self._fill(ev, group, args)

    def _fill(self, ev: Evaluator, group: GroupObject, args: Arguments) -> Value:
        """Run the function inside the group."""
        state_of(ev).structural.add(args.node)
        group.enter(ev)
        try:
            result = ev.call(self.function, args)
        finally:
            group.exit(ev)
        if isinstance(result, Known) and result.value is None:
            return group
        if isinstance(result, UnknownValue):
            mark_incomplete(ev, group.dag)
        return result
