"""Output lines of each Airflow task."""

from translator.emit.module import emit_module
from translator.emit.provenance import places
from translator.plan import Code, Flow, Line, Module, Suite, TaskDef, TaskUse

LONG = {"description": Code("'" + "long " * 20 + "'"), "retries": Code("2")}


def module_with(body, tasks):
    return Module("shop.py", '"""Doc."""', tasks=tasks, flows=(Flow("shop", "shop", body),))


def lines(text, span):
    return "\n".join(text.split("\n")[span[0] - 1 : span[1]])


def test_task_function_and_submit_are_found():
    tasks = (
        TaskDef("extract", "def extract():\n    return '''\nx\n'''", decorator=LONG),
        TaskDef("load", "async def load(rows):\n    print(rows)", comments=("# Loads.",)),
    )
    body = (
        Line("rows = extract.submit()", ("extract",)),
        Suite("for i in range(3):", (Line("load.submit(rows)\nprint(i)", ("load",)),)),
        Line("return [rows]"),
    )
    module = module_with(body, tasks)
    text = emit_module(module)
    uses = {"shop": {"extract": TaskUse("extract", "extract"), "load": TaskUse("load", "load")}}
    found = places(module, text, uses)["shop"]
    assert lines(text, found["extract"].definition).startswith("@task(\n")
    assert lines(text, found["extract"].definition).endswith('"""')
    assert lines(text, found["extract"].submit) == "    rows = extract.submit()"
    assert lines(text, found["load"].definition).startswith("@task\nasync def load")
    assert lines(text, found["load"].submit) == "        load.submit(rows)"


def test_a_task_that_vanished_has_no_place():
    module = module_with((Line("return []"),), ())
    found = places(module, emit_module(module), {"shop": {"start": TaskUse("start", None)}})
    assert found["shop"]["start"].lines is None
