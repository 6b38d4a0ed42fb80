"""Helper functions that tasks call: the same rewriting, without a context of their own.

A helper that raises AirflowSkipException needs the rules tier: only there does an exception end the
task that called it as skipped.
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from translator import ir
from translator.diagnostics import Sink, Span
from translator.lower import syntax
from translator.lower.airflow_names import file_imports
from translator.lower.callables.context import Resolver
from translator.lower.callables.functions import run_steps, signed
from translator.lower.callables.rewrite import Rewrite
from translator.lower.callables.user_decorators import makes_task
from translator.lower.free_names import free_names
from translator.lower.syntax import Tree
from translator.plan import Import, Tier


@dataclass(frozen=True, slots=True)
class RewrittenHelper:
    """A kept piece of code without Airflow."""

    source: str
    imports: frozenset[Import] = frozenset()
    support: frozenset[str] = frozenset()


def rewrite_helper(
    source: str, statement: ir.Statement, file: ir.DagFile, sink: Sink, tier: Tier = "plain"
) -> RewrittenHelper | None:
    """A top-level function of the user's without Airflow; None where that can't be done."""
    if statement.kind != "function":
        return None
    module = syntax.parsed(source)
    definition = next((n for n in module.body if isinstance(n, cst.FunctionDef)), None)
    if definition is None:
        return None
    state = _state(definition, source, file, tier)
    run_steps(state)
    if state.blockers or state.inputs:
        # Nobody passes what it would need.
        return None
    for finding in state.findings:
        place = Span(file.path, statement.start_line)
        sink.add(finding.rule, place, finding.detail, severity=finding.severity)
    changed = signed(state, state.tree.apply(), changed=False)
    kept = changed.with_changes(
        leading_lines=definition.leading_lines, decorators=_decorators(definition, file)
    )
    text = syntax.code(module.with_changes(body=[kept])).strip("\n")
    return RewrittenHelper(text, frozenset(state.imports), frozenset(state.support))


def _decorators(definition: cst.FunctionDef, file: ir.DagFile) -> list[cst.Decorator]:
    """The decorators but `@task` and its kin: called as a helper, it is a plain function."""
    imports = file_imports(file)
    return [one for one in definition.decorators if not makes_task(syntax.code(one), imports)]


def _state(definition: cst.FunctionDef, source: str, file: ir.DagFile, tier: Tier) -> Rewrite:
    tree = Tree.of(definition)
    own = {param.name.value for param in syntax.parameters(definition.params)}
    hidden = own | set(tree.bindings)
    imports = {name: full for name, full in file_imports(file).items() if name not in hidden}
    function = ir.Function(
        name=definition.name.value,
        module="",
        span=Span(file.path),
        source=source,
        parameters=tuple(ir.Parameter(name, "normal") for name in own),
        is_async=definition.asynchronous is not None,
    )
    free = free_names(source)
    return Rewrite(function, file, tree, Resolver(imports), (), tier, free, helper=True)
