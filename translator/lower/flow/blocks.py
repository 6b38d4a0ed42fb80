"""The flow body while it is being arranged: steps with their needs, and statements over them.

A `Step` says what one task needs, in Airflow's terms, and is never changed by the arrangement. A
statement says how the flow will write it. `simulate` runs statements and must find the steps again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from translator import ir
from translator.plan import Code, TaskUse

SELF = "\0self"
"""Stands for the task's own id among the ids of `How`: it is written by its name's code."""

LEAVES = "\0leaves"
"""Step id of the list that the flow returns."""
WAITS = "\0waits"
"""Step id of what the flow waits for before it returns."""

HowKind = Literal["strict", "lenient", "chosen", "passed", "gate", "required", "setup", "ended"]


@dataclass(frozen=True, slots=True)
class How:
    """In which way a task waits for another.

    strict: it must succeed. lenient: it must have ended. The others are of the rules tier: `chosen`
    and `passed` ask a decision, `gate` asks a short circuit that is not a direct upstream,
    `required` asks a setup that is not one; `setup` is what a teardown tears down, `ended` what it
    waits for beyond its upstream.
    """

    kind: HowKind = "strict"
    ids: tuple[str, ...] = ()


STRICT = How("strict")
LENIENT = How("lenient")


@dataclass(frozen=True, slots=True)
class Need:
    """One entry of `wait_for`."""

    step: str
    how: How = STRICT


@dataclass(frozen=True, slots=True)
class Data:
    """What stands behind a placeholder: the result of a step.

    `key` and `bare` are of the rules tier: one key of the result; whether it is a dependency too.
    """

    step: str
    key: str | None = None
    bare: bool = True


Slot = tuple[str, str]
"""(argument, placeholder): `("0", "__ref_0__")`, `("rows", "__ref_0__")`."""

ScopeKey = tuple[object, ...]

DecisionKind = Literal["branch", "short_circuit", "not_skipped", "not_empty"]

CALLED = ("branch", "short_circuit", "not_skipped")
"""Decisions that the flow body makes by calling the task."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One compound statement around a step, and which run of its body the step belongs to."""

    key: ScopeKey
    """The statement: the same for all steps in it."""
    kind: Literal["loop", "condition", "guard", "arm", "ending", "elements"]
    index: int = 0
    header: Any = field(default=None, hash=False, compare=False)
    """loop: ir.Loop; condition: ir.Condition; the others: the class of that name."""


