"""Statements of the flow body: order, loops, joints, values; each against the whole text."""

# ruff: noqa: E501

from __future__ import annotations

import textwrap

import pytest

from tests.lower_flow.builder import SPAN, Flow, code, loop, xcom
from translator import ir
from translator.lower.flow.decisions import STANDARD
from translator.plan import Code

TABLES = ["a", "b", "c"]


def expect(flow: Flow, body: str) -> None:
    assert flow.text() == textwrap.dedent(body).strip()


def in_loop(flow, verb, index, *args, after=(), site, values=TABLES, **use):
    """One run of `verb` in `for table in TABLES`."""
    name = f"{verb}_{values[index]}"
    return flow.task(
        name,
        *(args or (code("table", loops=(100,)),)),
        define=f"{verb}_table",
        site=site,
        frames=(loop("table", values, index, source="TABLES"),),
        after=after,
        options={"name": code(f'f"{verb}_{{table}}"', loops=(100,))},
        **use,
    )


def test_values_are_arguments_and_the_rest_is_waited_for():
    flow = Flow()
    flow.task("extract")
    flow.task("transform", xcom("extract"))
    flow.task("load", xcom("transform"), after="extract")
    flow.task("notify", after=["load"])
    expect(
        flow,
        """
        extracted = extract.submit()
        transformed = transform.submit(extracted)
        loaded = load.submit(transformed, wait_for=[extracted])
        notified = notify.submit(wait_for=[loaded])
        return [notified]
        """,
    )


def test_statements_stand_after_what_they_need_else_in_source_order():
    flow = Flow()
    flow.task("last", after=["first"])
    flow.task("other")
    flow.task("first")
    expect(
        flow,
        """
        other_run = other.submit()
        first_run = first.submit()
        last_run = last.submit(wait_for=[first_run])
        return [last_run, other_run]
        """,
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("all_success", "wait_for=[loaded]"),
        ("none_failed", "wait_for=[loaded]"),
        ("all_done", "wait_for=[allow_failure(loaded)]"),
        ("always", ""),
    ],
)
def test_rules_of_the_plain_tier(rule, expected):
    flow = Flow()
    flow.task("load")
    flow.task("clean", after="load", rule=rule)
    assert f"cleaned = clean.submit({expected})" in flow.text()


def test_a_joint_vanishes():
    flow = Flow()
    flow.task("a")
    flow.task("b")
    flow.task("joint", define=None, after=["a", "b"])
    flow.task("c", after="joint")
    expect(
        flow,
        """
        a_run = a.submit()
        b_run = b.submit()
        c_run = c.submit(wait_for=[a_run, b_run])
        return [c_run]
        """,
    )


def test_a_joint_of_several_for_several_is_a_list():
    flow = Flow()
    flow.task("a")
    flow.task("b")
    flow.task("ready", define=None, after=["a", "b"])
    flow.task("c", after="ready")
    flow.task("d", after="ready", rule="all_done")
    expect(
        flow,
        """
        a_run = a.submit()
        b_run = b.submit()
        ready = [a_run, b_run]
        c_run = c.submit(wait_for=ready)
        d_run = d.submit(wait_for=[*map(allow_failure, ready)])
        return [c_run, d_run]
        """,
    )


def test_a_loop_stays_a_loop():
    flow = Flow()
    flow.task("start", define=None)
    flow.task("report", define="build_report")
    for index, table in enumerate(TABLES):
        load = in_loop(flow, "load", index, site=50, after="start")
        in_loop(flow, "check", index, site=51, after=load)
        flow.edge("report", f"check_{table}")
    expect(
        flow,
        """
        checked = []
        for table in TABLES:
            loaded = load_table.with_options(name=f"load_{table}").submit(table)
            checked.append(check_table.with_options(name=f"check_{table}").submit(table, wait_for=[loaded]))
        built = build_report.submit(wait_for=checked)
        return [*checked, built]
        """,
    )


def test_each_run_after_the_one_before():
    flow = Flow()
    before = flow.task("first")
    for index in range(3):
        before = in_loop(flow, "load", index, site=50, after=before)
    flow.task("last", after=before)
    expect(
        flow,
        """
        first_run = first.submit()
        previous = [first_run]
        for table in TABLES:
            loaded = load_table.with_options(name=f"load_{table}").submit(table, wait_for=previous)
            previous = [loaded]
        last_run = last.submit(wait_for=[loaded])
        return [last_run]
        """,
    )


