"""Tests of the context whose outcome is sure: `if ti is not None:`, `"dag_run" in kwargs`.

Airflow: a task always gets the whole context; its objects are never None.
Prefect: there is no context, so such a test has nothing to ask. What it guards stays, without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import libcst as cst

from translator import ir
from translator.lower import syntax
from translator.lower.callables.context import KEYS, PARTITION, UNSUPPORTED_KEYS, Whole
from translator.lower.callables.rewrite import Rewrite, Sharer

OBJECTS = frozenset({Whole.CONTEXT, Whole.TI, Whole.DAG_RUN, Whole.DAG, Whole.TASK})
"""What is there in every run, and true."""

Chain = cst.If | cst.Else | None

ALWAYS = frozenset(
    {
        *("ti", "task_instance", "dag_run", "dag", "task", "params", "run_id", "var", "macros"),
        *("ds", "ds_nodash", "ts", "ts_nodash"),
    }
)
"""Keys of the context in every version; dates too, as a flow always has its date."""

_WORTH_A_LOOK = re.compile(
    r"\bis (not )?None\b|['\"] (not )?in \w|\b(if|and|or|not|while) (\w*ti|\w*context|kwargs|ctx"
    r"|task_instance|dag_run|dag)\b"
)


def may_test(source: str, file: ir.DagFile) -> bool:
    """Whether a callable may have such a test: `without_sure_tests` is worth a parse."""
    del file
    return _WORTH_A_LOOK.search(source) is not None


def without_sure_tests(state: Rewrite) -> str | None:
    """The source without the tests whose outcome is sure; None where it has none."""
    settled = _Settled(state)
    function = state.tree.function.visit(settled)
    if not settled.found or not isinstance(function, cst.FunctionDef):
        return None
    return syntax.code(function).strip("\n")


def sure(state: Rewrite, node: cst.CSTNode) -> bool | None:
    """Whether a test is always true or always false; None where it depends."""
    match node:
        case cst.Name(value="True" | "False" as name):
            return name == "True"
        case cst.UnaryOperation(operator=cst.Not(), expression=inner):
            found = sure(state, inner)
            return None if found is None else not found
        case cst.Comparison(left=left, comparisons=[cst.ComparisonTarget(how, right)]):
            return _compared(state, left, how, right)
        case cst.BooleanOperation(left=left, operator=how, right=right):
            return _joined([sure(state, left), sure(state, right)], isinstance(how, cst.Or))
    return True if state.resolver.entity(node) in OBJECTS else None


def _joined(sides: Sequence[bool | None], either: bool) -> bool | None:
    if either in sides:
        return either
    return None if None in sides else not either


def _compared(
    state: Rewrite, left: cst.BaseExpression, how: cst.BaseCompOp, right: cst.BaseExpression
) -> bool | None:
    match how, right:
        case ((cst.Is() | cst.IsNot()), cst.Name(value="None")):
            known = state.resolver.entity(left) in OBJECTS
            return isinstance(how, cst.IsNot) if known else None
        case ((cst.In() | cst.NotIn()), _) if state.resolver.entity(right) is Whole.CONTEXT:
            there = _is_key(state, syntax.string(left), right)
            return None if there is None else there is isinstance(how, cst.In)
    return None


def _is_key(state: Rewrite, key: str | None, owner: cst.BaseExpression) -> bool | None:
    """Whether the context has a key; `**kwargs` lacks what the function has parameters for."""
    if key is None:
        return None
    own = {one.name: one.kind for one in state.function.parameters}
    if isinstance(owner, cst.Name) and own.get(owner.value) == "var_keyword" and key in own:
        return False
    given = {key in sharer.task.call_kwargs for sharer in state.sharers}
    if key in ALWAYS or True in given:
        return True if key in ALWAYS or given == {True} else None
    known = key in KEYS or key in UNSUPPORTED_KEYS or key in PARTITION
    return None if known or not all(map(_says_all, state.sharers)) else False


def _says_all(sharer: Sharer) -> bool:
    """Whether all that a task is called with is known by name."""
    task, given = sharer.task, sharer.task.argument("op_kwargs")
    plain = given is None or isinstance(given.value, dict)
    return plain and task.mapped is None and not (task.function and task.function.bound)


class _Settled(cst.CSTTransformer):
    """Puts what such a test guards in its place."""

    def __init__(self, state: Rewrite) -> None:
        super().__init__()
        self.state = state
        self.found = False

    def _outcome(self, test: cst.BaseExpression) -> bool | None:
        outcome = sure(self.state, test)
        self.found |= outcome is not None
        return outcome

    def leave_IfExp(self, original_node: cst.IfExp, updated_node: cst.IfExp) -> cst.BaseExpression:
        outcome = self._outcome(original_node.test)
        if outcome is None:
            return updated_node
        return updated_node.body if outcome else updated_node.orelse

    def leave_BooleanOperation(
        self, original_node: cst.BooleanOperation, updated_node: cst.BooleanOperation
    ) -> cst.BaseExpression:
        """`ti and ti.task_id` is its right side; what is tested may lose its right side too."""
        either = isinstance(original_node.operator, cst.Or)
        outcome = self._outcome(original_node.left)
        if outcome is not None:
            return updated_node.left if outcome is either else updated_node.right
        tested = self._is_test(original_node)
        if tested and sure(self.state, original_node.right) is (not either):
            self.found = True
            return updated_node.left
        return updated_node

    def leave_Comparison(
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.BaseExpression:
        if isinstance(self.state.tree.parent(original_node), cst.Assert):
            return updated_node  # such a statement goes as a whole
        outcome = self._outcome(original_node)
        return updated_node if outcome is None else cst.Name(str(outcome))

    def _is_test(self, node: cst.CSTNode) -> bool:
        parent = self.state.tree.parent(node)
        return isinstance(parent, cst.If | cst.While | cst.IfExp) and parent.test is node

    def leave_If(
        self, original_node: cst.If, updated_node: cst.If
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        if isinstance(self.state.tree.parent(original_node), cst.If):
            return updated_node  # an `elif`: the first `if` settles all of them
        match self._chain(original_node, updated_node):
            case cst.If() as left:
                return left
            case cst.Else() as left:
                return _inside(left.body, updated_node)
        return cst.RemoveFromParent()

    def _chain(self, original: Chain, updated: Chain) -> Chain:
        """What is left of an `if` with all its `elif` and `else`."""
        if not isinstance(original, cst.If) or not isinstance(updated, cst.If):
            return updated
        rest = self._chain(original.orelse, updated.orelse)
        outcome = None if _comments(original) else self._outcome(original.test)
        if outcome is None:
            return updated.with_changes(orelse=rest)
        return cst.Else(updated.body) if outcome else rest

    def leave_IndentedBlock(
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        """Nothing after a `return` that came out of a test; nothing empty."""
        if len(updated_node.body) == len(original_node.body) and not self.found:
            return updated_node
        lines = list(updated_node.body)
        ends = (at for at, line in enumerate(lines) if _leaves(line))
        kept = lines[: next(ends, len(lines)) + 1]
        return updated_node.with_changes(body=kept or [cst.SimpleStatementLine([cst.Pass()])])


def _comments(node: cst.If) -> bool:
    """Whether there are comments that have no place without the test."""
    block = node.body
    return isinstance(block, cst.IndentedBlock) and (
        block.header.comment is not None or any(line.comment for line in block.footer)
    )


def _inside(body: cst.BaseSuite, test: cst.If) -> cst.FlattenSentinel[cst.BaseStatement]:
    """The statements of a block, with the comments above the test."""
    if isinstance(body, cst.SimpleStatementSuite):
        return cst.FlattenSentinel(
            [cst.SimpleStatementLine(body.body, leading_lines=test.leading_lines)]
        )
    assert isinstance(body, cst.IndentedBlock)
    first, *rest = body.body
    lines = [*test.leading_lines, *getattr(first, "leading_lines", ())]
    return cst.FlattenSentinel([first.with_changes(leading_lines=lines), *rest])


def _leaves(line: cst.BaseStatement) -> bool:
    match line:
        case cst.SimpleStatementLine(body=[*_, cst.Return() | cst.Raise()]):
            return True
    return False
