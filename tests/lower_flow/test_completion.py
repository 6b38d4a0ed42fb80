"""Nothing that a flow submits is still to begin when the flow returns: Prefect would cancel it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import check
from tests.lower_flow.builder import Flow, code

RULES = ["all_success"] * 4 + ["all_done", "always"]


@dataclass(frozen=True)
class Future:
    name: str
    waited: set[str] = field(default_factory=set, compare=False)

    def wait(self) -> None:
        self.waited.add(self.name)


@dataclass(frozen=True)
class Lenient:
    future: Future


@dataclass
class Timeline:
    """When tasks begin and end under Prefect, if each takes its time and some fail."""

    seconds: dict[str, int]
    failing: frozenset[str]
    begun: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)

    def submit(self, name: str, waits: list[Any]) -> None:
        """Waits are looked at one after the other; the first that failed ends the task."""
        now = 0
        for one in waits:
            future = one.future if isinstance(one, Lenient) else one
            now = max(now, self.ended[future.name])
            if future.name in self.bad and not isinstance(one, Lenient):
                self.bad.add(name)
                self.ended[name] = now
                return
        self.begun[name] = now
        self.ended[name] = now + self.seconds[name]
        self.bad |= {name} & self.failing


def run(body: str, names: list[str], timeline: Timeline, tier: str) -> int:
    """Execute a flow body; the moment when it has what it waits for and returns."""
    waited: set[str] = set()

    class Task:
        def __init__(self, name: str) -> None:
            self.name = name

        def submit(self, *args: Future, wait_for: Any = ()) -> Future:
            waits = [*args, *wait_for]
            always = tier == "rules" and rules[self.name] == "always"
            if tier == "rules":
                waits = [] if always else [Lenient(one) for one in waits]
            timeline.submit(self.name, waits)
            return Future(self.name, waited)

    rules = dict(RULES_OF)
    scope: dict[str, Any] = {name: Task(name) for name in names}
    scope["allow_failure"] = Lenient
    scope["wait"] = lambda futures: [one.wait() for one in futures]
    exec("def body():\n" + "\n".join(f"    {line}" for line in body.splitlines()), scope)
    returned = [future.name for future in scope["body"]()]
    return max((timeline.ended[name] for name in [*returned, *waited]), default=0)


RULES_OF: dict[str, str] = {}


@st.composite
def graphs(draw):
    size = draw(st.integers(2, 8))
    names = [f"t{i}" for i in range(size)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    rules = {name: draw(st.sampled_from(RULES)) for name in names}
    seconds = {name: draw(st.integers(1, 5)) for name in names}
    failing = draw(st.frozensets(st.sampled_from(names)))
    return names, edges, rules, seconds, failing


@pytest.mark.parametrize("tier", ["plain", "rules"])
@settings(max_examples=400, deadline=None)
@given(graph=graphs())
def test_every_task_has_begun_before_the_flow_returns(tier, graph):
    names, edges, rules, seconds, failing = graph
    flow = Flow(tier)
    for name in names:
        flow.task(name, rule=rules[name], after=[up for up, down in edges if down == name])
    RULES_OF.clear()
    RULES_OF.update(rules)
    timeline = Timeline(seconds, failing)
    body = flow.text()
    end = run(body, names, timeline, tier)
    late = {name for name, moment in timeline.begun.items() if moment and moment >= end}
    assert not late, f"{body}\n{timeline}\nreturns at {end}"


@pytest.mark.parametrize(
    ("rule", "last"),
    [("all_success", "return [left, right, joined]"), ("all_done", "return [joined]")],
)
def test_a_join_that_may_fail_early_is_returned_with_what_it_waits_for(rule, last):
    flow = Flow()
    flow.task("a")
    flow.task("b")
    flow.task("load", after="a", variable="left")
    flow.task("copy", after="b", variable="right")
    flow.task("join", rule=rule, after=["load", "copy"])
    assert flow.text().splitlines()[-1] == last


def test_tasks_that_begin_at_once_need_no_waiting():
    flow = Flow()
    flow.task("a")
    flow.task("b")
    flow.task("total", code("__ref_0__, __ref_1__", "a", "b"), variable="sum_of_both")
    assert flow.text().splitlines()[-1] == "return [sum_of_both]"


def test_retries_may_begin_later():
    check(
        """
        a = BashOperator(task_id="a", bash_command="true", retries=2)
        b = BashOperator(task_id="b", bash_command="true")
        [a, b] >> BashOperator(task_id="c", bash_command="true")
        """,
        "return [a_run, c_run]",
    )


def test_a_pool_with_few_workers_keeps_tasks_waiting():
    check(
        """
        a = BashOperator(task_id="a", bash_command="true")
        b = BashOperator(task_id="b", bash_command="true")
        [a, b] >> BashOperator(task_id="c", bash_command="true")
        """,
        "return [a_run, b_run, c_run]",
        arguments="schedule=None, max_active_tasks=1",
    )


def test_the_flow_waits_for_clean_ups():
    check(
        """
        make = BashOperator(task_id="make", bash_command="true").as_setup()
        drop = BashOperator(task_id="drop", bash_command="true").as_teardown(setups=make)
        make >> BashOperator(task_id="work", bash_command="true") >> drop
        """,
        "dropped.wait()\n    return [work_run]",
    )
