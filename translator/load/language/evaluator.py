"""The evaluator of one DAG file: its state, and the surface that everything else uses.

The work is done in tables: `expressions`, `statements`, `calls`, `attributes`, `operations`,
`iteration`, `modules`, `residual`. Nothing of the user's is ever executed or imported.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from translator import ir
from translator.diagnostics import Diagnostic, Rule, Severity, Sink, Span
from translator.load.language import (
    attributes,
    calls,
    classes,
    expressions,
    iteration,
    modules,
    operations,
    statements,
)
from translator.load.language.coroutines import Coroutine
from translator.load.language.frames import Frame, Iteration
from translator.load.language.hooks import Hooks
from translator.load.language.limits import OverBudget, Raised, Stop
from translator.load.language.scope import PLAIN, Binding, ModuleScope, Scope
from translator.load.language.values import (
    Arguments,
    ClassValue,
    Known,
    Origin,
    UnknownValue,
    Value,
)
from translator.load.options import LoadOptions
from translator.load.residual import code as residual
from translator.load.residual.facts import ModuleFacts
from translator.load.sources.source import SourceFile, syntax_problem
from translator.load.sources.tree import SourceTree
from translator.rules import load as rules

RECURSION_LIMIT = 6000
"""Python frames while a file is evaluated; user functions are bounded by `LoadOptions.depth`."""


class Evaluator:
    """Evaluates one DAG file."""

    def __init__(
        self,
        source: SourceFile,
        tree: SourceTree | None = None,
        sink: Sink | None = None,
        options: LoadOptions | None = None,
        hooks: Hooks | None = None,
    ) -> None:
        self.source = source
        self.tree = tree if tree is not None else SourceTree(None)
        self.sink = sink if sink is not None else Sink()
        self.options = options or LoadOptions()
        self.hooks = hooks or Hooks()
        self.major: Literal[1, 2, 3] = self.options.major or 3
        self.airflow: Any = None
        """State of what evaluates Airflow's objects."""
        self.main = ModuleScope("", source)
        self.scope: Scope = self.main
        self.stack: list[Frame] = []
        self.clock = self.tree.clock
        self.started_at = self.clock
        self.steps = self.options.steps
        self.depth = 0
        self.effects = 0
        """Counts what was made or changed of Airflow's; see `touch`."""
        self.changes = 0
        """Counts the changes of containers and objects."""
        self.top = -1
        """Index of the top-level statement of the DAG file being evaluated."""
        self.nesting = PLAIN
        self.statement: ast.stmt | None = None
        self.failed: Diagnostic | None = None
        """What made the file fail, as it would in Airflow."""
        self.yielding: list[Any] = []
        """Receivers of the values of the generators that are running."""
        self.coroutines: list[Coroutine] = []
        """Generators that are read step by step."""
        self.handlers: list[ast.Try] = []
        """The `try` statements around whose body is running."""
        self.loading: list[ModuleScope] = []
        """Modules of the tree that are being evaluated."""
        self.used: dict[str, None] = {}
        """Relative paths of the modules and data files that took part."""
        self.environment: dict[str, Value] = {}
        """Environment variables that the file sets."""
        self.assumed: dict[object, str] = {}
        """Calls that gave a default of something unknown, and their values."""
        self.taken: dict[ast.If, set[bool]] = {}
        """The branches that were taken of each `if` whose condition is known."""
        self.functions: dict[Value, ir.Function] = {}
        self._facts: ModuleFacts | None = None
        self._sites: dict[ast.AST, int] = {}
        self._frames: tuple[tuple[Frame, ...], tuple[ir.Frame, ...]] = ((), ())

    # Running -----------------------------------------------------------------------------------

    def run(self) -> bool:
        """Evaluate the file; False when it fails (`self.failed` says why)."""
        try:
            tree = self.source.tree
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            self.fail(*syntax_problem(self.source, error))
            return False
        with _recursion_limit(RECURSION_LIMIT):
            self._run(tree)
        self.tree.clock = self.clock
        return self.failed is None

    def _run(self, tree: ast.Module) -> None:
        try:
            modules.run_main(self, tree)
        except Stop as stop:
            self.fail(stop.rule, self.here(), stop.detail)
        except Raised as raised:
            detail = f"{type(raised.error).__name__}: {raised.error}"
            source = self.source if raised.module is None else raised.module.source
            span = source.span(raised.node) if raised.node else self.here()
            self.fail(rules.LOAD_ERROR, span, detail)
        except RecursionError:
            self.fail(rules.RECURSION, self.here(), "the evaluation is nested too deeply")

    def close(self) -> None:
        """The evaluation is over: generators that nobody read to their end are left."""
        while self.coroutines:
            self.coroutines.pop().close()

    def fail(self, rule: Rule, span: Span, detail: str) -> None:
        """Record what ends the evaluation."""
        self.failed = self.sink.add(rule, span, detail)

    def step(self) -> None:
        """Count one unit of work."""
        self.steps -= 1
        if self.steps < 0:
            raise OverBudget(f"more than {self.options.steps} steps")

    def charge(self, amount: int) -> None:
        """Count the work of something that is done at once."""
        self.steps -= amount
        if self.steps < 0:
            raise OverBudget(f"more than {self.options.steps} steps")

    def touch(self) -> None:
        """Something of Airflow's was made or changed: what is around it builds a DAG."""
        self.effects += 1
        if self.top >= 0:
            self.main.building.add(self.top)
        for module in self.loading:
            self.tree.keep_apart(module)

    # Values ------------------------------------------------------------------------------------

    def eval(self, node: ast.expr) -> Value:
        """The value of an expression in the current scope."""
        self.steps -= 1
        if self.steps < 0:
            raise OverBudget(f"more than {self.options.steps} steps")
        return expressions.EXPRESSIONS[type(node)](self, node)

    def exec_block(self, body: Sequence[ast.stmt]) -> statements.Signal | None:
        """Run statements; the signal tells of break, continue and return."""
        return statements.exec_block(self, body)

    def call(self, function: Value, args: Arguments) -> Value:
        """`function(*args)`."""
        return calls.call(self, function, args)

    def call_values(self, function: Value, *values: Value) -> Value:
        """Call with positional values that were not written in the source."""
        return calls.call(self, function, self.arguments(list(values)))

    def arguments(
        self, positional: list[Value], keywords: dict[str, Value] | None = None
    ) -> Arguments:
        """Arguments of a call that the evaluator makes itself, placed at the current statement."""
        node = self.statement if self.statement is not None else ast.Pass()
        return Arguments(node, positional, keywords or {}, origin=self.origin(node))

    def construct(self, cls: ClassValue, instance: Value, args: Arguments) -> None:
        """Run the user's `__init__` of `cls` (found through the MRO) on `instance`."""
        classes.construct(self, cls, instance, args)

    def attribute(self, value: Value, name: str) -> Value:
        """`value.name`."""
        return attributes.get_attribute(self, value, name)

    def class_attribute(self, cls: ClassValue, name: str, instance: Value) -> Value | None:
        """Attribute `name` of a class, bound to `instance`; None when it has none."""
        return classes.bound_attribute(self, cls, name, instance)

    def set_attribute(self, value: Value, name: str, new: Value) -> None:
        """`value.name = new`."""
        attributes.set_attribute(self, value, name, new)

    def item(self, value: Value, key: Value) -> Value:
        """`value[key]`."""
        return operations.get_item(self, value, key)

    def binary(self, op: str, left: Value, right: Value, node: ast.AST | None = None) -> Value:
        """`left op right`, with op as written: `>>`, `+`."""
        return operations.binary(self, op, left, right, node or self.statement or ast.Pass())

    def iterate(self, value: Value) -> list[Value] | None:
        """The elements of an iterable; None: they are not known."""
        return iteration.iterate(self, value)

    def truth(self, value: Value) -> bool | None:
        """`bool(value)`; None: not known."""
        return iteration.truth(self, value)

    def text(self, value: Value) -> Value:
        """`str(value)`."""
        return iteration.text(self, value)

    def plain(self, value: Value) -> Any:
        """The plain Python value, `ir` refs inside; `ir.UNKNOWN` if any part is not known."""
        return residual.plain(self, value)

    def unknown(self, reason: str, node: ast.AST | None = None) -> UnknownValue:
        """An unknown value made here."""
        return UnknownValue(reason, None if node is None else self.origin(node))

    def origin(self, node: ast.AST) -> Origin:
        """`node` evaluated here and now."""
        return Origin(node, self.scope, self.clock)

    # Names -------------------------------------------------------------------------------------

    def bind(
        self,
        name: str,
        value: Value,
        node: ast.AST | None = None,
        scope: Scope | None = None,
    ) -> Binding:
        """Bind a name in the current scope; `node` is the expression that was bound."""
        return statements.bind(self, name, value, node, scope)

    def lookup(self, name: str) -> Value | None:
        """The value of a name here, None when it is not defined (builtins included)."""
        return expressions.lookup(self, name)

    # Places and residual code ------------------------------------------------------------------

    @property
    def frames(self) -> tuple[ir.Frame, ...]:
        """The loops, unknown conditions and calls around, outermost first."""
        key = tuple(self.stack)
        if self._frames[0] != key:
            self._frames = (key, tuple(frame.to_ir(self) for frame in key))
        return self._frames[1]

    @property
    def facts(self) -> ModuleFacts:
        """Facts about the module level of the DAG file."""
        if self._facts is None:
            self._facts = ModuleFacts(self.source.tree)
        return self._facts

    def site(self, node: ast.AST) -> int:
        """A number that is the same for all evaluations of one node."""
        return self._sites.setdefault(node, len(self._sites))

    def span(self, node: ast.AST) -> Span:
        """The place of a node of the file being evaluated."""
        return self.scope.module.source.span(node)

    def here(self, node: ast.AST | None = None) -> Span:
        """The place of `node`, else of the current statement."""
        chosen = node or self.statement
        source = self.scope.module.source
        return Span(source.path) if chosen is None else source.span(chosen)

    def comments(self, node: ast.AST | None = None) -> tuple[str, ...]:
        """The comment lines directly above a node, else above the current statement."""
        source = self.scope.module.source
        for place in (node, self.statement):
            line = getattr(place, "lineno", None)
            if line is not None and (found := source.comments_above(line)):
                return found
        return ()

    def segment(self, node: ast.AST) -> str:
        """The text of a node of the file being evaluated."""
        return self.scope.module.source.segment(node)

    def report(
        self,
        rule: Rule,
        detail: str = "",
        node: ast.AST | None = None,
        severity: Severity | None = None,
    ) -> None:
        """Add a diagnostic at `node`, else at the current statement."""
        self.sink.add(rule, self.here(node), detail, severity=severity)

    def expr(self, value: Value, node: ast.AST | Origin | None = None) -> ir.Expr:
        """The residual expression of a value, from `node` where it was written there."""
        if isinstance(node, Origin):
            return residual.expression(self, value, node)
        origin = value.origin if node is None else self.origin(node)
        return residual.expression(self, value, origin)

    def expr_at(self, value: Value, node: ast.AST, scope: Scope, stamp: int) -> ir.Expr:
        """The residual expression of something evaluated earlier."""
        return residual.expression(self, value, Origin(node, scope, stamp))

    def function(self, value: Value) -> ir.Function | None:
        """The function behind a value, also through `partial` and methods, or None."""
        return residual.function_of(self, value)

    def active(self, iteration: Iteration) -> bool:
        """Whether the evaluation is inside this very iteration of a loop of the flow."""
        return iteration in self.stack and not iteration.around_dag

    @contextmanager
    def inside(self, scope: Scope) -> Iterator[None]:
        """Evaluate in another scope."""
        before, self.scope = self.scope, scope
        try:
            yield
        finally:
            self.scope = before

    @contextmanager
    def framed(self, *frames: Frame) -> Iterator[None]:
        """Evaluate inside more frames."""
        self.stack.extend(frames)
        try:
            yield
        finally:
            if frames:
                del self.stack[-len(frames) :]


@contextmanager
def _recursion_limit(limit: int) -> Iterator[None]:
    """A tree walker needs several Python frames for one of the user's."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, limit))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def known(value: Value | None) -> bool:
    """Whether it is a plain value."""
    return isinstance(value, Known)
