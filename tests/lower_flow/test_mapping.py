"""Mapped tasks of both tiers as text."""

from __future__ import annotations

import pytest

from tests.helpers import dag_source, translated

BEFORE = """
@task
def names():
    return ["a", "b"]

@task
def sizes(n=1):
    return {"a": n}

@task
def pair(a):
    return a

@task
def load(name, size=1):
    return name

@task
def quiet(name):
    if name:
        return name

@task
def collect(rows):
    return list(rows)
"""


def text_of(body: str, **options: object) -> str:
    result = translated(dag_source(body, BEFORE), **options)
    assert [one for one in result.diagnostics if one.code.startswith("AP9")] == []
    return (result.text or "").partition("@flow")[2]


CASES = [
    ("load.expand(name=['a'])", ["load.map(['a'])"], ["load.map(['a'])"]),
    (
        "load.partial(size=[1]).expand(name=['a'])",
        ["load.map(['a'], size=unmapped([1]))"],
        ["load.map(['a'], size=unmapped([1]))"],
    ),
    (
        "load.partial(size=2).expand(name=names())",
        [
            "names_run.wait()",
            "load.map(names_run, size=2) if names_run.state.is_completed() else []",
            "return [names_run, *loaded]",
        ],
        ["load.map(names_run, size=unmapped(2))"],
    ),
    (
        "load.expand(name=['a'], size=[1, 2])",
        ["for name, size in itertools.product(['a'], [1, 2])", "load.submit(name=name, size=size)"],
        ["load.map(['a'], size=[1, 2])"],
    ),
    (
        "load.expand(name=sizes())",
        ["load.map(list(sizes_run.result().items()))"],
        ["load.map(sizes_run)"],
    ),
    (
        "load.expand_kwargs([{'name': 'a'}])",
        ["load.submit(**kwargs) for kwargs in [{'name': 'a'}]"],
        ["load.map_kwargs([{'name': 'a'}])"],
    ),
    (
        "collect(load.expand(name=['a']))",
        ["collect.submit(loaded)"],
        ["collect.submit(loaded)"],
    ),
    (
        "collect(quiet.expand(name=['a']))",
        ["pushed = pushed_only.submit(quiet_run)", "collect.submit(pushed)"],
        ["collect.submit(quiet_run)"],
    ),
    (
        "collect(load.expand(name=names()))",
        ["if loaded:", "taken.append(collect.submit(loaded))", "return [names_run, *taken]"],
        ["collect.submit(loaded)"],
    ),
    (
        "load.override(task_id='again').expand(name=load.expand(name=['a']))",
        ["map(loaded, wait_for=loaded)"],
        ["map(loaded)"],
    ),
    (
        "load.expand(name=[sizes(), sizes()])",
        ["load.map([sizes_run, sizes__1_run])", "and sizes__1_run.state.is_completed()"],
        ["load.map([sizes_run, sizes__1_run])"],
    ),
    (
        "pair.expand_kwargs(sizes.expand(n=[1]))",
        ["pair.map_kwargs(sizes_run)"],
        ["pair.map_kwargs(sizes_run)"],
    ),
]


@pytest.mark.parametrize(("body", "plain", "rules"), CASES, ids=[case[0] for case in CASES])
def test_mapped_tasks(body, plain, rules):
    text = flat(text_of(body))
    for part in plain:
        assert flat(part) in text, text
    text = flat(text_of(body, tier="rules"))
    assert any(flat(part) in text for part in rules), text


def found_in(body):
    result = translated(dag_source(body, BEFORE))
    return [(one.code, one.message.partition(": ")[2]) for one in result.diagnostics]


GROUP = """
@task_group
def group(name):
    return load(name)
"""


def test_over_the_runs_in_a_mapped_group_airflow_never_runs():
    body = GROUP + "again = load.override(task_id='again')\n"
    for mapped in ("expand(name=made)", "expand_kwargs(made)"):
        found = found_in(body + f"made = group.expand(name=['a'])\nagain.{mapped}")
        assert ("AP401", NEVER) in found, mapped


NEVER = "over 'group.load' of a mapped group, where Airflow never runs it"


def test_a_group_over_a_list_with_results_in_it_raises():
    found = found_in(GROUP + "group.expand(name=[load('a')])")
    assert "AP206" in [code for code, _ in found]


def flat(text: str) -> str:
    """Without line breaks, and with one kind of quotes."""
    return "".join(text.replace("'", '"').split()).replace(",)", ")").replace(",]", "]")
