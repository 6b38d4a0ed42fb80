"""Templates against Jinja itself: the compiled Python gives the text that rendering gives."""

from __future__ import annotations

import datetime
import json
import random
import time
import uuid
from types import SimpleNamespace
from typing import Any

import jinja2
import pendulum
import pytest

from tests.lower_operators.build import codes, context, definition, expr, task
from translator import ir
from translator.emit.support import support_text
from translator.lower.flow.gather import PLACEHOLDER
from translator.lower.templates.compiler import Untranslatable, compile_template, template_code

MOMENT = pendulum.datetime(2024, 3, 10, 4, 5, 6)
CONF = {"k": "v", "n": 3, "table": "users"}
XCOMS: dict[tuple[str, str], Any] = {
    ("up", "return_value"): {"a": [1, 2], "b": "x"},
    ("up", "path"): "/tmp/x",
    ("other", "return_value"): None,
}


def pull(task_ids: str | list[str], key: str = "return_value") -> Any:
    if isinstance(task_ids, list):
        return [XCOMS[one, key] for one in task_ids]
    return XCOMS[task_ids, key]


def ds_add(ds: str, days: int) -> str:
    moment = datetime.datetime.strptime(ds, "%Y-%m-%d") + datetime.timedelta(days)
    return moment.strftime("%Y-%m-%d")


def ds_format(ds: str, read: str, written: str) -> str:
    return datetime.datetime.strptime(ds, read).strftime(written)


def rendered(text: str) -> str:
    """What Airflow's Jinja environment makes of the template."""
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.filters |= {
        "ds": lambda d: d.strftime("%Y-%m-%d"),
        "ds_nodash": lambda d: d.strftime("%Y%m%d"),
        "ts": lambda d: d.isoformat(),
        "ts_nodash": lambda d: d.strftime("%Y%m%dT%H%M%S"),
    }
    return environment.from_string(text).render(airflow_context())


HELPER: dict[str, Any] = {"__name__": "templating"}
exec(support_text("templating"), HELPER)


def airflow_context() -> dict[str, Any]:
    run = SimpleNamespace(conf=CONF, run_id="run-1", logical_date=MOMENT)
    instance = SimpleNamespace(xcom_pull=pull, task_id="own", dag_id="example")
    return {
        **dates(),
        "params": {"limit": 5, "table": "users"},
        "dag_run": run,
        "run_id": "run-1",
        "dag": SimpleNamespace(dag_id="example"),
        "task": instance,
        "ti": instance,
        "task_instance": instance,
        "var": SimpleNamespace(value={"bucket": "b"}, json={"settings": {"name": "b"}}),
        "macros": SimpleNamespace(
            ds_add=ds_add,
            ds_format=ds_format,
            datetime=datetime.datetime,
            timedelta=datetime.timedelta,
            json=json,
            uuid=uuid,
            time=time,
            random=random.random,
        ),
    }


def dates() -> dict[str, Any]:
    return {
        "ds": "2024-03-10",
        "ds_nodash": "20240310",
        "ts": MOMENT.isoformat(),
        "ts_nodash": "20240310T040506",
        "logical_date": MOMENT,
        "execution_date": MOMENT,
        "data_interval_start": MOMENT,
        "data_interval_end": MOMENT.add(days=1),
        "next_ds": "2024-03-11",
        "prev_ds": "2024-03-09",
        "yesterday_ds": "2024-03-09",
        "tomorrow_ds_nodash": "20240311",
        "prev_start_date_success": MOMENT,
        "prev_end_date_success": None,
    }


class Variable:
    @staticmethod
    def get(name: str, default: Any = None) -> Any:
        return {"bucket": "b", "settings": {"name": "b"}}.get(name, default)


def evaluated(code: Any) -> Any:
    """The value of compiled code, with the flow's and the module's names around it."""
    scope: dict[str, Any] = {**dates(), "conf": CONF, "run_id": "run-1"}
    scope |= {"timedelta": datetime.timedelta, "datetime": datetime.datetime, "json": json}
    scope |= {"date": datetime.date, "Variable": Variable, "uuid": uuid, "random": random}
    scope |= {"render": HELPER["render"], "literal": HELPER["literal"]}
    scope |= {"Undefined": jinja2.Undefined, "params": {"limit": 5, "table": "users"}}
    text = code.text
    for name, ref in code.refs.items():
        match ref:
            case ir.XComRef(task_id=task_id, key=key):
                scope[name] = XCOMS[task_id, key]
            case ir.DagParamRef(name=param):
                scope[name] = {"limit": 5, "table": "users"}[param]
    assert set(PLACEHOLDER.findall(text)) == set(code.refs)
    needed = {one.name or one.module for one in code.imports}
    assert needed <= set(scope), "an import that the test does not know"
    return eval(text, scope)


