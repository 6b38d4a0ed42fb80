"""The net under the flow body: an Airflow object that nothing became raises where it is used.

Each construct resolves its own references. What slips through must not be printed as a name that
nothing defines: the module would not be written at all, for the sake of one argument.
"""

from __future__ import annotations

import re
from dataclasses import replace

from translator.diagnostics import Sink, Span
from translator.plan import Block, Flow, Import, Line, Suite
from translator.rules.operators import UNKNOWN_ARGUMENT_VALUE

_PLACEHOLDER = re.compile(r"\b__ref_\d+__\b")
_RAISING = 'Untranslated("AP206 an argument could not be followed to its value")'
_IMPORT = Import("untranslated", "Untranslated")


def without_placeholders(flow: Flow, sink: Sink) -> Flow:
    """The flow with every reference that is left replaced by a value that raises (AP206)."""
    tasks: list[str] = []
    body = tuple(_block(block, tasks) for block in flow.body)
    if not tasks:
        return flow
    span = flow.span or Span("")
    for task_id in dict.fromkeys(tasks):
        sink.add(UNKNOWN_ARGUMENT_VALUE, span, task_id, dag_id=flow.dag_id)
    support = flow.support | {"untranslated"}
    return replace(flow, body=body, imports=flow.imports | {_IMPORT}, support=support)


def _block(block: Block, tasks: list[str]) -> Block:
    match block:
        case Line(text=text) if _PLACEHOLDER.search(text):
            tasks += block.tasks or [text]
            return replace(block, text=_PLACEHOLDER.sub(_RAISING, text))
        case Suite():
            if _PLACEHOLDER.search(block.header):
                tasks.append(block.header)
            header = _PLACEHOLDER.sub(_RAISING, block.header)
            return replace(
                block, header=header, body=tuple(_block(one, tasks) for one in block.body)
            )
        case _:
            return block
