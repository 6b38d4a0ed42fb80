"""What a callable returns, as XCom would give it to the next task."""

from dataclasses import dataclass, replace

import pytest

from tests.lower_callables.building import SPAN, Case, codes, expr
from translator import ir
from translator.lower.callables.functions import Surroundings, rewrite_callable, storage_findings
from translator.references import XComRef

TEXT = """\
class Plain:
    pass


class Kept:
    def serialize(self):
        return {}


@dataclass
class Row:
    x: int
"""
CLASSES = (("Plain", 1, 2), ("Kept", 5, 7), ("Row", 10, 12))
IMPORTS = {"Path": "pathlib.Path", "uuid4": "uuid.uuid4"}


@dataclass
class Stored(Case):
    """A callable of `load`, after which `late` runs (and is mapped over it)."""

    read: bool = True
    mapped_over: bool = False
    lazy: str = ""
    """The argument of `load` that holds the results of the mapped task `each`."""

    def file(self):
        file, _, made = super().file()
        statements = tuple(
            ir.Statement(start, start, end, "class", frozenset({name}))
            for name, start, end in CLASSES
        )
        dag = self._dag(file.dags[0])
        file = replace(file, text=TEXT, dags=(dag,), statements=statements)
        from translator.lower.callables.rewrite import Sharer

        return file, (Sharer(dag, dag.task("load")),), made

    def _dag(self, dag):
        over = ir.Mapped("expand", {"x": replace(expr("0"), refs={"__ref_0__": XComRef("load")})})
        late = ir.Task("late", "Other", SPAN, 97, mapped=over if self.mapped_over else None)
        each = ir.Task("each", "Other", SPAN, 96, mapped=ir.Mapped("expand", {"x": expr("[1]")}))
        tasks = [*dag.tasks, late, each]
        if self.lazy:
            whole = replace(expr("0"), value=XComRef("each"))
            tasks = [
                replace(one, call_kwargs={self.lazy: whole}) if one.task_id == "load" else one
                for one in tasks
            ]
        edges = (ir.Edge("load", "late"),) if self.read else ()
        return replace(dag, tasks=tuple(tasks), edges=edges)

    def rewrite(self, name=None):
        file, sharers, made = self.file()
        return rewrite_callable(made, "load", sharers, Surroundings(file, IMPORTS, "plain"))


def body(value, **options):
    """The body of `load` after rewriting, and the codes of what was found."""
    made = Stored(f"def load(x=None):\n    {value}", **options).rewrite()
    return made.source.split("\n", 1)[1].strip(), codes(made)


REWRITTEN = [
    ("return {1: 'one'}", "return {\"1\": 'one'}"),
    ("return [{None: 1}]", 'return [{"None": 1}]'),
    ("return {'a': {2: 3}}", "return {'a': {\"2\": 3}}"),
    ("found = {1: 2}\n    return found", 'found = {"1": 2}\n    return found'),
    ("return {n: 1 for n in range(3)}", "return {str(n): 1 for n in range(3)}"),
    ("return {i: y for i, y in enumerate(x)}", "return {str(i): y for i, y in enumerate(x)}"),
]


@pytest.mark.parametrize(("value", "expected"), REWRITTEN)
def test_keys_become_strings(value, expected):
    assert body(value) == (expected, [])
    assert body(value, read=False) == (value, [])


TOLD = [
    "return {(1, 2): 3}",
    "return {-1: 2}",
    "found = {1: 2}\n    print(found)\n    return found",
]


@pytest.mark.parametrize("value", TOLD)
def test_keys_that_are_only_told(value):
    assert body(value) == (value, ["AP313"])


def test_airflow_2_writes_json():
    assert body("return {True: 1}", major=2)[0] == 'return {"true": 1}'
    assert body("return {'pair': (1, 2)}", major=2)[0] == "return {'pair': [1, 2]}"
    assert body("return (1, 2)", major=2)[0] == "return (1, 2)"


REFUSED = [
    "object()",
    "range(3)",
    "b'x'",
    "[b'x']",
    "{'a': map(str, [1])}",
    "(y for y in [1])",
    "lambda: 1",
    "float('nan')",
    "Path('x')",
    "Plain()",
]


@pytest.mark.parametrize("value", REFUSED)
def test_what_cannot_be_stored_raises(value):
    source, found = body(f"return {value}")
    assert "raise TypeError(" in source
    assert "return" not in source
    assert found == ["AP313"]


def test_the_work_is_done_before():
    source, _ = body("return Plain(x)")
    assert source.startswith("Plain(x)\n    raise TypeError(")


def test_a_uuid_is_refused_by_airflow_2():
    assert body("return uuid4()", major=2)[1] == ["AP313"]
    assert body("return uuid4()") == ("return uuid4()", [])


def test_where_the_error_would_be_caught_it_is_only_told():
    value = "try:\n        return Plain()\n    except TypeError:\n        return 1"
    source, found = body(value)
    assert source == value
    assert found == ["AP313"]


SAME = [
    "return {'one': 1}",
    "return {name: 1}",
    "return (1, 2)",
    "return {'pair': (1, 2)}",
    "return Kept()",
    "return Row(1)",
    "return",
    "found = {1: 2}\n    found = {}\n    return found",
    "def inner():\n        return {1: 2}\n    return inner()",
]


@pytest.mark.parametrize("value", SAME)
def test_same(value):
    assert body(value) == (value, [])


def test_what_is_not_stored_stays():
    value = "return Plain()"
    assert body(value, args={"do_xcom_push": "False"}) == (value, [])


MULTIPLE = [("[1]", True), ("'text'", True), ("{1: 2}", True), ("{}", False), ("rows", False)]


@pytest.mark.parametrize(("value", "fails"), MULTIPLE)
def test_multiple_outputs_of_no_dict(value, fails):
    source, _ = body(f"return {value}", args={"multiple_outputs": "True"}, read=False)
    assert ("raise TypeError" in source) is fails


@pytest.mark.parametrize("value", ["[0] * 1025", "list(range(2000))", "[n for n in range(1025)]"])
def test_too_many_elements_to_map_over(value):
    assert "raise TypeError" in body(f"return {value}", mapped_over=True)[0]
    assert body(f"return {value}") == (f"return {value}", [])


def test_results_of_a_mapped_task_can_not_be_returned():
    assert "raise TypeError" in body("return x", lazy="x")[0]
    assert "raise TypeError" in body("return {'all': x}", lazy="x")[0]
    assert body("return list(x)", lazy="x") == ("return list(x)", [])
    assert body("return x", lazy="x", major=2) == ("return x", [])


def test_a_function_of_another_module_is_only_told():
    case = Stored("def load():\n    return Plain()")
    file, sharers, made = case.file()
    (finding,) = storage_findings(made, sharers, Surroundings(file, IMPORTS, "plain"))
    assert finding.rule.code == "AP313"
