"""Tasks at the end of a plain flow that look for failures.

Airflow starts a task with the rule `one_failed` when the first of its upstream tasks has failed,
and one with `all_failed` when all have. The flow waits for just that and then submits the task.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from translator.lower.flow.blocks import STRICT, Ref
from translator.lower.flow.printing import Printer
from translator.plan import Block, Import, Line, Suite


@dataclass
class EndingPrinter(Printer):
    """Prints the waits of a flow body for how tasks have ended."""

    def _ending(self, rule: str, waits: Sequence[Ref], body: tuple[Block, ...]) -> Iterator[Block]:
        """`body`, where what it waits for ended as the rule wants it."""
        refs = [replace(ref, how=STRICT) for ref in waits]
        if len(refs) == 1 and not self._star(refs[0]):
            name = self._plain(refs[0])
            yield Line(f"{name}.wait()")
            yield Suite(f"if not {name}.state.is_completed():", body)
        elif rule == "one_failed":
            yield self._first_failure(refs, body)
        else:
            yield from self._all_failed(refs, body)

    def _first_failure(self, refs: list[Ref], body: tuple[Block, ...]) -> Suite:
        self.imports.add(Import("prefect.futures", "as_completed"))
        futures = self._named(refs) or self._list(refs)
        one = self.variables.claim("ended")
        failed = Suite(f"if not {one}.state.is_completed():", (*body, Line("break")))
        return Suite(f"for {one} in as_completed({futures}):", (Line(f"{one}.wait()"), failed))

    def _all_failed(self, refs: list[Ref], body: tuple[Block, ...]) -> Iterator[Block]:
        self.imports.add(Import("prefect.futures", "wait"))
        futures = self._named(refs)
        if not futures:
            futures = self.variables.claim("ended")
            yield Line(f"{futures} = {self._list(refs, fresh=True)}")
        yield Line(f"wait({futures})")
        yield Suite(f"if all(not one.state.is_completed() for one in {futures}):", body)