def test_a_value_handed_from_run_to_run():
    flow = Flow()
    before = flow.task("begin")
    for index in range(3):
        before = in_loop(flow, "load", index, xcom(before), site=50)
    expect(
        flow,
        """
        begun = begin.submit()
        current = begun
        for table in TABLES:
            loaded = load_table.with_options(name=f"load_{table}").submit(current)
            current = loaded
        return [loaded]
        """,
    )


def test_a_loop_is_split_around_a_task_between_its_parts():
    flow = Flow()
    for index in range(3):
        in_loop(flow, "load", index, site=50)
        in_loop(flow, "check", index, site=51, after=f"load_{TABLES[index]}")
    flow.task("swap", after=[f"load_{t}" for t in TABLES])
    for table in TABLES:
        flow.edge(f"check_{table}", "swap")
    expect(
        flow,
        """
        loaded = {}
        for table in TABLES:
            loaded[table] = load_table.with_options(name=f"load_{table}").submit(table)
        swapped = swap.submit(wait_for=[*loaded.values()])
        checked = []
        for table in TABLES:
            checked.append(check_table.with_options(name=f"check_{table}").submit(table, wait_for=[loaded[table], swapped]))
        return checked
        """,
    )


def test_some_iterations_only():
    flow = Flow()
    for index, table in enumerate(TABLES):
        load = in_loop(flow, "load", index, site=50)
        if table == "b":
            in_loop(flow, "check", index, site=51, after=load)
    text = flow.text()
    assert "    if table == 'b':\n        checked.append(" in text
    assert "wait_for=[loaded_table]" in text or "wait_for=[loaded]" in text


def test_nested_loops():
    flow = Flow()
    for i, region in enumerate(["eu", "us"]):
        outer = loop("region", ["eu", "us"], i, site=1, source="REGIONS")
        name = code('f"open_{region}"', loops=(1,))
        flow.task(
            f"open_{region}", define="open_region", site=10, frames=(outer,), options={"name": name}
        )
        for j, day in enumerate([1, 2]):
            inner = loop("day", [1, 2], j, site=2, source="DAYS")
            flow.task(
                f"load_{region}_{day}",
                code("region", loops=(1,)),
                code("day", loops=(2,)),
                define="load_day",
                site=11,
                frames=(outer, inner),
                after=f"open_{region}",
                options={"name": code('f"load_{region}_{day}"', loops=(1, 2))},
            )
        flow.task(
            f"close_{region}",
            define="close_region",
            site=12,
            frames=(outer,),
            after=[f"load_{region}_{day}" for day in (1, 2)],
            options={"name": code('f"close_{region}"', loops=(1,))},
        )
    expect(
        flow,
        """
        all_loaded = []
        closed = []
        for region in REGIONS:
            opened = open_region.with_options(name=f"open_{region}").submit()
            loaded = []
            for day in DAYS:
                loaded_day = load_day.with_options(name=f"load_{region}_{day}").submit(region, day, wait_for=[opened])
                loaded.append(loaded_day)
                all_loaded.append(loaded_day)
            closed.append(close_region.with_options(name=f"close_{region}").submit(wait_for=loaded))
        return [*all_loaded, *closed]
        """,
    )


def test_irregular_edges_are_unrolled():
    flow = Flow()
    loads = [in_loop(flow, "load", index, site=50) for index in range(3)]
    flow.edge(loads[0], loads[2])
    expect(
        flow,
        """
        loaded_b = load_table.with_options(name='load_b').submit('b')
        loaded_c = load_table.with_options(name='load_c').submit('c')
        loaded_a = load_table.with_options(name='load_a').submit('a', wait_for=[loaded_c])
        return [loaded_a, loaded_b]
        """,
    )


def test_one_run_is_named_by_its_key():
    flow = Flow()
    for index in range(3):
        in_loop(flow, "load", index, site=50)
    flow.task("report", after="load_a")
    text = flow.text()
    assert "loaded[table] = load_table" in text
    assert "report.submit(wait_for=[loaded['a']])" in text


