"""Whether a callable can end its task skipped, and whether the plain tier can say so.

In the plain tier a skip is a `return` of the task function, so a skip that is raised in a helper,
or where the code around it would catch it, needs the rules tier.
"""

from __future__ import annotations

from collections.abc import Iterator

from translator import ir
from translator.lower.airflow_names import file_imports
from translator.lower.callables.exceptions import FINAL, SKIP
from translator.lower.callables.functions import Surroundings, rewrite_callable
from translator.lower.callables.rewrite import Sharer, soft_fails
from translator.lower.free_names import free_names
from translator.rules.trigger_rules import PLAIN_TIER

SKIP_CLASS = SKIP.rsplit(".", 1)[-1]


def can_skip(function: ir.Function, file: ir.DagFile) -> bool:
    """Whether it, or a function of the file that it calls, raises AirflowSkipException."""
    others = (*called(function, file), *function.reached)
    return any(_mentions_skip(one, file) for one in (function, *others))


def needs_rules_tier(function: ir.Function, file: ir.DagFile) -> bool:
    """Whether it skips in a way that only the rules tier can express."""
    others = (*called(function, file), *function.reached)
    if any(_mentions_skip(helper, file) for helper in others):
        return True
    sharers = tuple(
        Sharer(dag, task) for dag in file.dags for task in dag.tasks if task.function == function
    )
    softened = any(soft_fails(sharer.task) for sharer in sharers)
    mentioned = _mentions_skip(function, file) or (softened and _mentions_failure(function))
    if not mentioned or function.module:
        return False
    name = "skipping" if function.name == "<lambda>" else function.name
    made = rewrite_callable(
        function, name, sharers, Surroundings(file, file_imports(file), "plain")
    )
    return any(finding.rule is PLAIN_TIER for finding in made.findings)


def called(function: ir.Function, file: ir.DagFile) -> Iterator[ir.Function]:
    """Functions of the file that it reads, directly or not."""
    seen = {function.name}
    todo = [function]
    while todo:
        for name in sorted(free_names(todo.pop().source) & file.functions.keys() - seen):
            seen.add(name)
            todo.append(file.functions[name])
            yield file.functions[name]


def _mentions_failure(function: ir.Function) -> bool:
    """Whether it raises what a sensor with `soft_fail` takes for a skip."""
    return any(name.rpartition(".")[2] in function.source for name in FINAL)


def _mentions_skip(function: ir.Function, file: ir.DagFile) -> bool:
    if SKIP_CLASS in function.source:
        return True
    imports = file_imports(file)
    return any(imports.get(name) == SKIP for name in free_names(function.source))
