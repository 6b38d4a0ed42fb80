"""A value computed from an XCom in the flow: a small task of its own.

`"s3://{{ ti.xcom_pull('extract') }}"` as an argument needs the result of `extract`. The flow has
only its future, and waiting for it there would hold up everything else; so the text is made in a
task: `load.submit(render_load.submit(extracted))`.
"""

from __future__ import annotations

import libcst as cst

from translator import ir
from translator.lower.code import join_code
from translator.lower.context_types import LowerContext
from translator.lower.flow.gather import PLACEHOLDER
from translator.lower.operators.bodies import Body
from translator.plan import Code, TaskDef

COMPUTED = "computed"
"""First part of the keys of these tasks in `LowerContext.shared`."""


def passed(code: Code, ctx: LowerContext, task: ir.Task) -> Code:
    """`code` as an argument of a submit: itself, or the future of a task that computes it."""
    if is_passable(code) and not code.inside:
        return code
    body = Body(task)
    lines = (f"return {body.inline(code)}",)
    key = (COMPUTED, task.site, tuple(body.parameters), lines)
    if key not in ctx.shared:
        wanted = f"render_{task.task_id.rsplit('.', 1)[-1]}"
        name = ctx.names.claim(wanted, key, suffix="task")
        ctx.shared[key] = TaskDef(
            name=name,
            source=body.source(name, lines),
            imports=frozenset(body.imports),
            names=frozenset(body.names),
            span=task.span,
        )
    arguments = ", ".join(["{}"] * len(body.parameters))
    return join_code(f"{ctx.shared[key].name}.submit({arguments})", body.arguments())


def computed_definitions(ctx: LowerContext) -> dict[str, TaskDef]:
    """The tasks that were made so far, by name."""
    return {
        made.name: made
        for key, made in ctx.shared.items()
        if isinstance(key, tuple) and key and key[0] == COMPUTED
    }


def is_passable(code: Code) -> bool:
    """Whether Prefect finds every future in it: on its own, or in lists, tuples, sets and dicts."""
    futures = {name for name, ref in code.refs.items() if not isinstance(ref, ir.DagParamRef)}
    return not futures or _inside(cst.parse_expression(code.text), futures)


def _inside(node: cst.BaseExpression, futures: set[str]) -> bool:
    """Whether no future stands deeper in `node` than Prefect looks."""
    match node:
        case cst.Name():
            return True
        case (
            cst.List(elements=elements) | cst.Tuple(elements=elements) | cst.Set(elements=elements)
        ):
            return all(_inside(element.value, futures) for element in elements)
        case cst.Dict(elements=elements):
            return all(_inside(element.value, futures) for element in elements)
        case _:
            return futures.isdisjoint(PLACEHOLDER.findall(cst.Module([]).code_for_node(node)))
