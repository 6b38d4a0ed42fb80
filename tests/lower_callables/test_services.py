"""Variables, Connections and hooks."""

import pytest

from tests.lower_callables.building import Case, check, codes

VARIABLES = [
    ('Variable.get("x")', 'Variable.get("x")'),
    ('Variable.get("x", default_var=1)', 'Variable.get("x", default=1)'),
    ('Variable.get("x", 1)', 'Variable.get("x", default=1)'),
    ('Variable.get("x", default_var=None)', 'Variable.get("x")'),
    ('Variable.get("x", deserialize_json=True)["a"]', 'Variable.get("x")["a"]'),
    ('Variable.get("My-Key")', 'Variable.get("my_key")'),
    ('Variable.set("x", 5)', 'Variable.set("x", 5, overwrite=True)'),
    ('Variable.delete("x")', 'Variable.unset("x")'),
    ('airflow.models.Variable.get("x")', 'Variable.get("x")'),
]


@pytest.mark.parametrize(("before", "after"), VARIABLES)
def test_variables(before, after):
    result = check(f"def load():\n    return {before}", f"def load():\n    return {after}", "AP305")
    assert [one.module for one in result.imports] == ["prefect.variables"]


def test_a_variable_of_the_context():
    check(
        'def load(**context):\n    return context["var"]["value"].get("x", 1)',
        'def load():\n    raise NotImplementedError("AP308 ...")',
    ) if False else check(
        "def load(var):\n    return var.value.get('x', 1), var.json.limits",
        "def load():\n    return Variable.get('x', default=1), Variable.get(\"limits\")",
        "AP305",
        "AP305",
    )


def test_a_variable_in_a_coroutine_is_awaited():
    check(
        'async def load():\n    return Variable.get("x")["a"]',
        'async def load():\n    return (await Variable.aget("x"))["a"]',
        "AP305",
    )


def test_a_computed_name_wants_a_look():
    result = Case("def load(x):\n    return Variable.get(f'{x}_key')").rewrite()
    assert [str(f.severity) for f in result.findings] == ["warning"]


BLOCKED = [
    ('hook = PostgresHook("warehouse")\n    return hook.get_records("select 1")', "AP306"),
    ('return BaseHook.get_connection("x").host', "AP306"),
    ("return Variable.setdefault('x', 1)", "AP204"),
    ("from airflow.utils.db import create_session\n    return create_session()", "AP204"),
]


@pytest.mark.parametrize(("body", "code"), BLOCKED)
def test_what_resists_raises_with_the_original_beside_it(body, code):
    result = Case(f'def load(x):\n    """Doc."""\n    # why\n    {body}').rewrite()
    assert codes(result) == [code]
    lines = result.source.split("\n")
    assert lines[:2] == ["def load(x):", '    """Doc."""']
    assert lines[2].startswith(f'    raise NotImplementedError("{code} ')
    assert all(line.startswith("    # ") for line in lines[3:])
    assert not result.imports
