"""Questions whose answer is known go from a template; what Jinja renders stays the same."""

import jinja2
import pytest

from translator.lower.templates.truths import without_known_truths

ANSWERED = {
    '{{ dag_run.conf["a"] if dag_run else "" }}': '{{ dag_run.conf["a"] }}',
    "{{dag_run.conf.a if dag_run else 0}}": "{{dag_run.conf.a}}",
    "{{ dag_run.conf.a | upper if ti }}": "{{ dag_run.conf.a | upper }}",
    "{{ 1 if dag_run and dag_run.conf else 2 }}": "{{ 1 if dag_run.conf else 2 }}",
    "{{ 1 if dag_run and none or 0 else 2 }}": "{{ 1 if none or 0 else 2 }}",
    "{{ (1 if task else 2) + 1 }}": "{{ (1 if true else 2) + 1 }}",
    "{{ 1 if dag_run or x else 2 }}": "{{ 1 if true or x else 2 }}",
    "{{ 1 if x else 2 if dag_run else 3 }}": "{{ 1 if x else 2 if true else 3 }}",
    "{{ 1 if dag_run else 2, 3 }}": "{{ 1 if true else 2, 3 }}",
    "{%- if dag_run -%} a {%- else -%} b {%- endif -%}": (
        "{%- if true -%} a{%- else -%} b{%- endif -%}"
    ),
    "{% if x %}1{% elif dag_run %}2{% endif %}": "{% if x %}1{% elif true %}2{% endif %}",
    "{% if not dag_run %}1{% else %}2{% endif %}": "{% if false %}1{% else %}2{% endif %}",
    "{{ 1 if not dag_run and not ti else 2 }}": "{{ 1 if false and false else 2 }}",
}

LEFT = [
    "dag_run",
    "{{ dag_run }}",
    "{{ dag_run or 1 }}",
    "{{ x and dag_run }}",
    "{{ 1 if dag_run.conf else 2 }}",
    "{{ 1 if dag_run is defined else 2 }}",
    "{{ 1 if dag_run == 3 else 2 }}",
    "{{ 1 if x.dag_run else 2 }}",
    "{% for dag_run in [0] %}{{ 1 if dag_run else 2 }}{% endfor %}",
    "{% set task = 0 %}{{ 1 if task else 2 }}",
    "{# if dag_run else #}",
    "{% raw %}{{ 1 if dag_run else 2 }}{% endraw %}",
]


class Present:
    """An object like Airflow's: without a truth of its own."""

    conf = {"a": "b"}

    def __str__(self) -> str:
        return "present"


@pytest.mark.parametrize("template", [*ANSWERED, *LEFT])
def test_rendered_the_same(template: str) -> None:
    run = Present()
    context = {"dag_run": run, "ti": run, "task": run, "x": None}

    def rendered(text: str) -> str:
        return (
            jinja2.Environment(undefined=jinja2.ChainableUndefined)
            .from_string(text)
            .render(context)
        )

    assert rendered(without_known_truths(template, ())) == rendered(template)


@pytest.mark.parametrize(("template", "answered"), ANSWERED.items())
def test_answered(template: str, answered: str) -> None:
    assert without_known_truths(template, ()) == answered


@pytest.mark.parametrize("template", LEFT)
def test_left(template: str) -> None:
    assert without_known_truths(template, ()) == template


def test_a_macro_of_the_users_hides_it() -> None:
    template = "{{ 1 if task else 2 }}"
    assert without_known_truths(template, {"task"}) == template
    assert without_known_truths(template, ()) == "{{ 1 }}"


def test_a_value_of_the_file_stays() -> None:
    template = "{{ 1 if dag_run else __hole_0__ }}"
    assert without_known_truths(template, ()) == "{{ 1 if true else __hole_0__ }}"
