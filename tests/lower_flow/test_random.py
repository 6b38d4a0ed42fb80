"""Random DAGs with random outcomes: the flow of either tier ends every task as Airflow does.

The expected states are computed here from Airflow's rules; the flow body is really executed, with
futures that have ended as soon as they are submitted.
"""

from __future__ import annotations

import dataclasses
import os

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from tests.lower_flow.builder import SPAN, Flow
from tests.lower_flow.fake import World
from translator import ir
from translator.diagnostics import Sink
from translator.graph import DagGraph
from translator.lower.flow.decisions import LATEST_ONLY, STANDARD
from translator.lower.flow.tiers import choose_tier
from translator.lower.flow.trigger_rules import RULES, decide

COMMON = ["all_success"] * 8 + [
    "none_failed",
    "none_failed_min_one_success",
    "all_done",
    "one_failed",
]
OPERATORS = {
    "branch": f"{STANDARD}.operators.python.BranchPythonOperator",
    "short_circuit": f"{STANDARD}.operators.python.ShortCircuitOperator",
    "latest_only": LATEST_ONLY,
    "work": "op",
    "skips": "op",
}


KINDS = ["work"] * 6 + ["skips", "branch", "short_circuit", "latest_only"]
DECIDES = {"branch": "branch", "short_circuit": "short_circuit", "latest_only": "short_circuit"}


def function(name: str, source: str) -> ir.Function:
    return ir.Function(name, "", SPAN, source)


@st.composite
def dags(draw, rules):
    """(edges, kinds, rules, outcomes): tasks are numbered, edges go upwards."""
    size = draw(st.integers(3, 12))
    names = [f"t{i}" for i in range(size)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=18))
    kinds = {n: draw(st.sampled_from(KINDS)) for n in names}
    return (
        names,
        sorted(edges),
        kinds,
        {n: draw(st.sampled_from(rules)) for n in names},
        {n: draw(st.booleans()) for n in names},
    )


@st.composite
def runs(draw, names, edges, kinds):
    """How the tasks end: letters and returned values."""
    letters = {
        n: draw(st.sampled_from("SSSKKF" if kinds[n] == "skips" else "SSSSF")) for n in names
    }
    values: dict[str, object] = {}
    for name in names:
        below = [down for up, down in edges if up == name]
        if kinds[name] == "branch":
            values[name] = draw(st.sampled_from([None, *below]))
        elif kinds[name] in DECIDES:
            values[name] = draw(st.booleans())
    return letters, values


def make(names, edges, kinds, rules, ignores) -> Flow:
    flow = Flow()
    for name in names:
        below = [down for up, down in edges if up == name]
        kind = kinds[name] if below else "work"
        returns = " if x else ".join([*map(repr, below), "None"])
        extra = {"operator": OPERATORS[kind]}
        if kind == "branch":
            extra["function"] = function(name, f"def {name}():\n    return {returns}\n")
        if kind == "skips":
            skipping = "    if x:\n        raise AirflowSkipException\n"
            extra["function"] = function(name, f"def {name}():\n{skipping}    return 1\n")
        if kind == "short_circuit":
            extra["args"] = {"ignore_downstream_trigger_rules": ir.Expr("x", SPAN, ignores[name])}
        flow.task(
            name,
            rule=rules[name],
            after=[up for up, down in edges if down == name],
            decides=DECIDES.get(kind),
            ignore_rules=ignores[name] and kind != "latest_only",
        )
        flow.tasks[-1] = dataclasses.replace(flow.tasks[-1], **extra)
    return flow


@st.composite
def scopes(draw, names, edges, kinds, rules):
    """Edges, rules and (teardown, setups) with one scope, where the tasks allow it."""
    work = [n for n in names if kinds[n] in ("work", "skips")]
    below = {n: {down for up, down in edges if up == n} for n in names}
    teardown = draw(st.sampled_from(work[1:] or [None]))
    first = work[: work.index(teardown)] if teardown in work else []
    setups = draw(st.lists(st.sampled_from(first), unique=True, max_size=2)) if first else []
    if not setups:
        return edges, rules, None, []
    strict = set().union(*(below[one] for one in setups)) - {teardown}
    rules = rules | dict.fromkeys(strict, "all_success") | {teardown: "all_done_setup_success"}
    edges = sorted({*edges, *((one, teardown) for one in setups)})
    return edges, rules, teardown, setups


def scoped(flow: Flow, teardown: str | None, setups, fails_run: bool = False) -> Flow:
    """The flow, with these tasks as the setups and the teardown."""
    for index, task in enumerate(flow.tasks):
        torn = task.task_id == teardown
        flow.tasks[index] = dataclasses.replace(
            task,
            is_setup=task.task_id in setups,
            is_teardown=torn,
            on_failure_fail_dagrun=torn and fails_run,
        )
    return flow


def constrained(graph: DagGraph, name: str, states) -> str:
    """What setups at a distance make of a task, whatever its rule says."""
    task = graph.tasks[name]
    if task.is_teardown or task.trigger_rule == "always":
        return "S"
    far = {states[up] for up in graph.setups_of(name) if up not in graph.upstream(name)}
    return "U" if far & {"F", "U"} else "K" if "K" in far else "S"


