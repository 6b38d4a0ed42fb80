"""`translator.graph`: what the edges of a DAG say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from translator import ir
from translator.diagnostics import Span
from translator.graph import DagGraph
from translator.graph_exports import EXPORTS, dag_json, file_json

SPAN = Span("dag.py", 3)


def dag(edges: str, groups: tuple[ir.Group, ...] = (), **tasks: dict[str, object]) -> ir.Dag:
    """`edges`: "a>b a>c"; tasks are created in the order in which they are mentioned."""
    pairs = [pair.split(">") for pair in edges.split()]
    names = list(dict.fromkeys([*tasks, *(name for pair in pairs for name in pair)]))
    made = tuple(ir.Task(n, "op", SPAN, i, **tasks.get(n, {})) for i, n in enumerate(names))  # type: ignore[arg-type]
    found = tuple(ir.Edge(*pair) for pair in pairs if len(pair) == 2)
    return ir.Dag("d", SPAN, ir.Schedule("cron", "0 0 * * *"), made, found, groups)


def test_order_is_topological_and_then_by_creation():
    assert DagGraph(dag("c>a b>a")).order() == ["c", "b", "a"]


def test_a_cycle_is_named():
    graph = DagGraph(dag("a>b b>a"))
    assert graph.cycle() == ["a", "b"]
    with pytest.raises(ValueError, match="cycle"):
        graph.order()


def test_reachability():
    graph = DagGraph(dag("a>b b>c d>c"))
    assert graph.ancestors("c") == {"a", "b", "d"}
    assert graph.descendants("a") == {"b", "c"}
    assert graph.upstream("c") == ["b", "d"]


@pytest.mark.parametrize(
    ("tasks", "expected"),
    [
        ({}, ["t"]),
        ({"t": {"is_teardown": True}}, ["w"]),
        ({"t": {"is_teardown": True, "on_failure_fail_dagrun": True}}, ["t"]),
    ],
)
def test_effective_leaves(tasks, expected):
    assert DagGraph(dag("s>w w>t", **tasks)).effective_leaves() == expected


def test_a_dag_of_teardowns_has_leaves():
    assert DagGraph(dag("t", t={"is_teardown": True})).effective_leaves() == ["t"]


def test_group_roots_and_leaves():
    groups = (ir.Group("g", None, SPAN), ir.Group("g.h", "g", SPAN))
    tasks = {"a": {"group": "g"}, "b": {"group": "g.h"}, "t": {"group": "g", "is_teardown": True}}
    graph = DagGraph(dag("x>a a>b b>t b>y", groups, **tasks))
    assert graph.members("g") == ["a", "b", "t"]
    assert graph.group_roots("g") == ["a"]
    assert graph.group_leaves("g") == ["b"]
    assert [group.group_id for group in graph.enclosing("g.h")] == ["g", "g.h"]


def test_setups_in_scope():
    tasks = {"s": {"is_setup": True}, "t": {"is_teardown": True}}
    graph = DagGraph(dag("s>w w>t s>t w>after t>after", **tasks))
    assert graph.setups_of("w") == ["s"]
    assert graph.setups_of("after") == []
    assert graph.setups_of("t") == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("all_success", {"a", "c"}),
        ("none_failed", {"a"}),
        ("none_failed_min_one_success", {"a"}),
        ("all_done", {"a"}),
        ("none_skipped", {"a", "c"}),
        ("one_failed", {"a", "c"}),
    ],
)
def test_may_skip_follows_the_rules(rule, expected):
    graph = DagGraph(dag("a>c b>c", c={"trigger_rule": rule}))
    assert graph.may_skip(["a"]) == expected


def test_json():
    tasks = {"a": {"retries": 2, "group": "g"}}
    file = ir.DagFile("dag.py", "", "ok", (dag("a>b", **tasks),))
    [found] = file_json(file)["dags"]
    assert found["schedule"] == {"kind": "cron", "value": "0 0 * * *"}
    assert found["edges"] == [["a", "b"]]
    assert found["tasks"][0] == {
        "task_id": "a",
        "operator": "op",
        "trigger_rule": "all_success",
        "retries": 2,
        "mapped": False,
        "group": "g",
        "line": 3,
    }


def test_schedules_have_a_json_form():
    assets = ir.AssetRef("all", members=(ir.AssetRef("asset", "a", "s3://a"),))
    shown = ir.Dag("d", SPAN, ir.Schedule("assets", assets))
    assert dag_json(shown)["schedule"]["value"]["members"][0]["uri"] == "s3://a"


@pytest.mark.parametrize(
    ("kind", "part"),
    [("mermaid", 't0["a"]'), ("dot", '"a" -> "b";'), ("text", "  b <- a")],
)
def test_exports(kind, part):
    assert part in EXPORTS[kind](dag("a>b"))


def test_mermaid_groups_are_subgraphs():
    groups = (ir.Group("g", None, SPAN),)
    shown = EXPORTS["mermaid"](dag("a>b", groups, a={"group": "g"}))
    assert 'subgraph g0["g"]\n    t0["a"]\n  end' in shown


def test_an_edge_under_a_condition_is_dashed():
    test = ir.Expr("FULL", SPAN)
    plain = dag("a>b")
    way = (ir.Condition(1, test, False, SPAN),)
    shown = replace(plain, edges=(replace(plain.edges[0], when=(way,)),))
    assert "t0 -.->|not (FULL)| t1" in EXPORTS["mermaid"](shown)
    assert '"a" -> "b" [label="not (FULL)", style=dashed];' in EXPORTS["dot"](shown)


def test_what_may_end_the_graph_where_a_condition_does_not_hold():
    test = ir.Expr("FULL", SPAN)
    yes, no = (ir.Condition(1, test, branch, SPAN) for branch in (True, False))
    two = dag("a>b a>c", b={"frames": (yes,)}, c={"frames": (no,)}, a={"frames": ()})
    one = dag("a>b", b={"frames": (yes,)}, a={"frames": ()})
    assert DagGraph(one).possible_leaves() == ["a"]
    assert DagGraph(two).possible_leaves() == []
