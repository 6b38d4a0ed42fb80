"""Dynamic mapping: `Operator.partial(...).expand(...)`, and what `expand` maps over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from translator import ir
from translator.load.airflow.nodes import Resolved, depend_on, native, references, refuse, touch
from translator.load.airflow.operators import (
    CONTEXT,
    create_custom,
    new_task,
    note_unknown_arguments,
    settle,
)
from translator.load.airflow.tasks import TaskObject, class_name, template_fields
from translator.load.airflow.xcoms import XComBase, XComObject
from translator.load.language.values import (
    AirflowObject,
    Arguments,
    ChoiceValue,
    ClassValue,
    DictValue,
    Known,
    ListValue,
    SetValue,
    TupleValue,
    Value,
)

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


class ExpandInput:
    """What `expand(...)` or `expand_kwargs(...)` was given."""

    __slots__ = ("arguments", "kind", "kwargs", "kwargs_value", "strict", "values")

    def __init__(self, kind: Literal["expand", "expand_kwargs"]) -> None:
        self.kind = kind
        self.values: dict[str, Value] = {}
        self.arguments: dict[str, ir.Expr] = {}
        self.kwargs: ir.Expr | None = None
        self.kwargs_value: Value | None = None
        self.strict = True

    def references(self) -> Iterator[TaskObject]:
        """The tasks whose XComs it maps over directly."""
        if self.kwargs_value is not None:
            yield from _direct(self.kwargs_value)
        for value in self.values.values():
            if isinstance(value, XComBase):
                yield from value.references()
            elif isinstance(value, ChoiceValue):
                yield from references(value)

    def depend(self, ev: Evaluator, task: TaskObject) -> None:
        """The dependencies of a mapped task: XComs "deeply" in everything given."""
        for value in (*self.values.values(), self.kwargs_value):
            if value is not None:
                depend_on(ev, task, value)

    def to_ir(self) -> ir.Mapped:
        """For the intermediate representation."""
        return ir.Mapped(self.kind, self.arguments, self.kwargs, self.strict)


def _direct(value: Value) -> Iterator[TaskObject]:
    """An XCom, or the XComs that are elements of a list."""
    items = value.items if isinstance(value, ListValue | TupleValue) else [value]
    for item in items:
        if isinstance(item, XComBase):
            yield from item.references()


class GroupArgumentObject(Resolved):
    """A parameter of an expanded task group (`MappedArgument`)."""

    __slots__ = ("group_id", "input", "name")

    def __init__(self, source: ExpandInput, name: str) -> None:
        super().__init__()
        self.input = source
        self.name = name
        self.group_id = ""

    def references(self) -> Iterator[TaskObject]:
        """What the group is mapped over."""
        return self.input.references()

    def ref(self, ev: Evaluator) -> ir.Ref | None:
        """The parameter."""
        return ir.GroupArgument(self.group_id, self.name)

    def item(self, ev: Evaluator, key: Value) -> Value:
        """It has no items while the DAG is built."""
        refuse(ev, f"the mapped parameter {self.name!r} has no items while the DAG is built")
        return super().item(ev, key)


def read_expand(ev: Evaluator, args: Arguments) -> ExpandInput:
    """The arguments of `.expand(...)`."""
    found = ExpandInput("expand")
    for name, value in args.keywords.items():
        found.values[name] = value
        found.arguments[name] = args.expr(ev, name)
        _check_mappable(ev, name, value)
    if not args.complete:
        from translator.rules import load as rules

        ev.report(rules.UNKNOWN_ARGUMENTS, "of expand()", args.node)
    elif args.positional or not args.keywords:
        refuse(ev, "expand() takes keyword arguments, at least one", span=args.span)
    return found


def _check_mappable(ev: Evaluator, name: str, value: Value) -> None:
    unmappable = isinstance(value, SetValue) or (
        isinstance(value, Known) and not isinstance(value.value, bytes | range)
    )
    if unmappable:
        refuse(ev, f"expand() can't map over {name}: it is no list, dict or XCom")
    elif isinstance(value, XComObject) and value.key != ir.RETURN_VALUE:
        refuse(ev, f"expand() can't map over the XCom key {value.key!r}")


def read_expand_kwargs(ev: Evaluator, args: Arguments) -> ExpandInput:
    """The arguments of `.expand_kwargs(...)`."""
    found = ExpandInput("expand_kwargs")
    key: str | int = "kwargs" if "kwargs" in args.keywords else 0
    value = args.get("kwargs", 0)
    if value is None:
        refuse(ev, "expand_kwargs() needs a list of dicts or an XCom", span=args.span)
        return found
    found.kwargs_value, found.kwargs = value, args.expr(ev, key)
    if isinstance(value, Known | DictValue | SetValue):
        refuse(ev, "expand_kwargs() needs a list of dicts or an XCom", span=args.span)
    strict = args.plain("strict", default=True)
    found.strict = strict is not False
    return found


class PartialOperator(AirflowObject):
    """`Operator.partial(...)`."""

    __slots__ = ("args", "cls", "operator")

    def __init__(self, operator: str, args: Arguments, cls: ClassValue | None = None) -> None:
        super().__init__()
        self.operator = operator
        self.args = args
        self.cls = cls

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`.expand` and `.expand_kwargs`."""
        match name:
            case "expand":
                return native(name, lambda ev, args: self._expand(ev, args, read_expand(ev, args)))
            case "expand_kwargs":
                return native(
                    name, lambda ev, args: self._expand(ev, args, read_expand_kwargs(ev, args))
                )
        return None

    def _expand(self, ev: Evaluator, args: Arguments, mapped: ExpandInput) -> Value:
        task = new_task(ev, self.operator, args, self.cls)
        task.mapped = mapped
        task.comments = ev.comments(self.args.node) or task.comments
        if self.cls is not None:
            from translator.load.airflow.operators import operator_base

            task.base_class = operator_base(self.cls)
        task.fields = template_fields(ev, task)
        values = dict(self.args.keywords)
        exprs = {name: self.args.expr(ev, name) for name in values if name not in CONTEXT}
        if not self.args.complete:
            note_unknown_arguments(ev, task, self.args)
        settle(ev, task, values, exprs)
        expand_task(ev, task)
        for value in task.template_values():
            depend_on(ev, task, value)
        task.ready = True
        return task


def expand_task(ev: Evaluator, task: TaskObject) -> None:
    """The dependencies of a mapped task, and where mapping is not allowed."""
    if task.group is not None and task.group.mapped_around:
        refuse(ev, "a task can't be expanded inside an expanded task group", task.dag)
    if task.mapped is not None:
        task.mapped.depend(ev, task)
        if task.trigger_rule == "always" and any(task.mapped.references()):
            refuse(ev, "a task mapped over an XCom can't have the rule 'always'", task.dag)
    touch(ev)


def call_partial(ev: Evaluator, operator: str, args: Arguments) -> Value:
    """`Operator.partial(...)` of a class outside the tree."""
    return PartialOperator(operator, args)


def custom_partial(ev: Evaluator, cls: ClassValue) -> Value:
    """`MyOperator.partial`."""
    return native("partial", lambda ev, args: PartialOperator(class_name(ev, cls), args, cls))


__all__ = ["ExpandInput", "GroupArgumentObject", "PartialOperator", "create_custom"]
