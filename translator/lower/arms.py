"""Decisions of the plain tier as text: the call that decides, and the tests on what it decided."""

from __future__ import annotations

from translator.lower.blocks import Arm


def decision_lines(
    callee: str, args: list[str], target: str, path: str, is_async: bool
) -> list[str]:
    """Call the deciding task and wait for it; `path` is what a branch chose."""
    state = target
    if is_async:
        lines = [f"{target} = {callee}.submit({', '.join(args)})", f"{target}.wait()"]
        state = f"{target}.state"
    else:
        lines = [f"{target} = {callee}({', '.join([*args, 'return_state=True'])})"]
    if path:
        lines.append(f"{path} = {target}.result() if {state}.is_completed() else None")
    return lines


def arm_test(arm: Arm, target: str, path: str) -> str:
    """The condition under which the tasks of an arm run."""
    match arm.kind:
        case "branch" if len(arm.outcomes) == 1:
            return f"{path} == {arm.outcomes[0]!r}"
        case "branch":
            return f"{path} in {arm.outcomes!r}"
        case "short_circuit":
            return f"{target}.is_completed() and {target}.result()"
        case "not_skipped":
            return f'{target}.name != "Skipped"'
        case "not_empty":
            return target
