"""What each task knows of itself: `ti.max_tries`, `ti.operator`, `task_instance_key_str`.

Airflow: attributes of the task instance, and a key of the context (`_get_template_context`).
Prefect: a text or a number in the code; where tasks share a function, the flow passes it.
"""

from __future__ import annotations

import libcst as cst

from translator import ir
from translator.lower.callables.rewrite import Feed, Rewrite
from translator.lower.code import literal, run_value
from translator.lower.flow.gather import Gather
from translator.lower.operators.task_names import task_name_code
from translator.lower.templates.text import Hole, string_code
from translator.plan import Code
from translator.rules.data import CONTEXT_KEY


def own_code(what: str, task: ir.Task, dag: ir.Dag) -> Code:
    """The value of one task; `what` is one of those above."""
    match what:
        case "max_tries":
            return literal(task.retries)
        case "operator":
            return literal(task.operator.rsplit(".", 1)[-1])
        case _:
            return instance_key(task, dag)


def instance_key(task: ir.Task, dag: ir.Dag) -> Code:
    """`<dag_id>__<task_id>__<ds_nodash>`."""
    out = Gather()
    own, day = task_name_code(task, dag), run_value("ds_nodash")
    constant = own.text == repr(task.task_id)
    middle = task.task_id if constant else Hole(out.take(own), text=True)
    parts = [f"{dag.dag_id}__", middle, "__", Hole(out.take(day), text=True)]
    return out.code(string_code(parts))


def pass_own_value(state: Rewrite, node: cst.BaseExpression, what: str) -> None:
    """Put the value of the tasks that run a callable in the place of `node`."""
    codes = {own_code(what, one.task, one.dag) for one in state.sharers}
    if not codes:
        state.stop(node, CONTEXT_KEY, what)
        return
    first = next(iter(codes))
    if len(codes) == 1 and first == Code(first.text):
        state.tree.replace_text(node, first.text.replace("'", '"'))
        return
    feed = Feed(lambda sharer, _: own_code(what, sharer.task, sharer.dag))
    name = state.parameter(node, ("own", what), feed, what)
    if name is not None:
        state.tree.replace_text(node, name)