def compiled(text: str, major: int = 2) -> Any:
    up = task("BashOperator(task_id='up', bash_command='true', multiple_outputs=True)")
    other = task("BashOperator(task_id='other', bash_command='true')")
    own = task("BashOperator(task_id='own', bash_command='true')")
    params = (ir.Param("limit", 5), ir.Param("table", "users"))
    edges = (("up", "own"), ("other", "own"))
    ctx = context(up, other, own, edges=edges, major=major, params=params)
    return compile_template(expr(repr(text)), ctx, own)


SAME = [
    "{{ ds }}",
    "x {{ ds }} y",
    "a\n",
    "a\n\n",
    "{{ ds }}\n",
    "{{ ds }}{# a comment #} z",
    "{ not } a %s template } {{ ds }}",
    "quotes \" and ' {{ ds }} and \\ backslash",
    "tabs\tand ünïcode {{ ds }} \x07",
    "{{ ds_nodash }}/{{ ts }}/{{ ts_nodash }}/{{ next_ds }}/{{ prev_ds }}",
    "{{ yesterday_ds }} {{ tomorrow_ds_nodash }}",
    "{{ logical_date }} {{ execution_date.year }}-{{ execution_date.month }}",
    "{{ execution_date.strftime('%Y/%m/%d') }}",
    "{{ execution_date.subtract(days=1).strftime('%d') }}",
    "{{ (execution_date - macros.timedelta(days=1)).strftime('%Y') }}",
    "{{ (execution_date + macros.timedelta(hours=1)).year }}",
    "{{ data_interval_start | ds }} {{ data_interval_end | ds_nodash }} {{ logical_date | ts }}",
    "{{ params.limit }} {{ params['table'] }} {{ params.limit + 1 }} {{ params.limit * 2 ** 3 }}",
    "{{ params.get('table', 'none') }} {{ params.get('limit') }}",
    "{{ dag_run.conf['k'] }} {{ dag_run.conf.k }} {{ dag_run.conf.get('z', 7) }}",
    "{{ dag_run.conf.get('z') }} {{ dag_run.conf['z'] | default('d') }}",
    "{{ dag_run.conf['z'] | default('d', true) }} {{ 'k' in dag_run.conf }}",
    "{% if dag_run.conf.z is defined %}yes{% else %}no{% endif %}",
    "{{ run_id }} {{ dag_run.run_id }} {{ run_id.startswith('run') }}",
    "{{ dag.dag_id }} {{ task.task_id }} {{ ti.task_id }}",
    "{{ ti.xcom_pull(task_ids='up') }} {{ task_instance.xcom_pull('up', key='path') }}",
    "{{ ti.xcom_pull(task_ids='up')['a'][0] }} {{ ti.xcom_pull(task_ids='up').b }}",
    "{{ ti.xcom_pull(task_ids=['up', 'other']) }} {{ ti.xcom_pull('other') }}",
    "{{ ti.xcom_pull('up')['a'] | length }} {{ ti.xcom_pull('up').a | join('-') }}",
    "{{ ti.xcom_pull('up').a | first }}{{ ti.xcom_pull('up').a | last }}",
    "{{ ti.xcom_pull('up').a[:1] }} {{ ti.xcom_pull('up').b.upper() }}",
    "{{ ti.xcom_pull('other') | default('none', true) }} {{ ti.xcom_pull('other') is none }}",
    "{{ var.value.bucket }} {{ var.json.settings }} {{ var.json.settings.name }}",
    "{{ macros.ds_add(ds, -7) }} {{ macros.ds_add(ds, params.limit) }}",
    "{{ macros.ds_format(ds, '%Y-%m-%d', '%d.%m.%Y') }}",
    "{{ macros.datetime(2024, 1, 2).year }} {{ macros.json.dumps([1, 'a']) }}",
    "{{ params.limit | string }} {{ '7' | int + 1 }}",
    "{{ params.table | upper | replace('U', 'x') }}",
    "{{ ' a ' | trim }} {{ 'aB' | lower }} {{ -3 | abs }} {{ [1, 2] | list }}",
    "{{ 'yes' if params.limit > 3 else 'no' }} {{ 'x' if params.limit < 3 }}",
    "{{ params.limit > 3 and not params.limit == 4 }} {{ 1 <= params.limit < 9 }}",
    "{{ 'a' ~ ds ~ params.limit }} {{ ds[:4] }} {{ ds[-2:] }} {{ (1, 2) }} {{ {'a': ds} }}",
    "{{ 7 // 2 }} {{ 7 / 2 }} {{ 7 % 2 }} {{ 'a' + 'b' }}",
    "{% if params.limit > 3 %}big{% elif params.limit > 1 %}mid{% else %}small{% endif %} end",
    "{% if params.limit > 30 %}big {{ ds }}{% endif %}.",
    "{% for x in [1, 2] %}<{{ x }}/{{ ds }}>{% endfor %}",
    "{% for k, v in dag_run.conf.items() if v %}{{ k }}={{ v }};{% endfor %}",
    "{% for i in range(3) %}{% if i > 0 %},{% endif %}{{ i }}{% endfor %}",
    "{% set name = 'n' ~ ds %}{{ name }}-{{ name }}",
    "line one {{ ds }}\n  line two\n{%- if true %}\nthree{% endif %}\n",
    "{{ '{{' }} {{ \"it's\" }} {% raw %}{{ ds }}{% endraw %}",
    "{{ none }} {{ true }} {{ 1.5 }} {{ '' }}",
    "{{ [ds | safe] }} {{ ds | safe }} {{ {'a': dag_run.conf.nope} }}",
    "{% set x = params.limit + 1 %}{{ x }}",
    "{{ prev_start_date_success }} {{ prev_end_date_success }} {{ prev_end_date_success is none }}",
    "{{ prev_start_date_success | ds }} {{ prev_start_date_success.year }}",
    "{{ prev_end_date_success.year if prev_end_date_success else ds }}",
    "{% for x in [3, 1] | sort %}{{ loop.index }}:{{ x }}{% if not loop.last %},{% endif %}"
    "{% endfor %}",
    "{% for x in ti.xcom_pull('up')['a'] %}{{ loop.index0 }}{{ x }}{{ ds }}{% else %}-"
    "{% endfor %}\n\n",
    "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(params.table) }} {{ twice(x=ds) }}",
    "{% set x = 1 %}{% if params.limit %}{% set x = 2 %}{% endif %}{{ x }}",
    "{{ ti.xcom_pull('up')['c'] | default('d') }} {{ nope | default(ds) }} {{ nope is defined }}",
    "{{ params.table | title }} {{ '3.7' | int }} {{ 'x' | int(4) }} {{ 2.567 | round(1) }}",
    "{{ [1, 2] | map('string') | join('+') }} {{ {'b': 1, 'a': [ds]} | tojson }}",
    "{{ dag_run.conf.items() | list | sort }} {{ var.value.bucket | center(5) }}",
    "{% if ti.xcom_pull(task_ids='up', key='path') is string %}{{ ds | wordcount }}{% endif %}",
    "{{ dag.dag_id | title }} {{ macros.ds_add(ds, 1) | center(12) }}",
    "{% filter upper %}{{ ds }} {{ task.task_id }} x{% endfilter %}",
    "{{ macros.ds_add(ds, 1).replace('-', '') }} {{ macros.ds_add(macros.ds_add(ds, 1), -2) }}",
    "a\r\nb {{ ds }}\rc\r\n",
]


