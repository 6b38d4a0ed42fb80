"""What tests of every part share: translate a small DAG, and compare what comes out.

`check` and `check_noop` take the body of a DAG; imports that most DAGs need are there already.
"""

from __future__ import annotations

import textwrap

from translator import TranslateOptions, Translation, translate_source

HEADER = """\
from datetime import datetime, timedelta

from airflow.sdk import DAG, chain, cross_downstream, task, task_group
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import (
    BranchPythonOperator,
    PythonOperator,
    ShortCircuitOperator,
)

"""


def dag_source(body: str, before: str = "", arguments: str = "schedule=None") -> str:
    """A DAG file: imports, `before`, and `body` inside `with DAG("example", ...)`."""
    inside = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    head = textwrap.dedent(before).strip()
    gap = "\n\n\n" if head else ""
    return f'{HEADER}{head}{gap}with DAG("example", {arguments}):\n{inside}\n'


def translated(source: str, path: str = "example.py", **options: object) -> Translation:
    """The translation of a whole DAG file; one that failed is a failed test."""
    result = translate_source(
        textwrap.dedent(source),
        path,
        options=TranslateOptions(**options),  # type: ignore[arg-type]
    )
    assert result.text is not None, explain(result)
    return result


def explain(result: Translation) -> str:
    """Everything there is to say about a translation that went wrong."""
    found = "\n".join(str(one) for one in result.diagnostics)
    return f"{result.status}\n{found}\n{result.traceback or ''}"


def codes(result: Translation) -> list[str]:
    """The codes of its diagnostics, sorted, each once."""
    return sorted({one.code for one in result.diagnostics})


def check(
    body: str,
    *expected: str,
    before: str = "",
    arguments: str = "schedule=None",
    diagnostics: tuple[str, ...] | None = None,
) -> Translation:
    """Each of `expected` (dedented) is part of the output; the codes are exactly `diagnostics`."""
    result = translated(dag_source(body, before, arguments))
    for part in expected:
        wanted = textwrap.dedent(part).strip("\n")
        assert wanted in (result.text or ""), f"missing:\n{wanted}\n\nin:\n{result.text}"
    if diagnostics is not None:
        assert codes(result) == sorted(set(diagnostics)), explain(result)
    return result


def check_noop(body: str, *absent: str, before: str = "") -> Translation:
    """None of `absent` is in the output: the construct asks for nothing in Prefect."""
    result = translated(dag_source(body, before))
    for part in absent:
        assert part not in (result.text or ""), f"found {part!r} in:\n{result.text}"
    return result
