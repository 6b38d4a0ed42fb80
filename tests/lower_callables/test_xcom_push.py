"""`xcom_push` becomes part of what the task returns."""

import pytest

from tests.lower_callables.building import Case, check, codes


def test_a_push_before_the_return():
    result = check(
        """
        def load(rows, ti):
            ti.xcom_push(key="count", value=len(rows))
            return [r * 2 for r in rows]
        """,
        """
        def load(rows):
            return {"return_value": [r * 2 for r in rows], "count": len(rows)}
        """,
    )
    assert result.keys == ("count",)


def test_a_push_without_a_return():
    check(
        """
        def load(ti):
            rows = read()
            ti.xcom_push("rows", rows)  # for the next
        """,
        """
        def load():
            rows = read()
            return {"rows": rows}  # for the next
        """,
    )


def test_several_pushes_without_a_return():
    check(
        """
        def load(**context):
            ti = context["ti"]
            # first
            ti.xcom_push(key="a", value=1)
            ti.xcom_push(key="b", value=(1, 2))
        """,
        """
        def load():
            # first
            return {"a": 1, "b": (1, 2)}
        """,
    )


def test_a_push_of_the_return_value_is_a_return():
    result = check(
        'def load(ti):\n    ti.xcom_push(key="return_value", value=5)',
        "def load():\n    return 5",
    )
    assert result.keys == ()


def test_a_value_is_computed_where_it_was():
    check(
        """
        def load(ti):
            ti.xcom_push("size", measure())
            work()
            return 1
        """,
        """
        def load():
            size = measure()
            work()
            return {"return_value": 1, "size": size}
        """,
    )


def test_calls_keep_their_order():
    check(
        """
        def load(ti):
            ti.xcom_push("first", one())
            return two()
        """,
        """
        def load():
            return {"first": one(), "return_value": two()}
        """,
    )


def test_a_value_that_changes_later_is_copied():
    result = check(
        """
        def load(ti):
            rows = []
            ti.xcom_push("before", rows)
            rows.append(1)
            return rows
        """,
        """
        def load():
            rows = []
            before = copy.deepcopy(rows)
            rows.append(1)
            return {"return_value": rows, "before": before}
        """,
    )
    assert [one.module for one in result.imports] == ["copy"]


def test_several_ways_out_fill_a_dict():
    check(
        """
        def load(ti, rows):
            \"\"\"Doc.\"\"\"
            if not rows:
                ti.xcom_push("state", "empty")
                return
            for row in rows:
                ti.xcom_push(key=f"row_{row}", value=row)
            return len(rows)
        """,
        """
        def load(rows):
            \"\"\"Doc.\"\"\"
            xcoms = {}
            if not rows:
                xcoms["state"] = "empty"
                return xcoms
            for row in rows:
                xcoms[f"row_{row}"] = row
            return {"return_value": len(rows), **xcoms}
        """,
        op_kwargs={"rows": "[]"},
    )


def test_the_end_of_the_function_is_a_way_out():
    check(
        """
        def load(ti, flag):
            if flag:
                ti.xcom_push("a", 1)
        """,
        """
        def load(flag):
            xcoms = {}
            if flag:
                xcoms["a"] = 1
            return xcoms
        """,
        op_kwargs={"flag": "1"},
    )


def test_returns_of_nested_functions_stay():
    check(
        """
        def load(ti):
            def inner():
                return 1
            ti.xcom_push("a", inner())
            return inner()
        """,
        """
        def load():
            def inner():
                return 1
            return {"a": inner(), "return_value": inner()}
        """,
    )


def test_a_push_inside_an_expression():
    check(
        "def load(ti):\n    [ti.xcom_push(k, v) for k, v in pairs()]\n    return 1",
        "def load():\n    xcoms = {}\n    [xcoms.update({k: v}) for k, v in pairs()]\n"
        '    return {"return_value": 1, **xcoms}',
    )


def test_a_lambda_that_pushes():
    check('lambda ti: ti.xcom_push(key="a", value=1)', 'def load():\n    return {"a": 1}')


def test_a_pulled_value_pushed_on():
    check(
        'def load(ti):\n    ti.xcom_push("n", len(ti.xcom_pull("extract")))',
        'def load(extract):\n    return {"n": len(extract)}',
    )


def test_what_was_pushed_before_a_skip_is_lost():
    result = Case(
        """
        def load(ti):
            ti.xcom_push("a", 1)
            raise AirflowSkipException("no")
        """
    ).rewrite()
    assert codes(result) == ["AP314"]


def test_a_return_annotation_that_is_no_longer_true_goes():
    check('def load(ti) -> None:\n    ti.xcom_push("a", 1)', 'def load():\n    return {"a": 1}')


@pytest.mark.parametrize("call", ["ti.xcom_push(**entry)", "ti.xcom_push('a')"])
def test_pushes_that_cannot_be_read_raise(call):
    result = Case(f"def load(ti):\n    {call}").rewrite()
    assert codes(result) == ["AP302"]
