"""Read a DAG file given as text."""

import textwrap

from translator.diagnostics import Sink
from translator.load import LoadOptions, SourceFile, SourceTree, load_file

HEAD = """\
from datetime import datetime, timedelta
import os
import pendulum
from airflow.models import Variable
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import PythonOperator
from airflow.sdk import DAG, Asset, AssetAlias, BaseOperator, CronTriggerTimetable
from airflow.sdk import Label, Param, TaskGroup, asset, chain, chain_linear, dag, setup, task
from airflow.sdk import task_group, teardown
from dateutil.relativedelta import relativedelta


def empty(task_id, **kwargs):
    return EmptyOperator(task_id=task_id, **kwargs)


"""


def read(text, *, head=HEAD, path="dags/example.py", texts=None, **options):
    """The `ir.DagFile` of a text below the usual imports, and its diagnostics."""
    sink = Sink()
    source = SourceFile(path, head + textwrap.dedent(text))
    found = load_file(source, SourceTree(None, texts or {}), sink, LoadOptions(**options))
    return found, sink.sorted()


def read_dag(text, **options):
    """The only DAG of a text about which there is nothing to say."""
    found, said = read(text, **options)
    assert [str(one) for one in said if one.level > 1] == []
    (dag,) = found.dags
    return dag


def inside(body, arguments="schedule=None"):
    """`body` in a `with DAG`."""
    return f'with DAG("example", {arguments}) as dag_:\n' + textwrap.indent(
        textwrap.dedent(body), "    "
    )


def edges(dag):
    return [(edge.up, edge.down) for edge in dag.edges]


def codes(said):
    return [one.code for one in said]
