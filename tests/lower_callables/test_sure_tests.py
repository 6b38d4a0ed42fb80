"""Tests of the context that have one outcome only."""

from __future__ import annotations

import textwrap

import pytest

from tests.helpers import dag_source, translated


def body_of(body, parameters="**kwargs", **options):
    """The body of the task that such a callable becomes."""
    before = f"def work({parameters}):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
    result = translated(
        dag_source(
            "PythonOperator(task_id='t', python_callable=work, op_kwargs={'mine': 1})", before
        ),
        **options,
    )
    assert result.text is not None
    after = result.text.partition("def work(")[2].partition("\n@flow")[0]
    return textwrap.dedent(after.partition("\n")[2]).strip()


SURE = {
    "a key of the context": (
        "return kwargs['ds'] if 'ds' in kwargs else ''",
        "return ds",
    ),
    "a key that is not there": ("return 1 if 'other' in kwargs else 2", "return 2"),
    "an argument of the task's own": (
        "if 'mine' in kwargs:\n    print(kwargs['mine'])",
        'print(kwargs["mine"])',
    ),
    "not in": ("if 'ds' not in kwargs:\n    raise ValueError\nreturn kwargs['ds']", "return ds"),
    "an object": ("ti = kwargs['ti']\nif ti:\n    return ti.task_id", 'return "t"'),
    "is not None": (
        "ti = kwargs.get('ti')\nif ti is not None:\n    # said\n    return ti.task_id",
        '# said\nreturn "t"',
    ),
    "and": (
        "run = kwargs.get('dag_run')\nreturn run and run.run_id",
        "return run_id",
    ),
    "beside a real test": (
        "ti = kwargs.get('ti')\nif kwargs['mine'] and ti is not None:\n    return ti.task_id",
        'if mine:\n    return "t"',
    ),
    "after a return nothing is left": (
        "if 'ti' in kwargs:\n    return kwargs['ds']\nreturn open(kwargs)",
        "return ds",
    ),
    "elif": (
        "if kwargs['mine'] > 1:\n    return 1\nelif kwargs:\n    return 2\nelse:\n    return 3",
        'if kwargs["mine"] > 1:\n    return 1\nelse:\n    return 2',
    ),
    "the first of a chain": (
        "if kwargs['ti'] is None:\n    return 1\nelif kwargs['mine']:\n    return 2",
        'if kwargs["mine"]:\n    return 2',
    ),
    "nothing is left": (
        "for _ in '12':\n    if not kwargs:\n        return 1\nreturn kwargs['ds']",
        'for _ in "12":\n    pass\nreturn ds',
    ),
    "a value": ("return [kwargs['ti'] is None, kwargs['ds']]", "return [False, ds]"),
}


@pytest.mark.parametrize(("body", "expected"), SURE.values(), ids=SURE)
def test_sure(body, expected):
    assert body_of(body) == expected


OPEN = {
    "a value of the run": "if kwargs['params']:\n    return 1",
    "a value that may be None": "if kwargs['dag_run'].conf is None:\n    return 1",
    "a key that Airflow 3 has no more": "return 1 if 'execution_date' in kwargs else 2",
    "a key that some versions have": "return 1 if 'conn' in kwargs else 2",
}


@pytest.mark.parametrize("body", OPEN.values(), ids=OPEN)
def test_open(body):
    assert "if " in body_of(body)


def test_kwargs_lack_what_is_a_parameter():
    assert body_of("return [ds, 'ds' in kwargs]", "ds, **kwargs") == "return [ds, False]"


def test_what_a_mapping_brings_is_not_known_by_name():
    before = "def work(**kwargs):\n    return 1 if 'label' in kwargs else kwargs['ds']\n"
    mapped = (
        "PythonOperator.partial(task_id='t', python_callable=work).expand(op_kwargs=[{'label': 1}])"
    )
    result = translated(dag_source(mapped, before))
    assert result.status == "needs_review"
    assert result.text is not None
    assert "if 'label' in kwargs" in result.text.replace('"', "'")
