"""Decisions of the plain tier as text: the call that decides, and the tests on what it decided."""

from __future__ import annotations

from translator.lower.flow.blocks import Arm, Guard
from translator.plan import TaskUse


def decision_lines(
    callee: str, args: list[str], target: str, path: str, is_async: bool, index: str
) -> list[str]:
    """Call the deciding task and wait for it; `path` is what a branch chose."""
    if is_async:
        lines = [f"{target} = {callee}.submit({', '.join(args)})", f"{target}.wait()"]
    else:
        lines = [f"{target} = {callee}({', '.join([*args, 'return_state=True'])})"]
    if path:
        state = state_of(target, is_async)
        answer = result_of(target, index)
        lines.append(f"{path} = {answer} if {state}.is_completed() else None")
    return lines


def state_of(target: str, is_async: bool) -> str:
    """The state of a decision: what a direct call gave, or the future's."""
    return f"{target}.state" if is_async else target


def result_of(target: str, index: str) -> str:
    """What a decision returned: beside the XComs it pushed, or in a list of its own."""
    return f"{target}.result(){index}"


def index_of(use: TaskUse | None) -> str:
    """Where the choice stands in what the task returns."""
    return INDEXES.get(use.result, "") if use is not None else ""


INDEXES = {"keys": '["return_value"]', "single": "[0]"}


def arm_test(arm: Arm, target: str, path: str, is_async: bool, index: str) -> str:
    """The condition under which the tasks of an arm run."""
    match arm.kind:
        case "branch" if len(arm.outcomes) == 1:
            return f"{path} == {arm.outcomes[0]!r}"
        case "branch":
            return f"{path} in {arm.outcomes!r}"
        case "short_circuit":
            return f"{state_of(target, is_async)}.is_completed() and {result_of(target, index)}"
        case "not_skipped":
            return f'{state_of(target, is_async)}.name != "Skipped"'
        case "not_empty":
            return target


def guard_test(guard: Guard) -> str:
    """`table == "a"`, `table in ("a", "b")`, `table not in (...)`."""
    if len(guard.members) == 1:
        return f"{guard.name} {'!=' if guard.negated else '=='} {guard.members[0]!r}"
    return f"{guard.name} {'not in' if guard.negated else 'in'} {guard.members!r}"
