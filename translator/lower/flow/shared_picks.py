"""One step for all that read one key of one result in one place, also where a loop was unrolled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from translator.lower.flow.blocks import Elements, Step
from translator.lower.flow.loops import shape


def share_picks(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps, each read of a key once; the others read the first one."""
    first: dict[object, str] = {}
    same: dict[str, str] = {}
    mapped = set(_mapped_over(steps.values()))
    for step_id, step in steps.items():
        if _reads_key(step) and step_id not in mapped:
            key = (repr(shape(step.use)), tuple(step.data.items()), step.scopes, step.many)
            if (kept := first.setdefault(key, step_id)) != step_id:
                same[step_id] = kept
    return {one: _reading(step, same) for one, step in steps.items() if one not in same}


def _reads_key(step: Step) -> bool:
    looped = any(scope.kind in ("loop", "elements") for scope in step.scopes)
    if step.kind != "pick" or step.use is None or looped:
        return False
    return [bool(code.refs) for code in step.use.args] == [True, False]


def _mapped_over(steps: Iterable[Step]) -> Iterable[str]:
    for step in steps:
        yield from step.over
        for scope in step.scopes:
            if isinstance(scope.header, Elements):
                yield from scope.header.sources


def _reading(step: Step, same: Mapping[str, str]) -> Step:
    if not any(data.step in same for data in step.data.values()):
        return step
    data = {
        slot: replace(data, step=same.get(data.step, data.step)) for slot, data in step.data.items()
    }
    return replace(step, data=data)
