"""What expressions mean inside an operator class: the context, and the operator itself.

Airflow: `self` is the operator, so `self.log` and `self.task_id` come from BaseOperator.
Prefect: the class is the user's own; the logger and the names are asked from the run.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from translator.lower import syntax
from translator.lower.callables.context import (
    KEYS,
    LOGGER,
    Constant,
    Entity,
    Resolver,
    RunValue,
    Whole,
)
from translator.lower.callables.rewrite import Rewrite
from translator.lower.names import slug

# Attributes of BaseOperator that have a counterpart.
OF_OPERATORS: dict[str, Entity] = {
    "log": LOGGER,
    "logger": LOGGER,
    "task_id": Constant("task_id"),
    "dag_id": Constant("dag_id"),
}

PULL_ARGUMENTS = ("task_ids", "dag_id", "key", "include_prior_dates")


@dataclass(frozen=True, slots=True)
class Pull:
    """A pull whose task and key each task knows, as expressions over `self` and constants."""

    task_ids: cst.BaseExpression
    key: cst.BaseExpression | None
    text: str


@dataclass(slots=True)
class OperatorResolver(Resolver):
    """Answers what an expression in a method means."""

    self_name: str | None = None
    """The first parameter; None in a static method."""
    own: frozenset[str] = frozenset()
    """Attributes that the user's classes define."""
    handled: set[int] = field(default_factory=set)
    """Nodes that were given another meaning already."""
    pulls: dict[int, RunValue] = field(default_factory=dict)
    """Calls of `xcom_pull` -> the value that stands for what they give."""

    def entity(self, node: cst.CSTNode) -> Entity | None:
        """What `node` stands for."""
        if id(node) in self.handled:
            return None
        if id(node) in self.pulls:
            return self.pulls[id(node)]
        match node:
            case cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value=attr)) if (
                name == self.self_name
            ):
                return None if attr in self.own else OF_OPERATORS.get(attr)
        return Resolver.entity(self, node)


class MethodRewrite(Rewrite):
    """One method on its way; which tasks run it is not known, nor are their retries."""

    __slots__ = ()

    @property
    def retries(self) -> bool:
        """An error that no retry mends is one whatever the tasks say."""
        return True


def find_pulls(state: Rewrite, resolver: OperatorResolver, known: dict[str, Pull]) -> None:
    """Give each `ti.xcom_pull(...)` a name; `known` has the pulls of all methods by name."""
    for node in state.tree.walk():
        match node:
            case cst.Call(func=cst.Attribute(value=owner, attr=cst.Name(value="xcom_pull"))) if (
                resolver.entity(owner) is Whole.TI
            ):
                pull = _pull(node)
                if pull is not None:
                    resolver.pulls[id(node)] = RunValue(_named(pull, known))
                    resolver.handled.add(id(owner))


def _pull(call: cst.Call) -> Pull | None:
    args = syntax.arguments(call, PULL_ARGUMENTS)
    if args is None or not set(args) <= {"task_ids", "key"} or "task_ids" not in args:
        return None
    parts = [args["task_ids"], *([args["key"]] if "key" in args else [])]
    text = ", ".join(syntax.code(part) for part in parts)
    return Pull(args["task_ids"], args.get("key"), text)


def _named(pull: Pull, known: dict[str, Pull]) -> str:
    """The same name for the same pull; none that is a key of the context."""
    for name, other in known.items():
        if other.text == pull.text:
            return name
    key = syntax.string(pull.key) if pull.key is not None else None
    wanted = slug(key or _word(pull.task_ids), "pulled")
    name, count = wanted, 2
    while name in known or name in KEYS:
        name, count = f"{wanted}_{count}", count + 1
    known[name] = pull
    return name


def _word(node: cst.BaseExpression) -> str:
    text = syntax.string(node)
    if text is not None:
        return text.rsplit(".", 1)[-1]
    return "pulled"
