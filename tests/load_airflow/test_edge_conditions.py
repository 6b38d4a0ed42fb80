"""Edges that hold under conditions which only a run can tell."""

import pytest

from tests.load_airflow.reading import codes, inside, read
from translator import ir
from translator.graph_exports import condition_text, dag_json

MADE = 'a, b, c = empty("a"), empty("b"), empty("c")\n'
CASES = [
    ("if X:\n    a >> b", {"ab": "X"}),
    ("if X:\n    a >> b\nelse:\n    a >> c", {"ab": "X", "ac": "not (X)"}),
    ("if X:\n    a >> b\nelse:\n    a >> b", {"ab": ""}),
    ("if X:\n    a >> b\na >> b", {"ab": ""}),
    ("a >> b\nif X:\n    a >> b", {"ab": ""}),
    ("if X:\n    a >> b\nif Y:\n    a >> b", {"ab": "X or Y"}),
    ("if X:\n    if Y:\n        a >> b", {"ab": "X and Y"}),
    ("if X:\n    if X:\n        a >> b\n    else:\n        a >> c", {"ab": "X"}),
    ("if X:\n    if Y:\n        a >> b\n    else:\n        a >> b", {"ab": "X"}),
    ("(a if X else b) >> c", {"ac": "X", "bc": "not (X)"}),
    ("c << [a if X else b]", {"ac": "X", "bc": "not (X)"}),
    ("chain(a if X else b, c)", {"ac": "X", "bc": "not (X)"}),
    ("c.set_upstream(a if X else b)", {"ac": "X", "bc": "not (X)"}),
    ("one, two = (a, b) if X else (b, c)\none >> two", {"ab": "X", "bc": "not (X)"}),
    ('if X:\n    d = empty("d")\n    a >> d', {"ad": ""}),
    ('if X:\n    d = empty("d")\nif X:\n    a >> d', {"ad": ""}),
    ('if X:\n    d = empty("d")\n    if Y:\n        a >> d', {"ad": "X and Y"}),
    ("last = a\nif X:\n    last = b\nlast >> c", {"ac": "not (X)", "bc": "X"}),
    ("def f():\n    if X:\n        return\n    a >> b\nf()", {"ab": "not (X)"}),
]


def dag_of(body):
    head = 'X = Variable.get("x")\nY = Variable.get("y")\n'
    found, said = read(head + inside(MADE + body))
    return found.dags[0], said


@pytest.mark.parametrize(("body", "wanted"), CASES)
def test_an_edge_knows_its_conditions(body, wanted):
    dag, said = dag_of(body)
    assert {edge.up + edge.down: condition_text(edge) for edge in dag.edges} == wanted
    assert set(codes(said)) <= {"AP105", "AP112"}
    assert not any(wanted.values()) or "AP105" in codes(said)


def test_the_loop_around_a_condition_is_known():
    dag, _ = dag_of("for one in (a, b):\n    if X:\n        one >> c")
    kinds = [[type(frame) for frame in way] for edge in dag.edges for way in edge.when]
    assert kinds == [[ir.Loop, ir.Condition]] * 2


def test_the_graph_shows_the_condition():
    dag, _ = dag_of("if X:\n    a >> b\nb >> c")
    assert dag_json(dag)["conditional_edges"] == [{"edge": ["a", "b"], "when": "X"}]
