"""Templates that hypothesis draws: what is compiled gives what Airflow's own templater gives.

A template that Airflow can't render must fail in the task, too, and not in the flow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from airflow.sdk.definitions._internal.templater import Templater, create_template_env
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.lower_operators import test_templates as known
from translator.lower.templates.compiler import Untranslatable

TEXTS = ["a", "Ab c", " x ", "it's", '"q"', "{", "}", "%", "\\n", "#", "a\n", "\n", "-", "ünï", "1"]

ATOMS = {
    "text": [
        *(
            "ds",
            "ds_nodash",
            "ts",
            "ts_nodash",
            "next_ds",
            "run_id",
            "dag_run.run_id",
            "dag.dag_id",
        ),
        *("params.table", "params['table']", "params.get('table', 'no')", "dag_run.conf.k"),
        *("ti.xcom_pull('up').b", "task_instance.xcom_pull('up', key='path')", "task.task_id"),
        *("var.value.bucket", "var.json.settings.name", "macros.ds_add(ds, 1)", "''", "'aB c'"),
        *("macros.ds_format(ds, '%Y-%m-%d', '%d')", "'%s'", "'{}'", "'a-b'", '"it\'s"'),
    ],
    "number": [
        *("params.limit", "params['limit']", "dag_run.conf['n']", "dag_run.conf.get('n', 1)"),
        *("logical_date.year", "execution_date.day", "1", "0", "2.5", "-3", "true", "false"),
    ],
    "list": ["ti.xcom_pull(task_ids='up')['a']", "[1, 2]", "['b', ds]", "range(3)", "()"],
    "dict": ["var.json.settings", "ti.xcom_pull('up')", "{'a': 1}", "dag_run.conf"],
    "date": [
        "logical_date",
        "execution_date",
        "data_interval_start",
        "macros.datetime(2024, 1, 2)",
    ],
    "odd": [
        *("none", "ti.xcom_pull('other')", "nope", "params.nope", "dag_run.conf.nope"),
        *("logical_date.nope", "ti.xcom_pull('up').nope"),
    ],
}
"""Expressions by what they are; the odd ones are missing, or None."""

GROWN = {
    "text": [
        *("<text> ~ <any>", "(<text> + <text>)", "<text> | upper", "<text> | title"),
        *("<any> | string", "<text>.replace('-', <text>)", "<text>.upper()", "(<text>)[:4]"),
        *("(<text>)[-1]", "<text> | trim", "<date> | ds", "<date> | ts_nodash", "<text> | e"),
        *("<date>.strftime('%Y')", "<list> | join('-')", "<list> | join", "<text> | center(9)"),
        *("<text> | replace('a', 'b')", "(<text> if <any> else <text>)", "(<text> if <number>)"),
        *("<text> or <text>", "<any> | tojson", "<text> | default('d')", "<text> | reverse"),
        *("<odd> | default(<text>)", "<odd> | default(<text>, true)", "<text>.split('-')[0]"),
        *("'%s' | format(<any>)", "<text> | truncate(5)", "'{}'.format(<any>)"),
        *("<text> | lower | capitalize", "<text>.strip().title()", "<text> | safe"),
        *("macros.ds_add(ds, <number>)", "<text> | indent", "'-'.join(<list>)"),
    ],
    "number": [
        *("<number> + <number>", "<number> * <number>", "(<number> - <number>)"),
        *("<number> / <number>", "<number> // <number>", "<number> % <number>"),
        *("<any> | length", "<text> | int", "<list> | sum", "<number> | abs", "<text> | float"),
        *("<number> < <number>", "<any> == <any>", "<number> < <number> <= <number>"),
        *("<text> in <text>", "<any> not in <list>", "not <any>", "(<any> and <any>)"),
        *("<number> | round", "<any> is defined", "<odd> is defined", "<any> is none"),
        *("<number> is odd", "<any> is string", "<any> is mapping", "<any> is iterable"),
        *("<any> is number", "<number> is divisibleby(2)", "<any> is not none", "<any> is true"),
        *("<any> is eq(<any>)", "<text>.startswith('m')", "<text> | wordcount", "<odd> is none"),
        *("-<number>", "(<number>) ** 2", "<any> is sameas none", "<any> != <any>"),
        *("<list> | max", "<number> | int + 1", "<odd> is undefined", "<text> is lower"),
    ],
    "list": [
        *("[<any>, <any>]", "(<any>,)", "<list> | list", "<list> | sort", "(<list>)[1:]"),
        *("<list> | reverse | list", "(<list>)[::-1]", "<list> | unique | list"),
        *("<list> | map('string') | list", "<text>.split('-')", "<dict> | list"),
        *("<list> | batch(2) | list", "<list> + <list>", "<list> | default([1])"),
        *("range(<number> | int)", "<dict>.values() | list", "<text> | list", "<dict> | dictsort"),
        *("<list> | select | list", "<list> or <list>"),
    ],
    "dict": ["{'a': <any>, 'b': <any>}", "(<dict> if <any> else <dict>)", "<dict> | default({})"],
    "date": [
        *("(<date> + macros.timedelta(days=<number>))", "(<date> - macros.timedelta(hours=1))"),
        *("<date>.replace(day=1)", "(<date> if <any> else <date>)", "<date> | default(none)"),
        *("execution_date.add(days=<number>)", "logical_date.subtract(hours=2)"),
    ],
    "odd": [
        *("(<any>)[0]", "(<dict>)['b']", "(<dict>).a", "(<any>).year", "(<list>)[<number>]"),
        *(
            "<list> | first",
            "<any>.upper()",
            "(<any> + <any>)",
            "(<any> | upper)",
            "(<any> if <any>)",
        ),
        *("(<any> if <any>)", "<any> | last", "<any>.nope"),
        *("(<list>)[0]", "(<dict>)[<text>]", "(<dict>).get(<text>)"),
        *("<any> | attr('year')", "macros.ds_add(<any>, <any>)", "(<any> - <any>)", "range(<any>)"),
        *("<date>.replace(<any>)", "<any> < <any>", "<any> in <any>", "logical_date.date()"),
    ],
}
"""Larger ones: a word in <> is an expression of that kind."""

KINDS_OF_ALL = ["text", "text", "number", "list", "dict", "date", "odd"]


@st.composite
def expressions(
    draw: st.DrawFn, names: tuple[str, ...] = (), kind: str = "any", depth: int = 2
) -> str:
    """An expression of Jinja; it may read `names`, whatever they are."""
    if kind == "any":
        if names and draw(st.booleans()):
            return draw(st.sampled_from(names))
        kind = draw(st.sampled_from(KINDS_OF_ALL))
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(ATOMS[kind]))
    form = draw(st.sampled_from(GROWN[kind]))
    return re.sub(r"<(\w+)>", lambda one: draw(expressions(names, one[1], depth - 1)), form)


def tags(inner: str) -> st.SearchStrategy[str]:
    """`{% inner %}`, with whitespace control."""
    return st.builds(
        lambda first, last: f"{{%{first} {inner} {last}%}}",
        st.sampled_from(["", "", "-", "+"]),
        st.sampled_from(["", "", "-"]),
    )


@st.composite
def bodies(draw: st.DrawFn, names: tuple[str, ...] = (), depth: int = 2) -> str:
    """Some statements and texts in a row."""
    parts: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(KINDS if depth else KINDS[:3]))
        parts.append(draw(globals()[f"a_{kind}"](names, depth)))
        if kind == "set":
            names = (*names, "x")
    return "".join(parts)


KINDS = [
    "text",
    "output",
    "output",
    "if",
    "for",
    "set",
    "comment",
    "raw",
    "filter",
    "with",
    "macro",
]


def a_text(names: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    return st.sampled_from(TEXTS)


def a_output(names: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    ends = st.sampled_from([("{{ ", " }}"), ("{{", "}}"), ("{{- ", " -}}"), ("{{ ", " -}}")])
    return st.builds(lambda e, x: f"{e[0]}{x}{e[1]}", ends, expressions(names))


@st.composite
def a_if(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    inner = bodies(names, depth - 1)
    text = draw(tags(f"if {draw(expressions(names))}")) + draw(inner)
    if draw(st.booleans()):
        text += draw(tags(f"elif {draw(expressions(names))}")) + draw(inner)
    if draw(st.booleans()):
        text += draw(tags("else")) + draw(inner)
    return text + draw(tags("endif"))


@st.composite
def a_for(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    target = draw(st.sampled_from(["x", "y", "x, y"]))
    over = draw(
        st.sampled_from(["[1, 2, 3]", "ds[:3]", "[(1, ds), (2, 3)]", "dag_run.conf.items()"])
        | expressions(names, "list")
    )
    own = (*names, *target.split(", "), *draw(st.sampled_from([(), ("loop.index", "loop.last")])))
    test = draw(st.sampled_from(["", "", f" if {target[0]}", " if ds"]))
    text = draw(tags(f"for {target} in {over}{test}")) + draw(bodies(own, depth - 1))
    if draw(st.integers(0, 4)) == 0:
        text += draw(tags("else")) + draw(bodies(names, depth - 1))
    return text + draw(tags("endfor"))


@st.composite
def a_set(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    if draw(st.integers(0, 3)) == 0:
        return draw(tags("set x")) + draw(bodies(names, depth - 1)) + draw(tags("endset"))
    return draw(tags(f"set x = {draw(expressions(names))}"))


def a_comment(names: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    return st.sampled_from(["{# {{ ds }} #}", "{#- a -#}"])


def a_raw(names: tuple[str, ...], depth: int) -> st.SearchStrategy[str]:
    return st.sampled_from(["{% raw %}{{ ds }}{% endraw %}", "{% raw -%} { {%- endraw %}"])


@st.composite
def a_filter(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    name = draw(st.sampled_from(["upper", "trim", "replace('a', 'b')", "indent"]))
    return draw(tags(f"filter {name}")) + draw(bodies(names, depth - 1)) + draw(tags("endfilter"))


@st.composite
def a_with(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    head = draw(tags(f"with y = {draw(expressions(names))}"))
    return head + draw(bodies((*names, "y"), depth - 1)) + draw(tags("endwith"))


@st.composite
def a_macro(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> str:
    body = draw(tags("macro m(y, z=1)")) + draw(bodies((*names, "y"), depth - 1))
    return body + draw(tags("endmacro")) + f"{{{{ m({draw(expressions(names))}) }}}}"


def airflow_text(template: str) -> Any:
    """What Airflow makes of the template."""
    owner = Templater()
    owner.template_ext, owner.template_fields = (), ()
    return owner.render_template(template, known.airflow_context(), create_template_env())


def attempt(function: Callable[[], Any]) -> Any:
    """The text, or the error; where an object is in memory is left out of a text."""
    try:
        return re.sub("0x[0-9a-f]+", "0x", str(function()))
    except Exception as error:
        return error


def check(template: str) -> str:
    """Compare; what became of the template."""
    expected = attempt(lambda: airflow_text(template))
    try:
        made = known.compiled(template)
    except Untranslatable as problem:
        return f"told: {problem.detail[:30]}"
    found = attempt(lambda: known.evaluated(made))
    place = f"{template!r}: {made.text}"
    assert not isinstance(found, AssertionError), found
    if isinstance(expected, Exception):
        assert isinstance(found, Exception), f"{place}\n{expected!r}, here {found!r}"
        assert made.inside, f"{place}\nfails in the flow"
        return "fails"
    assert found == expected, place
    return "render()" if "render(" in made.text else "python"


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(bodies())
def test_a_random_template(template: str):
    event(check(template))
