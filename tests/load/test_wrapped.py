"""Callables under decorators of the user's: what is the function, and what is its name."""

from __future__ import annotations

import textwrap

import pytest

from translator.pipeline import translate_source

SOURCE = """
import functools
from datetime import datetime

from airflow.sdk import DAG, task

def wrapper(fn):
    WRAPS
    def inner(SIGNATURE):
        BODY
        return fn(*args, **kwargs)
    return inner

with DAG("d", schedule=None, start_date=datetime(2024, 1, 1)):
    @task
    @wrapper
    def load(x=1):
        return x

    load()
"""
WRAPS = "@functools.wraps(fn)"


def loaded(wraps=WRAPS, signature="*args, **kwargs", body="print(fn)"):
    source = SOURCE.replace("WRAPS", wraps).replace("SIGNATURE", signature).replace("BODY", body)
    (only,) = translate_source(textwrap.dedent(source)).file.dags[0].tasks
    assert only.function is not None
    return only.task_id, only.function.name


def test_a_wrapper_that_hands_everything_on():
    assert loaded() == ("load", "load")


@pytest.mark.parametrize(
    "changed",
    [
        {"body": "print(kwargs['ti'])"},
        {"body": "print(len(args))"},
        {"signature": "ti, *args, **kwargs"},
        {"signature": "*args, ds=None, **kwargs"},
    ],
)
def test_a_wrapper_that_looks_at_them_is_the_callable_under_the_name_it_took_over(changed):
    assert loaded(**changed) == ("load", "inner")


def test_without_wraps_the_wrapper_keeps_its_name():
    assert loaded(wraps="") == ("inner", "inner")
