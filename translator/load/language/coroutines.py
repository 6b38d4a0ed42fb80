"""Generators of the user's that are read step by step: each runs in a thread of its own.

Only a second stack can be left in the middle of a recursive walk and gone on with later. No two
threads ever run at once: who asks for the next value waits until the generator gives it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from translator.load.language.values import Known, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

Receive = Callable[[Value], Value]
STACK = 64 * 2**20
"""Bytes for the stack of a thread, as much as the evaluation of deep code takes."""
PLACE = ("scope", "statement", "nesting", "handlers", "depth", "yielding")
"""What of the evaluator belongs to the code that is running."""


class Abandoned(BaseException):
    """The evaluation of the file is over; nobody asks for the rest."""


class Coroutine:
    """One generator on its way."""

    def __init__(self, ev: Evaluator, run: Callable[[Receive], Value]) -> None:
        self.ev = ev
        self.ended = False
        self.result: Value = Known(None)
        """What it returned, once it has ended."""
        self._run = run
        self._turn, self._answer = threading.Semaphore(0), threading.Semaphore(0)
        self._thread: threading.Thread | None = None
        self._own: dict[str, Any] = {}
        self._frames: list[Any] = []
        self._yielded: Value | None = None
        self._sent: Value = Known(None)
        self._thrown: BaseException | None = None
        self._failed: BaseException | None = None

    def resume(
        self, sent: Value | None = None, thrown: BaseException | None = None
    ) -> Value | None:
        """Go on until the next value; None: it has ended. What it raises is raised here."""
        if self.ended:
            return None
        self._sent, self._thrown = sent or Known(None), thrown
        before = {name: getattr(self.ev, name) for name in PLACE}
        around = self.ev.stack
        self._enter(around)
        self._switch()
        self._own = {name: getattr(self.ev, name) for name in PLACE}
        self._frames = self.ev.stack[len(around) :]
        self.ev.stack = around
        for name, value in before.items():
            setattr(self.ev, name, value)
        if self._failed is not None:
            raise self._failed
        return None if self.ended else self._yielded

    def close(self) -> None:
        """Leave it for good."""
        if self._thread is not None and not self.ended:
            with suppress(Abandoned):
                self.resume(thrown=Abandoned())

    def _enter(self, around: list[Any]) -> None:
        """The evaluator stands where the generator stopped, below whoever asks."""
        for name, value in self._own.items():
            setattr(self.ev, name, value)
        self.ev.stack = [*around, *self._frames]

    def _switch(self) -> None:
        if self._thread is None:
            self._start()
        else:
            self._turn.release()
        self._answer.acquire()

    def _start(self) -> None:
        self.ev.yielding = []
        self.ev.coroutines.append(self)
        before = threading.stack_size(STACK)
        self._thread = threading.Thread(target=self._main, daemon=True)
        self._thread.start()
        threading.stack_size(before)

    def _main(self) -> None:
        try:
            if self._thrown is not None:
                raise self._thrown
            self.result = self._run(self._receive)
        except BaseException as error:
            self._failed = error
        self.ended = True
        self._answer.release()

    def _receive(self, value: Value) -> Value:
        """Called in the thread for each value that the generator yields."""
        self._yielded = value
        self._answer.release()
        self._turn.acquire()
        if self._thrown is not None:
            raise self._thrown
        return self._sent
