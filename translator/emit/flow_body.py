"""The body of a flow as text, and which of its logical lines belong to which Airflow task."""

from __future__ import annotations

from collections.abc import Iterator

from translator.lines import count_logical, indent
from translator.plan import Block, Flow, Gap, Line, Suite


def body_text(flow: Flow) -> str:
    """The docstring and the statements of a flow, indented."""
    parts = [docstring(flow.docstring)] if flow.docstring else []
    parts += [_text(block) for block in flow.body]
    return indent("\n".join(parts)) if parts else "    return None"


def docstring(text: str) -> str:
    """`text` as the source of a docstring; black does the indentation."""
    safe = text.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if safe.endswith('"'):
        safe = safe[:-1] + '\\"'
    return f'"""{safe}\n"""' if "\n" in safe else f'"""{safe}"""'


def task_lines(flow: Flow) -> list[tuple[str, ...]]:
    """For each logical line of the body, in order, the task ids that it submits."""
    head: list[tuple[str, ...]] = [()] if flow.docstring else []
    return head + [tasks for block in flow.body for tasks in _lines(block)]


def _text(block: Block) -> str:
    match block:
        case Gap():
            return ""
        case Line():
            return "\n".join((*block.comments, block.text))
        case Suite():
            inner = "\n".join(_text(one) for one in block.body)
            return "\n".join((*block.comments, block.header, indent(inner)))


def _lines(block: Block) -> Iterator[tuple[str, ...]]:
    match block:
        case Gap():
            return
        case Line():
            yield from [block.tasks] * count_logical(block.text)
        case Suite():
            yield ()
            for one in block.body:
                yield from _lines(one)
