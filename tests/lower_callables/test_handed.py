"""Functions that get the context from tasks take what they read of it instead."""

import pytest

from tests.helpers import check, check_noop, codes

EXTRACT = "def extract():\n    return [1]\n\n\n"


def tasks(*calls):
    """The two tasks of these tests."""
    return "\n".join(
        [
            "first = PythonOperator(task_id='extract', python_callable=extract)",
            "second = PythonOperator(task_id='load', python_callable=load)",
            "first >> second",
            *calls,
        ]
    )


def module(*functions):
    return EXTRACT + "\n\n\n".join(functions)


STEP = "def step(context):\n    return context['ti'].xcom_pull(task_ids='extract'), context['ds']"

CALLS = [
    "def load(**context):\n    x = step(context)\n    return x",
    "def load(**context):\n    x = step(context=context)\n    return x",
    "def load(**kwargs):\n    given = kwargs\n    x = step(given)\n    return x",
    "def load():\n    x = step(get_current_context())\n    return x",
]


@pytest.mark.parametrize("load", CALLS)
def test_ways_to_hand_on_the_context(load):
    written = module(STEP + "\n", load)
    before = "from airflow.sdk import get_current_context\n" + written.replace(
        "return c", "x = 1\n    return c"
    )
    made = check(
        tasks(),
        "def step(extract, ds):\n    x = 1\n    return extract, ds",
        "x = step(extract=extract, ds=ds)",
        before=before,
        diagnostics=(),
    )
    assert "context" not in (made.text or "")


def test_parameters_are_filled_from_the_stars():
    step = "def step(ds, ti, limit=3, **rest):\n    print(ds, rest['run_id'])\n    return limit"
    check(
        tasks(),
        "def step(ds, run_id, limit=3):",
        "step(ds=ds, run_id=run_id)",
        before=module(step, "def load(**context):\n    return step(**context)"),
    )


def test_a_pull_by_a_parameter_knows_all_calls():
    read = "def read(ti, name):\n    print(name)\n    return ti.xcom_pull(task_ids=name)"
    one = "def load(ti):\n    return read(ti, 'extract')"
    check(tasks(), "def read(name, extract):", before=module(read, one), diagnostics=())
    two = "def load(ti):\n    return [read(ti, 'extract'), read(ti, 'other')]"
    other = "PythonOperator(task_id='other', python_callable=extract) >> second"
    check(
        tasks(other),
        "def read(name, results):",
        "results[name]",
        '{"extract": extracted, "other": other_run}',
        before=module(read, two),
        diagnostics=(),
    )


def test_what_is_pushed_is_returned_by_the_task():
    push = "def note(ti, n):\n    ti.xcom_push('n', n)\n    ti.xcom_push(key='m', value=n + 1)"
    load = "def load(ti):\n    note(ti, 1)\n    return 5"
    check(
        tasks(),
        'def note(n, xcoms):\n    xcoms["n"] = n\n    xcoms["m"] = n + 1',
        "note(1, xcoms=xcoms)",
        'return {"return_value": 5, **xcoms}',
        before=module(push, load),
        diagnostics=(),
    )


def test_a_function_that_is_called_otherwise_too_stays_as_it_was():
    step = "def step(context):\n    print(1)\n    return context['ds']"
    load = "def load(**context):\n    return step(context) + step({'ds': 'x'})"
    check(
        tasks(),
        "def step(context):",
        "def step_2(ds):",
        'return step_2(ds=ds) + step({"ds": "x"})',
        before=module(step, load),
        diagnostics=(),
    )


def test_a_function_that_a_library_calls_with_the_context_is_refused():
    load = "def load(**context):\n    return len([unknown(context)])"
    made = check(tasks(), before=module(load))
    assert "AP308" in codes(made)


def test_a_function_that_calls_itself_with_the_context_is_refused():
    step = "def step(context, n):\n    return step(context, n - 1) if n else context['ds']"
    load = "def load(**context):\n    return step(context, 3)"
    made = check(tasks(), before=module(step, load))
    assert "AP308" in codes(made)


def test_what_a_function_cannot_do_turns_its_task_red():
    step = "def step(context):\n    print(1)\n    return context['conn']"
    load = "def load(**context):\n    return step(context)"
    made = check(tasks(), before=module(step, load))
    assert codes(made) == ["AP307"]
    assert made.tasks["example"]["load"].support == "manual"


def test_a_function_that_asks_for_the_context_and_is_no_ones_to_call_raises():
    day = "def day():\n    return get_current_context()['ds']"
    job = "class Job:\n    def run(self):\n        return day()"
    load = "def load():\n    return Job().run()"
    before = "from airflow.sdk import get_current_context\n" + module(day, job, load)
    check(tasks(), "AP204 day uses Airflow itself", before=before, diagnostics=("AP204",))


def test_functions_without_the_context_stay_word_for_word():
    step = "def step(rows, limit=1):\n    # what counts\n    return rows[:limit]"
    check_noop(tasks(), before=module(step, "def load():\n    return step([1, 2])"))
