"""`xcom_pull` becomes a parameter."""

from dataclasses import replace

import pytest

from tests.lower_callables.building import Case, check, codes, fed

FORMS = [
    ('ti.xcom_pull(task_ids="extract")', "extract"),
    ('ti.xcom_pull("extract")', "extract"),
    ('ti.xcom_pull(key="rows", task_ids="extract")', "rows"),
    ('ti.xcom_pull("extract", None, "rows")', "rows"),
    ('ti.xcom_pull(task_ids="extract", dag_id="shop")', "extract"),
    ('ti.xcom_pull(task_ids="extract", key="return_value")', "extract"),
    ('ti.xcom_pull(task_ids="group.inner")', "inner"),
    ("ti.xcom_pull(task_ids=f\"ext{'r'}act\")", "extract"),
    ('ti.xcom_pull(task_ids="ext" + "ract")', "extract"),
    ('ti.xcom_pull(task_ids="{}act".format("extr"))', "extract"),
    ('context["ti"].xcom_pull(task_ids="extract")', "extract"),
    ('context["task_instance"].xcom_pull(task_ids="extract")', "extract"),
]


@pytest.mark.parametrize(("call", "name"), FORMS)
def test_forms(call, name):
    result = Case(f"def load(ti, **context):\n    return use({call})[0]").rewrite()
    if name is None:
        assert codes(result) == ["AP301"]
    else:
        assert result.source == f"def load({name}):\n    return use({name})[0]"
        assert codes(result) == []


def test_an_assignment_becomes_the_parameter():
    check(
        """
        def load(ti, ds):
            # rows of today
            rows = ti.xcom_pull(task_ids="extract")  # a list
            print(ds)
            return rows
        """,
        """
        def load(rows, ds):
            # rows of today
            # a list
            print(ds)
            return rows
        """.replace("rows, ds", "ds, rows"),
        feeds={"ds": "ds", "rows": "<extract>"},
    )


def test_an_annotation_moves_to_the_parameter():
    check(
        'def load(ti):\n    rows: list[int] = ti.xcom_pull(task_ids="extract")\n    return rows',
        "def load(rows: list[int]):\n    return rows",
    )


def test_a_name_that_is_bound_again_keeps_its_assignment():
    check(
        """
        def load(ti):
            rows = ti.xcom_pull(task_ids="extract")
            rows = [r for r in rows if r]
            return rows
        """,
        """
        def load(extract):
            rows = extract
            rows = [r for r in rows if r]
            return rows
        """,
    )


def test_an_assignment_in_a_branch_stays():
    check(
        """
        def load(ti, flag):
            if flag:
                rows = ti.xcom_pull(task_ids="extract")
            return rows
        """,
        """
        def load(flag, extract):
            if flag:
                rows = extract
            return rows
        """,
        op_kwargs={"flag": "True"},
    )


def test_the_same_pull_twice_is_one_parameter():
    check(
        """
        def load(ti):
            rows = ti.xcom_pull(task_ids="extract")
            print(ti.xcom_pull(task_ids="extract"), ti.xcom_pull(task_ids="extract", key="n"))
            return rows
        """,
        """
        def load(rows, n):
            print(rows, n)
            return rows
        """,
        feeds={"rows": "<extract>", "n": "<extract[n]>"},
    )


COLLISIONS = [
    ("def load(ti, extract):\n    return extract, {}", "extract_result"),
    ("def load(ti):\n    extract = 1\n    return extract, {}", "extract_result"),
    ("def load(ti):\n    return extract(1), {}", "extract_result"),
]


@pytest.mark.parametrize(("source", "name"), COLLISIONS)
def test_a_parameter_hides_nothing(source, name):
    case = Case(source.format('ti.xcom_pull("extract")'), op_kwargs={"extract": "1"})
    result = case.rewrite()
    assert name in result.parameters
    assert result.source.endswith(name)


def test_builtins_are_not_hidden():
    result = Case('def load(ti):\n    return ti.xcom_pull("extract", key="max")').rewrite()
    assert result.parameters == ("extract_max",)


def test_several_tasks_at_once():
    check(
        'def load(ti):\n    both = ti.xcom_pull(["extract", "transform"])\n    return both',
        "def load(both):\n    return both",
        feeds={"both": "[<extract>, <transform>]"},
    )
    check(
        'def load(ti):\n    both = ti.xcom_pull(["extract", "transform"])\n    return both',
        "def load(both):\n    return both",
        feeds={"both": "(<extract>, <transform>)"},
        major=1,
        args={"provide_context": "True"},
    )


def test_airflow_2_leaves_out_what_was_not_pushed():
    result = Case(
        'def load(ti):\n    return ti.xcom_pull(["extract", "transform"])', major=2
    ).rewrite()
    assert codes(result) == ["AP311"]


