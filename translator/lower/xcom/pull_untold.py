"""Pulls that don't say which task they read, where only one task can be meant.

Airflow 1 and 2: without task ids, the value that any task of the run pushed last under the key.
Airflow 3: the task's own, which is None. A task id that is computed when the task runs is looked
up among the direct upstream tasks.
"""

from __future__ import annotations

from translator import ir
from translator.ir import RETURN_VALUE
from translator.lower.xcom.pushed_keys import ancestors, never_pushes, surely_pushes

MOST = 20
"""So many candidates are no help to a reader."""


def only_pusher(dag: ir.Dag, task: ir.Task, key: str) -> str | None:
    """The one upstream task whose value a pull by `key` alone can be; None where several can."""
    above = ancestors(dag, task.task_id)
    if key == RETURN_VALUE:
        return _last_result(dag, task, above)
    later = _descendants(dag, task)
    found = [one for one in dag.tasks if one.task_id not in later and not never_pushes(one, key)]
    if len(found) != 1 or found[0].task_id not in above or found[0].mapped is not None:
        return None
    return found[0].task_id


def _last_result(dag: ir.Dag, task: ir.Task, above: frozenset[str]) -> str | None:
    """The direct upstream task, where everything else that may have ended has ended before it."""
    direct = [edge.up for edge in dag.edges if edge.down == task.task_id]
    if len(direct) != 1 or not surely_pushes(dag.task(direct[0]), RETURN_VALUE):
        return None
    before = {task.task_id, direct[0], *ancestors(dag, direct[0])}
    alone = all(one.task_id in before | _descendants(dag, task) for one in dag.tasks)
    return direct[0] if alone and dag.task(direct[0]).mapped is None else None


def _descendants(dag: ir.Dag, task: ir.Task) -> set[str]:
    """The task itself and all that run after it."""
    found, todo = {task.task_id}, [task.task_id]
    while todo:
        current = todo.pop()
        down = {edge.down for edge in dag.edges if edge.up == current} - found
        found |= down
        todo += down
    return found


def candidates(dag: ir.Dag, task: ir.Task) -> tuple[str, ...]:
    """The tasks among which an id is looked up when the task runs; none where that is not safe.

    They have all ended well when it runs: all above it, or the direct ones where rules differ.
    """
    if task.trigger_rule != "all_success":
        return ()
    names = ancestors(dag, task.task_id)
    above = [one for one in dag.tasks if one.task_id in names]
    if any(one.trigger_rule != "all_success" for one in above):
        direct = {edge.up for edge in dag.edges if edge.down == task.task_id}
        above = [one for one in above if one.task_id in direct]
    found = tuple(one.task_id for one in above if one.mapped is None and not one.symbolic)
    return found if len(found) <= MOST else ()