def test_literals_that_differ_by_iteration_are_the_target():
    flow = Flow()
    for index, table in enumerate(TABLES):
        in_loop(flow, "load", index, Code(f'"{table}"'), site=50)
    assert "submit(table)" in flow.text()


def test_an_unknown_loop_keeps_its_edges():
    flow = Flow()
    for index in range(2):
        frames = (loop("table", None, index, source="tables()"),)
        use = {"options": {"name": code('f"load_{table}"', loops=(100,))}}
        flow.task(f"load_{index}", define="load", site=5, frames=frames, **use)
    flow.task("report", after=["load_0", "load_1"])
    expect(
        flow,
        """
        loaded = []
        for table in tables():
            loaded.append(load.with_options(name=f"load_{table}").submit())
        reported = report.submit(wait_for=loaded)
        return [reported]
        """,
    )


def test_an_unknown_condition_stays_an_if():
    flow = Flow()
    condition = ir.Condition(7, ir.Expr("DEBUG", SPAN), True, SPAN)
    flow.task("load")
    flow.task("check", after="load", frames=(condition,))
    flow.task("report", after=["load", "check"])
    expect(
        flow,
        """
        loaded = load.submit()
        checked = []
        if DEBUG:
            checked.append(check.submit(wait_for=[loaded]))
        reported = report.submit(wait_for=[loaded, *checked])
        return [reported]
        """,
    )


def test_one_key_of_a_result_is_picked():
    flow = Flow()
    flow.task("transform", result="keys")
    flow.task("load", xcom("transform", "count"))
    expect(
        flow,
        """
        transformed = transform.submit()
        count = pick.submit(transformed, 'count')
        loaded = load.submit(count)
        return [loaded]
        """,
    )


def test_a_variable_hides_no_task_function():
    flow = Flow()
    flow.task("load", define="loaded")
    flow.task("check", after="load")
    assert flow.text().splitlines()[0].startswith("loaded_run = loaded.submit()")


def test_teardowns_are_no_leaves():
    flow = Flow()
    flow.task("create", task={"is_setup": True})
    flow.task("work", after="create")
    flow.task(
        "delete",
        after=["create", "work"],
        rule="all_done_setup_success",
        task={"is_teardown": True},
    )
    expect(
        flow,
        """
        created = create.submit()
        work_run = work.submit(wait_for=[created])
        deleted = delete.submit(wait_for=[created, allow_failure(work_run)])
        deleted.wait()
        return [work_run]
        """,
    )


def test_the_rules_tier_waits_for_everything_as_it_is():
    flow = Flow("rules")
    flow.task("load")
    flow.task("clean", after="load", rule="all_done")
    expect(
        flow,
        """
        loaded = load.submit()
        cleaned = clean.submit(wait_for=[loaded])
        return [cleaned]
        """,
    )


def test_decisions_of_the_rules_tier():
    flow = Flow("rules")
    flow.task("choose", decides="branch")
    flow.task("a", after="choose")
    flow.task("b", after="choose")
    flow.task("join", after=["a", "b", "choose"], rule="all_done")
    expect(
        flow,
        """
        picked = choose.submit()
        a_run = a.submit(wait_for=[chosen(picked, 'a')])
        b_run = b.submit(wait_for=[chosen(picked, 'b')])
        joined = join.submit(wait_for=[chosen(picked, 'join', 'a', 'b'), a_run, b_run])
        return [joined]
        """,
    )


def test_a_short_circuit_reaches_relaxed_rules_at_a_distance():
    flow = Flow("rules")
    flow.task("check", decides="short_circuit")
    flow.task("a", after="check")
    flow.task("b")
    flow.task("join", after=["a", "b"], rule="all_done")
    assert (
        "joined = join.submit(wait_for=[a_run, b_run, passed(checked, upstream=False)])"
        in flow.text()
    )


def test_a_task_at_the_end_that_looks_for_failures():
    flow = Flow()
    flow.task("load")
    flow.task("check")
    flow.task("alert", after=["load", "check"], rule="one_failed")
    expect(
        flow,
        """
        loaded = load.submit()
        checked = check.submit()
        alerted = []
        for ended in as_completed([loaded, checked]):
            ended.wait()
            if not ended.state.is_completed():
                alerted.append(alert.submit())
                break
        return alerted
        """,
    )