def test_a_pull_of_nothing_is_written_into_a_template_that_is_rendered():
    text = (
        "{% if ti.xcom_pull(task_ids='other', key='path') is none %}{{ ds | wordcount }}{% endif %}"
    )
    assert "None is none" in compiled(text).text
    assert evaluated(compiled(text)) == "3"


@pytest.mark.parametrize("text", SAME)
def test_the_compiled_template_gives_what_jinja_gives(text: str):
    expected = rendered(text) if "{" in text else text.removesuffix("\n")
    assert evaluated(compiled(text)) == expected


REFUSED = [
    "{{ conn.db.host }}",
    "{{ ti.queue }}",
    "{{ ti.xcom_pull() }}",
    "{{ ti.xcom_pull(task_ids=params.table) }}",
    "{{ ti.xcom_pull(task_ids='up', include_prior_dates=True) }}",
    "{% include 'other.sql' %}",
    "{{ unclosed",
    "{{ macros.hive.max_partition('t') }}",
    "{{ inlets | length }}",
]


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_translation_is_refused(text: str):
    with pytest.raises(Untranslatable):
        compiled(text)


FAILING = [
    *("{{ nope }}", "{{ ds | unknown_filter }}", "{{ params.limit.nope }}", "{{ 'a' + 1 }}"),
    *("{{ logical_date.nope }}", "{{ logical_date.replace('-') }}", "{{ logical_date + 1 }}"),
    *("{{ 1 < ds }}", "{{ 'a' in 1 }}", "{{ range(ds) }}", "{% for a, b in [1] %}x{% endfor %}"),
    "{% set x = 1 / 0 %}",
    "{{ (ds if false).startswith('m') }}",
]