def test_ids_from_arguments_differ_by_task():
    case = Case(
        """
        def load(table, ti):
            rows = ti.xcom_pull(task_ids=f"extract_{table}")
            return rows
        """,
        upstream=("extract_a", "extract_b"),
        op_kwargs={"table": "'a'"},
        again=({"table": "'b'"},),
    )
    made = case.rewrite()
    assert made.source == "def load(table, rows):\n    return rows"
    assert fed(case, made, 0)["rows"] == "<extract_a>"
    assert fed(case, made, 1)["rows"] == "<extract_b>"


def test_an_id_from_a_local_constant():
    check(
        'def load(ti):\n    source = "extract"\n    return ti.xcom_pull(task_ids=source)',
        'def load(extract):\n    source = "extract"\n    return extract',
    )


UNTRACEABLE = [
    "ti.xcom_pull(task_ids=[find()])",
    'ti.xcom_pull(task_ids="extract", dag_id="other")',
    'ti.xcom_pull(task_ids="load")',
    'ti.xcom_pull(task_ids="extract", key=None)',
    'ti.xcom_pull(task_ids=["extract"], key=find())',
    'ti.xcom_pull(task_ids="extract", key=ti.queue)',
    'ti.xcom_pull(task_ids="extract", include_prior_dates=True)',
    'ti.xcom_pull(task_ids="extract", map_indexes=find())',
    "ti.xcom_pull(**options)",
    'XCom.get_one(task_id="extract")',
]


@pytest.mark.parametrize("call", UNTRACEABLE)
@pytest.mark.parametrize("major", [2, 3])
def test_untraceable_pulls_raise(call, major):
    result = Case(f"def load(ti):\n    return {call}", major=major).rewrite()
    assert codes(result) == ["AP301"]
    assert 'raise NotImplementedError("AP301 ' in result.source
    assert f"# return {call}" in result.source


@pytest.mark.parametrize("call", ["ti.xcom_pull()", 'ti.xcom_pull(key="rows")'])
def test_without_a_task_airflow_2_reads_any(call):
    result = Case(f"def load(ti):\n    return {call}", major=2).rewrite()
    assert codes(result) == ["AP301"]
    assert 'raise NotImplementedError("AP301 ' in result.source


@pytest.mark.parametrize("call", ["ti.xcom_pull()", 'ti.xcom_pull(key="rows")'])
def test_without_a_task_airflow_3_reads_its_own(call):
    result = Case(f"def load(ti):\n    return {call}").rewrite()
    assert result.source == "def load():\n    return None"
    assert codes(result) == ["AP301"]


def test_a_task_that_has_pushed_already_may_read_its_own():
    source = "def load(ti):\n    ti.xcom_push(key='a', value=1)\n    return ti.xcom_pull(key='a')"
    assert "raise NotImplementedError" in Case(source).rewrite().source


def test_a_task_that_only_the_run_knows_is_looked_up_among_those_upstream():
    case = Case("def load(ti):\n    return ti.xcom_pull(task_ids=find())")
    result = case.rewrite()
    assert result.source == "def load(results):\n    return results[find()]"
    assert codes(result) == ["AP301"]
    assert fed(case, result) == {
        "results": "{'extract': <extract>, 'transform': <transform>, 'group.inner': <group.inner>}"
    }


def test_a_key_that_only_the_run_knows_is_looked_up_in_all_that_was_pushed():
    case = Case('def load(ti):\n    return ti.xcom_pull("extract", key=find())')
    result = case.rewrite()
    assert result.source == "def load(extract_xcoms):\n    return extract_xcoms.get(find())"
    assert fed(case, result) == {"extract_xcoms": "<extract[\0every]>"}
    skipped = replace(case, tier="rules").rewrite()
    assert "(extract_xcoms or {}).get(find())" in skipped.source


def test_a_key_of_a_task_that_only_returns():
    source = 'def load(ti, name):\n    return ti.xcom_pull("quiet", key=name)'
    case = Case(source, quiet="def quiet():\n    return 1")
    assert fed(case, case.rewrite()) == {"quiet_xcoms": "{'return_value': <quiet>}"}


@pytest.mark.parametrize("call", ['"nobody"', '"extract", map_indexes=0'])
def test_what_no_task_has_is_none(call):
    result = Case(f"def load(ti):\n    return ti.xcom_pull({call})").rewrite()
    assert result.source == "def load():\n    return None"
    assert not result.manual


def test_a_list_with_an_unknown_task():
    case = Case('def load(ti):\n    return ti.xcom_pull(["extract", "nobody"])')
    assert fed(case, case.rewrite()) == {"extract_and_nobody": "[<extract>, None]"}
    older = replace(case, major=2)
    assert fed(older, older.rewrite()) == {"extract_and_nobody": "[<extract>]"}