def test_a_task_at_the_end_that_looks_whether_all_failed():
    flow = Flow()
    flow.task("load")
    flow.task("check")
    flow.task("alert", after=["load", "check"], rule="all_failed")
    expect(
        flow,
        """
        loaded = load.submit()
        checked = check.submit()
        alerted = []
        ended = [loaded, checked]
        wait(ended)
        if all(not one.state.is_completed() for one in ended):
            alerted.append(alert.submit())
        return alerted
        """,
    )


def test_the_flow_ends_after_what_an_early_alert_did_not_wait_for():
    flow = Flow()
    flow.task("load")
    flow.task("check", after=["load"])
    flow.task("copy_it")
    flow.task("alert", after=["check", "copy_it"], rule="one_failed")
    expect(
        flow,
        """
        loaded = load.submit()
        checked = check.submit(wait_for=[loaded])
        copied = copy_it.submit()
        alerted = []
        for ended in as_completed([checked, copied]):
            ended.wait()
            if not ended.state.is_completed():
                alerted.append(alert.submit())
                break
        checked.wait()
        return alerted
        """,
    )


def branch_function(name, source):
    return {
        "operator": f"{STANDARD}.operators.python.BranchPythonOperator",
        "function": ir.Function(name, "", SPAN, source),
    }


def test_a_branch_is_an_if():
    flow = Flow()
    source = "def choose():\n    return 'a' if x else 'b'\n"
    flow.task("choose", decides="branch", task=branch_function("choose", source), result="keys")
    flow.task("a", after="choose")
    flow.task("b", after="choose")
    flow.task("other")
    flow.task("join", after=["a", "b"], rule="none_failed_min_one_success")
    expect(
        flow,
        """
        other_run = other.submit()
        picked = choose(return_state=True)
        path = picked.result()["return_value"] if picked.is_completed() else None
        taken = []
        if path == 'a':
            taken.append(a.submit(wait_for=[picked]))
        elif path == 'b':
            taken.append(b.submit(wait_for=[picked]))
        joined = join.submit(wait_for=[picked, *taken])
        return [other_run, joined]
        """,
    )


def test_an_async_branch_is_submitted():
    flow = Flow()
    source = "async def choose():\n    return 'a' if x else None\n"
    task = branch_function("choose", source)
    flow.task("choose", decides="branch", task=task, source=source)
    flow.task("a", after="choose")
    expect(
        flow,
        """
        picked = choose.submit()
        picked.wait()
        path = picked.result() if picked.state.is_completed() else None
        taken = []
        if path == 'a':
            taken.append(a.submit(wait_for=[picked]))
        return [picked, *taken]
        """,
    )


def test_a_circle_raises():
    flow = Flow()
    flow.task("a")
    flow.task("b", after="a")
    flow.edge("a", "b")
    assert flow.text().startswith("raise NotImplementedError('AP113")


def unknown_loop(flow, name, index, **options):
    frames = (loop("table", None, index, source="tables()"),)
    flow.task(f"{name}_{index}", define=name, site=5, frames=frames, **options)


def test_an_unknown_loop_hands_on_to_its_next_run():
    flow = Flow()
    flow.task("start")
    for index in range(2):
        unknown_loop(flow, "load", index, after="start")
    flow.edge("load_1", "load_0")
    expect(
        flow,
        """
        started = start.submit()
        previous = []
        for table in tables():
            loaded = load.submit(wait_for=[started, *previous])
            previous = [loaded]
        return [*previous, started]
        """,
    )


def test_what_stands_before_an_unknown_loop_is_no_leaf_where_a_rule_looks_past_it():
    flow = Flow()
    flow.task("start")
    for index in range(2):
        unknown_loop(flow, "load", index, after="start")
    flow.task("clean", after=["load_0", "load_1"], rule="all_done")
    assert flow.text().endswith("return [cleaned]")


def test_an_unknown_loop_with_irregular_edges_raises():
    flow = Flow()
    for index in range(2):
        unknown_loop(flow, "load", index)
    flow.edge("load_0", "load_1")
    assert flow.text().startswith("raise NotImplementedError('AP404")
    assert [one.code for one in flow.sink] == ["AP404"]