def expected(flow: Flow, letters, values) -> dict[str, str]:
    """Airflow's states, settled: what a decision leaves out is skipped, then failures count."""
    graph = DagGraph(flow.dag())
    states: dict[str, str] = {}
    left_out: dict[str, set[str]] = {name: set() for name in graph.tasks}
    for name in graph.order():
        rule = graph.tasks[name].trigger_rule
        ups = {up: states[up] for up in graph.upstream(name)}
        due = constrained(graph, name, states)
        if due == "S":
            due = decide(rule, ups, frozenset(up for up in ups if graph.tasks[up].is_setup))
        if left_out[name] and rule != "always":
            due = "K"
        states[name] = letters[name] if due == "S" else due
        if states[name] == "S":
            for one in skipped_by(graph, flow.uses[name], values.get(name)):
                left_out[one].add(name)
    return states


def skipped_by(graph, use, value) -> set[str]:
    direct = set(graph.downstream(use.task_id))
    if use.decides == "short_circuit" and not value:
        below = set(graph.descendants(use.task_id)) if use.ignore_rules else direct
        branches = graph.tasks[use.task_id].operator == LATEST_ONLY
        return {one for one in below if branches or not graph.tasks[one].is_teardown}
    if use.decides == "branch":
        followed = {value, *graph.descendants(value)} if value else set()
        return direct - followed
    return set()


def racy(flow: Flow, states: dict[str, str]) -> bool:
    """Whether a skip and a failure race for a task: Airflow takes whichever it sees first."""
    graph = DagGraph(flow.dag())
    for name, task in graph.tasks.items():
        ups = {states[up] for up in graph.upstream(name)}
        if task.trigger_rule == "all_success" and "K" in ups and ups & {"F", "U"}:
            return True
    return False


def setup_races(flow: Flow, states: dict[str, str]) -> bool:
    """The same between a setup that is skipped and a failure nearer to the task."""
    graph = DagGraph(flow.dag())
    for name, task in graph.tasks.items():
        setups = {states[up] for up in graph.setups_of(name)}
        ups = {states[up] for up in graph.upstream(name)}
        if not task.is_teardown and "K" in setups and (setups | ups) & {"F", "U"}:
            return True
    return False


def actual(flow: Flow, letters, values) -> tuple[dict[str, str], list]:
    rules = {t.task_id: t.trigger_rule for t in flow.tasks} if flow.tier == "rules" else None
    world = World(letters, values, rules)
    body = flow.text()
    returned = world.run(body, {name: name for name in flow.defs})
    return world.ended, returned


def agree(flow: Flow, letters, values) -> None:
    wanted = expected(flow, letters, values)
    if setup_races(flow, wanted) or (flow.tier == "plain" and racy(flow, wanted)):
        return
    ended, returned = actual(flow, letters, values)
    absent = {n: ("U" if wanted[n] == "U" else "K") for n in wanted if n not in ended}
    assert {**ended, **absent} == wanted, flow.text()
    leaves = DagGraph(flow.dag()).effective_leaves()
    airflow_failed = any(wanted[leaf] in "FU" for leaf in leaves)
    assert any(f.letter in "FU" for f in returned) == airflow_failed, flow.text()


def drawn(data, rules):
    """A flow with, perhaps, a setup and a teardown; and how its tasks are made."""
    names, edges, kinds, chosen, ignores = data.draw(dags(rules))
    edges, chosen, teardown, setups = data.draw(scopes(names, edges, kinds, chosen))
    made = make(names, edges, kinds, chosen, ignores)
    flow = scoped(made, teardown, setups, data.draw(st.booleans()))
    return flow, (names, edges, kinds)


# `RANDOM_DAGS=5000 pytest tests/lower_flow/test_random.py` draws more, and other ones each time.
SETTINGS = settings(
    max_examples=int(os.environ.get("RANDOM_DAGS", "150")),
    derandomize="RANDOM_DAGS" not in os.environ,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
)


@SETTINGS
@given(st.data())
def test_the_tier_that_is_chosen_is_exact(data):
    flow, made = drawn(data, COMMON)
    flow.tier = choose_tier(ir.DagFile("dag.py", "", "ok", (flow.dag(),)), "auto", Sink())
    event(flow.tier)
    letters, values = data.draw(runs(*made[:3]))
    agree(flow, letters, values)


@SETTINGS
@given(st.data())
def test_the_rules_tier_is_exact_for_every_rule(data):
    flow, made = drawn(data, sorted(RULES - {"all_done_setup_success"}))
    flow.tier = "rules"
    letters, values = data.draw(runs(*made[:3]))
    agree(flow, letters, values)


@SETTINGS
@given(st.data())
def test_decisions_stay_plain_where_they_can(data):
    """A single decision, only the usual rules: rarely a reason for the rules tier."""
    made = data.draw(dags(["all_success"] * 3 + ["none_failed_min_one_success"]))
    deciders = [n for n, kind in made[2].items() if kind != "work"]
    assume(len(deciders) == 1)
    flow = make(*made)
    flow.tier = choose_tier(ir.DagFile("dag.py", "", "ok", (flow.dag(),)), "auto", Sink())
    event(flow.tier)
    letters, values = data.draw(runs(*made[:3]))
    agree(flow, letters, values)