@pytest.mark.parametrize("text", FAILING)
def test_what_fails_in_airflow_fails_in_the_task(text: str):
    made = compiled(text)
    assert made.inside
    errors = (jinja2.TemplateError, TypeError, AttributeError, ZeroDivisionError)
    with pytest.raises(errors):
        evaluated(made)


def test_a_name_that_airflow_does_not_have_is_told():
    ctx = context()
    template_code(expr("'{{ nope }}'"), ctx)
    assert [(one.code, str(one.level)) for one in ctx.sink] == [("AP304", "warning")]


@pytest.mark.parametrize("text", ["a{{ nope }}b", "a{{ params.nope }}b", "a{{ dag_run.conf.no }}b"])
def test_airflow_1_renders_what_is_missing_as_nothing(text: str):
    assert evaluated(compiled(text, major=1)) == "ab"


def test_a_refused_template_is_reported_and_raises_when_it_is_reached():
    ctx = context()
    code = template_code(expr("'{{ ti.queue }}'"), ctx)
    assert [one.code for one in ctx.sink] == ["AP304"]
    with pytest.raises(NotImplementedError, match="AP304"):
        eval(code.text)


NOT_TEMPLATES = ["'plain'", "CONSTANT", "3", "['a', 'b']", "f'{x}'", "None", "{'{{ ds }}': 1}"]


@pytest.mark.parametrize("code", NOT_TEMPLATES)
def test_what_is_no_template_stays_as_written(code: str):
    value = {"CONSTANT": "text", "f'{x}'": "1"}.get(code)
    assert compile_template(expr(code, value), context()).text == code


SHAPES = [
    ("'echo {{ ds }}'", {}, "f'echo {ds}'", "echo 2024-03-10"),
    ("f'echo {t} {{{{ ds }}}}'", {"t": "x"}, None, "echo x 2024-03-10"),
    ("'a ' 'b {{ ds }}'", {}, None, "a b 2024-03-10"),
    ("'a {{ ds }} ' + t", {"t": "x"}, None, "a 2024-03-10 x"),
    ("f'{n:03d} {t!r} {{{{ ds }}}}'", {"t": "x", "n": 7}, None, "007 'x' 2024-03-10"),
    ("['{{ ds }}', 'b', {'k': f'{t}\\n'}]", {"t": "x"}, None, ["2024-03-10", "b", {"k": "x"}]),
    ("('{{ ds }}',)", {}, None, ("2024-03-10",)),
    ("rf'\\d {t} {{{{ ds }}}}'", {"t": "x"}, None, "\\d x 2024-03-10"),
    ("f'{{{{ macros.ds_add(ds, {n}) }}}}'", {"n": -1}, None, "2024-03-09"),
    ("f'{d[\"k\"]} {{{{ ds }}}}'", {"d": {"k": "v"}}, None, "v 2024-03-10"),
    ("f'\\t{t}\\n{{{{ ds }}}}'", {"t": "x"}, None, "\tx\n2024-03-10"),
]


@pytest.mark.parametrize(("code", "loops", "text", "value"), SHAPES)
def test_the_way_a_template_is_written_is_kept(code: str, loops: Any, text: Any, value: Any):
    made = compile_template(expr(code, None, loops), context(major=2))
    assert eval(made.text, {**dates(), **loops, "date": datetime.date, **vars(datetime)}) == value
    assert made.loops == (frozenset({1}) if loops else frozenset())