ONE_OR_SEVERAL = [
    ("ti.xcom_pull(name)", "(results[name] if isinstance(name, str) else "),
    ('ti.xcom_pull(f"{name}")', 'results[f"{name}"]'),
    ("ti.xcom_pull(list(name))", "[results[one] for one in list(name)]"),
]


@pytest.mark.parametrize(("call", "expected"), ONE_OR_SEVERAL)
def test_a_task_id_or_a_list_of_them(call, expected):
    assert expected in Case(f"def load(ti, name):\n    return {call}").rewrite().source


def test_a_task_that_is_not_upstream():
    result = Case('def load(ti):\n    return ti.xcom_pull("late")', others=("late",)).rewrite()
    assert codes(result) == ["AP303"]
    assert result.source == "def load(late):\n    return late"


def test_a_default_counts_in_airflow_2_only():
    source = 'def load(ti):\n    return ti.xcom_pull("extract", default=0)'
    check(source, "def load(extract):\n    return (extract if extract is not None else 0)", major=2)
    check(source, "def load(extract):\n    return extract", "AP311", major=3)


def test_what_is_never_pushed_is_none():
    case = Case(
        'def load(ti):\n    return ti.xcom_pull("quiet", key="n"), ti.xcom_pull("start")',
        others=("start",),
        quiet="def quiet():\n    return 1",
    )
    made = case.rewrite()
    assert made.source == "def load():\n    return None, None"
    assert fed(case, made) == {}
    assert set(codes(made)) == {"AP301", "AP303"}
    assert not made.manual


def test_several_pulls_that_are_unpacked():
    check(
        """
        def load(ti):
            # both
            a, b = ti.xcom_pull(["extract", "transform"])
            return a + b
        """,
        """
        def load(a, b):
            # both
            return a + b
        """,
        feeds={"a": "<extract>", "b": "<transform>"},
    )


def test_a_loop_over_known_ids():
    check(
        """
        def load(ti):
            total = 0
            for name in ["a", "b"]:
                total += ti.xcom_pull(task_ids=f"extract_{name}")
            return total
        """,
        """
        def load(extract_results):
            total = 0
            for name in ["a", "b"]:
                total += extract_results[f"extract_{name}"]
            return total
        """,
        upstream=("extract_a", "extract_b"),
        feeds={"extract_results": "{'extract_a': <extract_a>, 'extract_b': <extract_b>}"},
    )


def test_a_comprehension_over_known_ids():
    check(
        "def load(ti):\n    return [ti.xcom_pull(task_ids=t, key='n') for t in ('a', 'b')]",
        "def load(results):\n    return [results[t] for t in ('a', 'b')]",
        upstream=("a", "b"),
        feeds={"results": "{'a': <a[n]>, 'b': <b[n]>}"},
    )


HELPERS = [
    ("def read(ti, name): return ti.xcom_pull(task_ids=name)", 'read(ti, "extract")', "extract"),
    ("def read(context): return context['ds'] + 'T'", "read(context)[0]", "(ds + 'T')[0]"),
    ("def read(**kwargs): return kwargs['ds']", "read(**context)", "ds"),
    ("def read(ti, key='n'): return ti.xcom_pull('extract', key=key)", "read(ti)", "n"),
]


@pytest.mark.parametrize(("helper", "call", "text"), HELPERS)
def test_small_helpers_that_get_the_context_are_written_out(helper, call, text):
    case = Case(f"def load(ti, **context):\n    return {call}", helpers=(helper,))
    made = case.rewrite()
    assert made.source.split("\n")[1] == f"    return {text}"
    assert codes(made) == []


def test_longer_helpers_are_not():
    helper = "def read(ti):\n    rows = ti.xcom_pull('extract')\n    return rows"
    made = Case("def load(ti):\n    return read(ti)", helpers=(helper,)).rewrite()
    assert codes(made) == ["AP308"]
    assert "# return read(ti)" in made.source


LOOPS = [
    "for t in {'a': 1, 'b': find()}",
    "for t, _ in {'a': 1, 'b': 2}.items()",
    "for t in sorted(['b', 'a'])",
    "for _, t in enumerate(('a', 'b'))",
]


@pytest.mark.parametrize("loop", LOOPS)
def test_what_loops_may_run_over(loop):
    case = Case(
        f"def load(ti):\n    return {{t: ti.xcom_pull(task_ids=t) {loop}}}", upstream=("a", "b")
    )
    made = case.rewrite()
    assert made.source.split("\n")[1] == f"    return {{t: results[t] {loop}}}"
    assert fed(case, made) == {"results": "{'a': <a>, 'b': <b>}"}
