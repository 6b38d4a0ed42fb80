"""One step for all that read one key of one result: inside of arms, where a loop was unrolled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from translator.lower.flow.blocks import Elements, Step
from translator.lower.flow.loops import shape


def share_picks(steps: Mapping[str, Step]) -> dict[str, Step]:
    """The steps, each read of a key once; what is inside an arm takes the one outside."""
    mapped = set(_mapped_over(steps.values()))
    alike: dict[object, list[Step]] = {}
    for step in steps.values():
        if _reads_key(step) and step.step_id not in mapped:
            key = (repr(shape(step.use)), tuple(step.data.items()), step.many)
            alike.setdefault(key, []).append(step)
    same = {
        step.step_id: kept.step_id
        for several in alike.values()
        for step in several
        if (kept := _outermost(step, several)) is not step
    }
    return {one: _reading(step, same) for one, step in steps.items() if one not in same}


def _outermost(step: Step, several: Iterable[Step]) -> Step:
    """The first of the steps with the fewest statements around, all of which are around `step`."""
    around = [
        one for one in several if one.scopes == step.scopes[: len(one.scopes)] and not _looped(one)
    ]
    return min(around, key=lambda one: len(one.scopes), default=step)


def _reads_key(step: Step) -> bool:
    if step.kind != "pick" or step.use is None:
        return False
    return [bool(code.refs) for code in step.use.args] == [True, False]


def _looped(step: Step) -> bool:
    return any(scope.kind in ("loop", "elements") for scope in step.scopes)


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