def test_a_pull_in_a_loop_reads_the_task_of_its_own_iteration():
    loops = {"t": "orders"}
    up = task("BashOperator(task_id='extract_orders', bash_command='true')")
    own = task("BashOperator(task_id=f'load_{t}', bash_command='')", loops)
    ctx = context(up, own, edges=(("extract_orders", "load_orders"),))
    code = "f\"{{{{ ti.xcom_pull(task_ids='extract_{t}') }}}}\""
    made = compile_template(expr(code, None, loops), ctx, own)
    assert list(made.refs.values()) == [ir.XComRef("extract_orders")]


def test_the_constant_of_a_module_that_holds_a_template_is_written_out():
    made = compile_template(expr("COMMAND", "echo {{ ds }}"), context())
    assert (made.text, made.context) == ('f"echo {ds}"', frozenset({"ds"}))


def test_airflow_3_no_longer_has_execution_date_so_it_is_told():
    assert codes("BashOperator(task_id='t', bash_command='{{ execution_date }}')") == ["AP312"]


def test_a_loop_variable_named_like_a_run_value_is_refused():
    source = "BashOperator(task_id=f't_{ds}', bash_command=f'{ds} {{{{ ds }}}}')"
    assert "AP304" in codes(source, loops={"ds": "x"})


def test_user_macros_and_filters_are_called_by_their_names():
    args = {"user_defined_macros": "{'start': first_day}", "user_defined_filters": "{'q': quote}"}
    made = definition("BashOperator(task_id='t', bash_command='{{ start(ds) | q }}')", args=args)
    assert "run_bash(str(quote(first_day(ds))))" in made


def test_native_objects_keep_the_type_of_a_single_expression():
    args = {"render_template_as_native_obj": "True"}
    ctx = context(args=args, params=(ir.Param("limit", 5),))
    assert compile_template(expr("'{{ params.limit }}'"), ctx).text == "__ref_0__"
    assert compile_template(expr("'[1, 2]'"), ctx).text == "[1, 2]"
    assert compile_template(expr("'007'"), ctx).text == "'007'"


def test_what_a_call_made_is_rendered_from_its_value():
    value = {"a": "{{ ds }}", "b": ["x", "{{ ds_nodash }}"]}
    made = compile_template(expr("{'a': day(), 'b': ['x', day(1)]}", value), context())
    assert evaluated(made) == {"a": "2024-03-10", "b": ["x", "20240310"]}


def test_a_value_without_a_display_is_written_out():
    made = compile_template(expr("OPTIONS", {"a": ("{{ ds }}", 1)}), context())
    assert evaluated(made) == {"a": ("2024-03-10", 1)}


def test_the_id_of_a_task_in_a_loop_is_made_as_the_loop_makes_it():
    own = task("BashOperator(task_id=f't_{n}', bash_command='')", {"n": 3})
    code = compile_template(
        expr("'{{ task.task_id }} {{ task_instance_key_str }}'"), context(), own
    )
    assert code.loops == {1}
    assert eval(code.text, {"n": 4, "ds_nodash": "20240310"}) == "t_4 example__t_4__20240310"


def test_what_is_unpacked_into_a_display_is_rendered_too():
    value = {"a": "{{ ds }}", "b": 1}
    made = compile_template(expr("{**BASE, 'b': 1}", value), context())
    assert evaluated(made) == {"a": "2024-03-10", "b": 1}
    plain = compile_template(expr("{**BASE, 'b': 1}", {"a": "x", "b": 1}), context())
    assert plain.text == "{**BASE, 'b': 1}"


def test_a_formatted_string_in_a_template_is_one_with_it():
    text = "'k={{ task_instance_key_str }}'"
    own = task("BashOperator(task_id='own', bash_command='true')")
    made = compile_template(expr(text), context(own), own)
    assert made.text == 'f"k=example__own__{ds_nodash}"'


def test_the_id_of_a_run_that_is_triggered_is_told_to_be_another():
    source = "TriggerDagRunOperator(task_id='t', trigger_dag_id='other', trigger_run_id='mine')"
    assert "AP312" in codes(source)
