"""A name that the user's code and an import of ours both want."""

import pytest

from translator.lower.module.conflicts import resolve_conflicts
from translator.plan import Flow, FlowParameter, Import, Line, Module, TaskDef

DATETIME = Import("datetime", "datetime")
WAIT = Import("prefect.futures", "wait")

SOURCES = [
    ("return datetime.now()", "return datetime.datetime.now()"),
    (
        "return datetime.combine(datetime.date(2024, 1, 1), datetime.time())",
        "return datetime.datetime.combine(datetime.date(2024, 1, 1), datetime.time())",
    ),
    ("return isinstance(x, datetime)", "return isinstance(x, datetime.datetime)"),
    ("return f(datetime=1) or x.datetime", "return f(datetime=1) or x.datetime"),
]


@pytest.mark.parametrize(("body", "expected"), SOURCES)
def test_our_class_is_read_from_the_users_module(body, expected):
    task = TaskDef("t", body, imports=frozenset({DATETIME}), names=frozenset({"datetime"}))
    module = Module("x.py", None, tasks=(task,), imports=frozenset({Import("datetime")}))
    found = resolve_conflicts(module, frozenset({"datetime"})).tasks[0]
    assert found.source == expected
    assert found.imports == frozenset()


def test_our_function_gets_an_alias_when_the_user_has_one_of_that_name():
    flow = Flow("x", "x", (Line("wait([a])"),), imports=frozenset({WAIT}))
    found = resolve_conflicts(Module("x.py", None, flows=(flow,)), frozenset({"wait"})).flows[0]
    assert found.body[0].text == "prefect_wait([a])"
    assert found.imports == {Import("prefect.futures", "wait", "prefect_wait")}


def test_parameters_of_the_flow_follow():
    parameter = FlowParameter("day", "datetime | None", "None", frozenset({DATETIME}))
    flow = Flow("x", "x", (), (parameter,))
    module = Module("x.py", None, flows=(flow,), imports=frozenset({Import("datetime")}))
    found = resolve_conflicts(module, frozenset({"datetime"})).flows[0]
    assert found.parameters[0].annotation == "datetime.datetime | None"


def test_without_a_conflict_nothing_changes():
    flow = Flow("x", "x", (Line("wait([a])"),), imports=frozenset({WAIT}))
    module = Module("x.py", None, flows=(flow,))
    assert resolve_conflicts(module, frozenset({"other"})) == module