@dataclass(frozen=True, slots=True)
class Guard:
    """`if table in ("a", "b"):`: some iterations only."""

    name: str
    members: tuple[Any, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Arm:
    """The tasks that run for some outcomes of a decision."""

    decision: str
    """Step id of the decision."""
    kind: DecisionKind
    outcomes: tuple[str, ...] = ()
    """branch: the ids it may return for these tasks to run."""


def excludes(chain: list[Arm], arm: Arm) -> bool:
    """Whether an arm is of the same branch as those before it, and for other outcomes."""
    if not chain or arm.kind != "branch" or arm.decision != chain[0].decision:
        return False
    return not any(set(arm.outcomes) & set(before.outcomes) for before in chain)


@dataclass(frozen=True, slots=True)
class Ending:
    """A task at the end of the flow that runs for some states of what it waits for.

    one_failed: as soon as the first one has failed. all_failed: when all have ended.
    """

    rule: str


@dataclass(frozen=True, slots=True)
class Elements:
    """The loop over the elements of a mapped task group."""

    group_id: str
    names: tuple[str, ...]
    """Parameters, in Airflow's order; `()` for expand_kwargs."""
    iterables: tuple[Code, ...]
    sources: tuple[str, ...] = ()
    """Steps whose results are iterated over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One task, joint or pick, and what it needs."""

    step_id: str
    kind: Literal["task", "join", "pick", "waits", "leaves"]
    site: object
    """Steps with one site and the same scopes are runs of one statement."""
    scopes: tuple[Scope, ...] = ()
    waits: tuple[Need, ...] = ()
    data: Mapping[Slot, Data] = field(default_factory=dict, hash=False)
    use: TaskUse | None = None
    task: ir.Task | None = None
    many: bool = False
    """Its variable holds a list of futures."""
    over: tuple[str, ...] = ()
    """The steps whose results it is mapped over: the flow waits for them."""
    decides: DecisionKind | None = None
    """Plain tier: an `if` asks how it ended."""

    @property
    def path(self) -> tuple[int, ...]:
        """Which run of each surrounding statement."""
        return tuple(scope.index for scope in self.scopes)

    @property
    def keys(self) -> tuple[ScopeKey, ...]:
        """The surrounding statements."""
        return tuple(scope.key for scope in self.scopes)

    @property
    def needs(self) -> list[str]:
        """Steps that must be submitted before it."""
        found = dict.fromkeys(data.step for data in self.data.values())
        found.update(dict.fromkeys(need.step for need in self.waits))
        if self.scopes:
            found.update(dict.fromkeys(scope_needs(self.scopes)))
        return [step for step in found if step != self.step_id]

    @property
    def awaits(self) -> list[str]:
        """Steps that must have ended before the flow gets past it."""
        found = [*self.over, *([self.step_id] if self.decides in CALLED else [])]
        for scope in self.scopes:
            match scope.header:
                case Elements(sources=sources):
                    found.extend(sources)
                case Ending(rule=rule) if rule != "one_failed":
                    found.extend(need.step for need in self.waits)
        return found


def scope_needs(scopes: tuple[Scope, ...]) -> list[str]:
    """Steps that the headers of these scopes read."""
    needs: list[str] = []
    for scope in scopes:
        match scope.header:
            case Arm(decision=decision):
                needs.append(decision)
            case Elements(sources=sources):
                needs.extend(sources)
    return needs


@dataclass(frozen=True)
class Unit:
    """The steps that one statement submits, by path."""

    steps: Mapping[tuple[int, ...], Step]
    order: int

    @property
    def first(self) -> Step:
        """Its first step: the pattern for all."""
        return next(iter(self.steps.values()))

    @cached_property
    def paths(self) -> dict[str, tuple[int, ...]]:
        """The path of each step, by its id."""
        return {step.step_id: path for path, step in self.steps.items()}

    @property
    def name(self) -> str:
        """Id of its first step: what the unit is called."""
        return self.first.step_id

    @property
    def keys(self) -> tuple[ScopeKey, ...]:
        """The surrounding statements."""
        return self.first.keys


# Statements --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """How a statement names futures."""

    name: str
    kind: Literal["one", "all", "key", "index"] = "one"
    key: Key | None = None
    how: How = STRICT
    data: Data | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a dict, or an index of a list: a loop target's name, or a literal."""

    name: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Store:
    """Where a future is kept beyond its variable: `name.append(x)`, or `name[key] = x`."""

    name: str
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    """Submit one task (or make a joint)."""

    unit: Unit
    target: str | None = None
    stores: tuple[Store, ...] = ()
    waits: tuple[Ref, ...] = ()
    data: Mapping[Slot, Ref] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Assign:
    """`name = [refs]`, `name = {}` or, with `one`, `name = ref`.

    `runs` is the list of a mapped group's.
    """

    name: str
    refs: tuple[Ref, ...] = ()
    kind: Literal["list", "dict", "one", "runs"] = "list"


@dataclass(frozen=True, slots=True)
class Nest:
    """A loop, a condition, an arm: the body runs once for each of `runs`."""

    scope: Scope
    body: tuple[Statement, ...]
    runs: Mapping[tuple[int, ...], tuple[Scope, ...]] = field(default_factory=dict, hash=False)
    """By the path of the surrounding statements: the runs of this one, in order."""
    source: tuple[Ref, ...] = ()
    """What the header reads."""


Statement = Submit | Assign | Nest
