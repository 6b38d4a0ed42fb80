"""plan.Module → text."""

import pytest

from translator.emit.format import BadOutputError, check
from translator.emit.module import emit_module
from translator.plan import (
    Code,
    Flow,
    FlowParameter,
    Gap,
    Import,
    Kept,
    Line,
    Module,
    Suite,
    TaskDef,
)

DATETIME = frozenset({Import("datetime", "datetime")})


def small_flow(**changes):
    return Flow("shop", "shop", (Line("return [extract.submit()]", ("extract",)),), **changes)


def small_module(**changes):
    task = TaskDef("extract", "def extract():\n    return 1")
    parts = {"docstring": None, "tasks": (task,), "flows": (small_flow(),)}
    return Module("shop.py", **(parts | changes))


def test_a_small_module():
    assert emit_module(small_module()) == (
        "from prefect import flow, task\n"
        "\n\n"
        "@task\n"
        "def extract():\n"
        "    return 1\n"
        "\n\n"
        '@flow(name="shop")\n'
        "def shop():\n"
        "    return [extract.submit()]\n"
    )


def test_the_order_of_the_parts():
    text = emit_module(
        small_module(
            docstring='"""Shop."""',
            header=("# Licence",),
            kept=(Kept("LIMIT = 5", 9),),
            main=('if __name__ == "__main__":\n    shop()',),
        )
    )
    parts = ["# Licence", '"""Shop', "from prefect", "LIMIT", "@task", "@flow", "__main__"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_decorator_arguments():
    task = TaskDef(
        "extract",
        "def extract():\n    return 1",
        task_name="ext-ract",
        decorator={"retries": Code("2"), "retry_delay_seconds": Code("300")},
        trigger_rule="all_done",
    )
    text = emit_module(small_module(tasks=(task,)))
    assert '@task(name="ext-ract", trigger_rule="all_done", retries=2, retry_delay' in text


def test_the_rules_tier_takes_task_from_its_helper():
    text = emit_module(small_module(flows=(small_flow(tier="rules"),)))
    assert "from prefect import flow\n\nfrom trigger_rules import task\n" in text


def test_required_parameters_come_first():
    parameters = (
        FlowParameter("logical_date", "datetime | None", "None", DATETIME),
        FlowParameter("table", "str"),
        FlowParameter("limit", default="3"),
    )
    text = emit_module(small_module(flows=(small_flow(parameters=parameters),)))
    assert "def shop(table: str, logical_date: datetime | None = None, limit=3):" in text
    assert "from datetime import datetime\n" in text


def test_an_import_that_nothing_uses_is_left_out():
    assert "json" not in emit_module(small_module(imports=frozenset({Import("json")})))


def test_an_import_with_an_alias_that_nothing_uses_is_left_out():
    assert "pandas" not in emit_module(
        small_module(imports=frozenset({Import("pandas", "", "pd")}))
    )


def test_a_suite_is_indented_and_strings_in_it_are_not_touched():
    body = (
        Suite("for table in 'ab':", (Line('sql = """\nselect 1\n"""'), Gap(), Line("print(sql)"))),
    )
    text = emit_module(small_module(tasks=(), flows=(Flow("shop", "shop", body),)))
    assert '    for table in "ab":\n        sql = """\nselect 1\n"""\n\n        print(sql)' in text


@pytest.mark.parametrize(
    "doc", ["One line.", "Two\n\nparagraphs", 'ends with "quotes"', 'has """ inside', "a \\d slash"]
)
def test_docstrings_survive(doc):
    text = emit_module(small_module(flows=(small_flow(docstring=doc),)))
    scope = {"__name__": "shop"}
    code = text.replace(
        "from prefect import flow, task", "flow = lambda **_: (lambda f: f)\ntask = id"
    )
    exec(code, scope)
    assert [line.strip() for line in scope["shop"].__doc__.strip().split("\n")] == doc.split("\n")


def test_kept_pieces_that_stood_together_stay_together():
    kept = (Kept("A = 1", 3), Kept("B = 2", 4), Kept("C = 3", 9))
    assert "A = 1\nB = 2\n\nC = 3\n" in emit_module(small_module(kept=kept))


def test_text_that_is_no_python_is_refused():
    with pytest.raises(BadOutputError):
        emit_module(small_module(kept=(Kept("def (", 1),)))


def test_a_task_that_hides_a_function_is_refused():
    kept = (Kept("def load():\n    return 1", 1),)
    tasks = (TaskDef("load", "def load():\n    return 2"),)
    with pytest.raises(BadOutputError, match="two definitions of load"):
        emit_module(small_module(kept=kept, tasks=tasks))


def test_check_finds_undefined_names():
    problems = check("print(missing)\n")
    assert [(one.kind, one.name, one.line) for one in problems] == [("undefined", "missing", 1)]


def test_check_leaves_unused_variables_of_functions_to_the_user():
    assert check("def f():\n    x = 1\n") == []


def test_two_meanings_of_one_name_are_refused():
    imports = frozenset({Import("datetime"), Import("datetime", "datetime")})
    kept = (Kept("NOW = datetime.now()", 1),)
    with pytest.raises(BadOutputError, match="two imports bind datetime"):
        emit_module(small_module(imports=imports, kept=kept))


def test_two_modules_of_one_package_have_one_meaning():
    imports = frozenset({Import("os.path"), Import("os")})
    kept = (Kept("HERE = os.path.join(os.sep)", 1),)
    assert "import os\n" in emit_module(small_module(imports=imports, kept=kept))


READS = (Kept("ANSWER = lost + 1", 1),)


def test_a_name_that_got_lost_is_no_module():
    with pytest.raises(BadOutputError, match="nothing defines lost"):
        emit_module(small_module(kept=READS), "lost = 41\nANSWER = lost + 1\n")


def test_a_name_that_the_source_does_not_define_either_stays():
    assert "ANSWER = lost + 1" in emit_module(small_module(kept=READS), "ANSWER = lost + 1\n")


def test_what_parses_but_does_not_compile_is_not_written():
    task = TaskDef("extract", "def extract():\n    nonlocal lost\n    lost = 1")
    with pytest.raises(BadOutputError, match="no binding for nonlocal 'lost'"):
        emit_module(small_module(tasks=(task,)))
