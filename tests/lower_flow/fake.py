"""A flow body run without Prefect: futures that have ended as soon as they are submitted."""

from __future__ import annotations

import itertools
import types
from dataclasses import dataclass, field
from typing import Any

from translator.lower.flow.trigger_rules import decide


@dataclass
class Lenient:
    future: Any


@dataclass
class Mark:
    future: Any
    role: str
    ids: tuple[str, ...] = ()
    counts: bool = True


class Future:
    """The future and the state of a task run, in one."""

    def __init__(self, letter: str, value: Any) -> None:
        self.letter, self.value = letter, value
        self.state = self
        self.name = {"K": "Skipped", "U": "NotReady"}.get(letter, "")

    def is_completed(self) -> bool:
        return self.letter in "SK"

    def result(self) -> Any:
        return self.value if self.letter == "S" else None

    def wait(self) -> None: ...


@dataclass
class World:
    """How each task ends if it runs, what it returns, and what became of it."""

    letters: dict[str, str]
    values: dict[str, Any]
    rules: dict[str, str] | None = None
    """Rules tier: by task id."""
    ended: dict[str, str] = field(default_factory=dict)

    def run(self, body: str, definitions: dict[str, str]) -> list[Future]:
        """Execute a flow body; what it returns. `definitions`: task id by function."""
        names: dict[str, Any] = {
            "allow_failure": Lenient,
            "itertools": itertools,
            "wait": lambda futures: None,
            "as_completed": list,
            "chosen": lambda f, *ids: Mark(f, "chosen", ids),
            "passed": lambda f, upstream=True: Mark(f, "passed", counts=upstream),
            "required": lambda f: Mark(f, "required", counts=False),
            "setup": lambda f: Mark(f, "setup"),
            "ended": lambda f: Mark(f, "ended", counts=False),
            "value": lambda f, key=None: Mark(f, "value", counts=False),
        }
        names |= {name: Task(self, task_id) for name, task_id in definitions.items()}
        source = "def body():\n" + "\n".join(f"    {line}" for line in body.splitlines())
        exec(source, names)
        return list(names["body"]())

    def submit(self, task_id: str, args: list[Any], waits: list[Any]) -> Future:
        assert task_id not in self.ended, f"{task_id} runs twice"
        letter = self.plain(args, waits) if self.rules is None else self.ruled(task_id, args, waits)
        letter = self.letters.get(task_id, "S") if letter == "S" else letter
        self.ended[task_id] = letter
        return Future(letter, self.values.get(task_id))

    @staticmethod
    def plain(args: list[Any], waits: list[Any]) -> str:
        strict = [one for one in flat([*args, *waits]) if isinstance(one, Future)]
        return "S" if all(one.is_completed() for one in strict) else "U"

    def ruled(self, task_id: str, args: list[Any], waits: list[Any]) -> str:
        assert self.rules is not None
        found = list(flat([*waits, *args]))
        marks = [one for one in found if isinstance(one, Mark)]
        counted = [one.future for one in marks if one.counts]
        counted += [one for one in found if isinstance(one, Future)]
        states = {str(id(one)): one.letter for one in counted}
        setups = frozenset(str(id(m.future)) for m in marks if m.role == "setup")
        required = [m.future.letter for m in marks if m.role == "required"]
        if self.refused(task_id, marks):
            return "K"
        if any(letter != "S" for letter in required):
            return "U" if set(required) & {"F", "U"} else "K"
        return decide(self.rules[task_id], states, setups)

    def refused(self, task_id: str, marks: list[Mark]) -> bool:
        if self.rules is None or self.rules[task_id] == "always":
            return False
        for mark in marks:
            if mark.role not in ("chosen", "passed") or mark.future.letter != "S":
                continue
            answer = mark.future.value
            followed = [answer] if isinstance(answer, str) else answer or []
            if mark.role == "passed" and not answer:
                return True
            if mark.role == "chosen" and not set(mark.ids) & set(followed):
                return True
        return False


@dataclass
class Task:
    world: World
    task_id: str

    def submit(self, *args: Any, wait_for: Any = (), **kwargs: Any) -> Future:
        return self.world.submit(self.task_id, [*args, *kwargs.values()], list(wait_for))

    def __call__(self, *args: Any, wait_for: Any = (), return_state: bool, **kw: Any) -> Future:
        assert return_state
        return self.submit(*args, wait_for=wait_for, **kw)

    def with_options(self, **options: Any) -> Task:
        return Task(self.world, options.get("name", self.task_id))


def flat(items: Any) -> Any:
    for item in items:
        if isinstance(item, list | tuple | types.GeneratorType):
            yield from flat(item)
        elif isinstance(item, Future | Lenient | Mark):
            yield item
