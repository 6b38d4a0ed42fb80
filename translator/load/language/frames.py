"""What is around the expression being evaluated: loops, unknown conditions, calls of functions.

The evaluator keeps these cheap records on its stack; `ir.Frame`s are made of them only when
something asks (a task was created).
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from translator import ir
from translator.load.language.values import FunctionValue, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator
    from translator.load.language.scope import Scope


ONGOING = -1
"""The number of iterations of a loop over an iterator that has not ended yet."""


class LoopSite:
    """One run of a loop statement or comprehension."""

    __slots__ = (
        "_written",
        "comprehension",
        "count",
        "frames",
        "iterable",
        "node",
        "scope",
        "stamp",
        "target",
        "value",
    )

    def __init__(
        self,
        node: ast.AST,
        target: ast.expr,
        iterable: ast.expr,
        scope: Scope,
        stamp: int,
        value: Value,
        count: int | None,
    ) -> None:
        self.node = node
        self.target = target
        self.iterable = iterable
        self.scope = scope
        self.stamp = stamp
        self.value = value
        self.count = count
        self.comprehension = isinstance(node, ast.comprehension)
        self.frames: list[ir.Loop] = []
        """The frames made of its iterations."""
        self._written: tuple[int, ir.Expr] | None = None

    def settle(self, count: int) -> None:
        """Tell how many elements an iterator had; one more than were read, where it was left."""
        if self.count == ONGOING:
            self.count = count
            for frame in self.frames:
                # Frozen for everybody else: only now is it known.
                object.__setattr__(frame, "count", count)

    def written(self, ev: Evaluator) -> ir.Expr:
        """The expression of the iterable: one for all iterations, while no value changes."""
        if self._written is None or self._written[0] != ev.changes or self._written[1].refs:
            expr = ev.expr_at(self.value, self.iterable, self.scope, self.stamp)
            self._written = (ev.changes, expr)
        return self._written[1]


class Iteration:
    """One iteration of a loop."""

    __slots__ = ("around_dag", "frame", "index", "names", "site")

    def __init__(self, site: LoopSite, index: int) -> None:
        self.site = site
        self.index = index
        self.around_dag = False
        """A DAG is made in it: the loop is no part of the flow, so its names are not there."""
        self.names: dict[str, Value] = {}
        """What the names of the target are bound to."""
        self.frame: ir.Loop | None = None

    @property
    def open(self) -> bool:
        """One of the two that stand for an unknown number."""
        return self.site.count is None

    def to_ir(self, ev: Evaluator) -> ir.Frame:
        """The frame for the intermediate representation."""
        if self.frame is None:
            site = self.site
            self.frame = ir.Loop(
                site=ev.site(site.target),
                target=site.scope.module.source.segment(site.target),
                iterable=site.written(ev),
                index=self.index,
                count=site.count,
                span=site.scope.module.source.span(
                    site.target if site.comprehension else site.node
                ),
                values={name: ev.plain(value) for name, value in self.names.items()},
                comprehension=site.comprehension,
            )
            site.frames.append(self.frame)
        return self.frame


class Guard:
    """A branch of a condition that is not known."""

    __slots__ = ("branch", "frame", "node", "scope", "stamp", "test", "twin", "value")

    def __init__(
        self, node: ast.AST, test: ast.expr, value: Value, branch: bool, scope: Scope, stamp: int
    ) -> None:
        self.node = node
        self.test = test
        self.value = value
        self.branch = branch
        self.scope = scope
        self.stamp = stamp
        self.frame: ir.Condition | None = None
        self.twin: Guard | None = None
        """The other branch of the same evaluation."""

    def opposite(self, frame: object) -> bool:
        """Whether `frame` is the other branch."""
        if not isinstance(frame, Guard):
            return False
        if frame.twin is self or self.twin is frame:
            return True
        return frame.answers(self.value, not self.branch)

    def answers(self, test: Value, branch: bool) -> bool:
        """Whether it says that `test`, this very value, is true (or false)."""
        return same_unknown(self.value, test) and self.branch == branch

    def to_ir(self, ev: Evaluator) -> ir.Frame:
        """The frame for the intermediate representation."""
        if self.frame is None:
            source = self.scope.module.source
            test = ev.expr_at(self.value, self.test, self.scope, self.stamp)
            span = source.span(self.node)
            self.frame = ir.Condition(ev.site(self.test), test, self.branch, span)
        return self.frame


def same_unknown(one: Value, other: Value) -> bool:
    """Whether two unknown values are one and the same, read at two places."""
    if isinstance(one, UnknownValue) and isinstance(other, UnknownValue):
        return (one.first or one) is (other.first or other)
    return one is other


class CallFrame:
    """A call of a function of the user's."""

    __slots__ = ("frame", "function", "given", "node", "scope")

    def __init__(
        self, node: ast.AST, function: FunctionValue, scope: Scope, given: Mapping[str, Value]
    ) -> None:
        self.node = node
        self.function = function
        self.scope = scope
        self.given = given
        """What the parameters were bound to."""
        self.frame: ir.Call | None = None

    def to_ir(self, ev: Evaluator) -> ir.Frame:
        """The frame for the intermediate representation."""
        if self.frame is None:
            span = self.scope.module.source.span(self.node)
            values = {name: ev.plain(value) for name, value in self.given.items()}
            self.frame = ir.Call(ev.site(self.node), self.function.name, span, values)
        return self.frame


Frame = Iteration | Guard | CallFrame
