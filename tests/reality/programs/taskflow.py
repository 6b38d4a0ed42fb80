"""Decorated tasks and task groups: names, arguments, mapping, return values."""

WORK = """\
@task
def flow_work(*values, **named):
    return values
"""
OTHERS = {
    "branch": """\
@task.branch
def branch(*values):
    return []
""",
    "short": """\
@task.short_circuit(task_id="short", trigger_rule="all_success")
def short(*values):
    return True
""",
    "shell": """\
@task.bash
def shell(*values):
    return "true"
""",
    "several": """\
@task(multiple_outputs=True, retries=2)
def several(*values):
    return {"one": 1, "two": 2}
""",
    "watch": """\
@task.sensor(poke_interval=1, timeout=2, mode="reschedule")
def watch(*values):
    return True
""",
}
PAIR = """\
@task_group
def pair(value):
    first = flow_work(value)
    return flow_work(first)
"""
OUTER = """\
@task_group(group_id="outer", default_args={"retries": 4})
def outer(value, count=2):
    made = [flow_work.override(task_id=f"made_{i}")(value) for i in range(count)]
    inner = pair(made[0])
    inner >> made[-1] if count > 1 else None
    return {"inner": inner, "made": made}
"""


def work(w):
    w.use(w.taskflow_import.format("task"))
    return w.define("flow_work", WORK)


def pair(w):
    w.use(w.taskflow_import.format("task_group"))
    work(w)
    return w.define("pair", PAIR)


def value(w):
    """An argument: XComs in any shape, or a plain value."""
    found = [w.pick(w.xcoms) for _ in range(w.count(0, 2))] if w.xcoms else []
    if not found:
        return w.pick(("1", "'x'", "[]", "None"))
    return w.pick(
        (
            found[0],
            f"[{', '.join(found)}]",
            f"{{'key': {found[0]}}}",
            f"({found[-1]}, [{found[0]}])",
            ", ".join(found),
        )
    )


def call(w):
    """A name that nothing makes unique: Airflow adds `__1`, `__2`."""
    name = w.new("x")
    code = w.pick(("flow_work({})", "flow_work(*[{}])", "flow_work(named=({},))"))
    work(w)
    w.say(f"{name} = {code.format(value(w))}")
    w.add(name, name)


def override(w):
    name = w.new("x")
    more = w.pick(("", ", retries=3", ", trigger_rule='all_done'" * (not w.setups)))
    w.say(f"{name} = {work(w)}.override(task_id={w.id_of(name)}{more})({value(w)})")
    w.add(name, name)


def other(w):
    name, kind = w.new("x"), w.pick(OTHERS)
    w.use(w.taskflow_import.format("task"))
    w.define(kind, OTHERS[kind])
    w.say(f"{name} = {kind}({value(w)})")
    w.add(name, f'{name}["one"]' if kind == "several" else name)


def expand(w):
    name = w.new("e")
    over = w.pick(("[1, 2]", "{'a': 1}", *(w.xcoms and [w.pick(w.xcoms)])))
    work(w)
    code = w.pick(
        (
            f"flow_work.override(task_id={w.id_of(name)}).expand(v={over})",
            f"flow_work.partial(u=2).expand(v={over})",
            f"flow_work.expand_kwargs([{{'v': 1}}, {{'v': {over}}}])",
            f"flow_work.partial(u=1).expand(v={over}, z=[3])",
        )
    )
    w.say(f"{name} = {code}")
    w.add(name, name)


def classic_expand(w):
    name = w.new("e")
    w.use(w.bash_import)
    over = w.pick(('["true"]', *(w.xcoms and [w.pick(w.xcoms)])))
    partial = f"BashOperator.partial(task_id={w.id_of(name)}, retries=2{w.dag_argument})"
    w.say(f"{name} = {partial}.expand(bash_command={over})")
    w.add(name, f"{name}.output")


def transformed(w):
    if not w.xcoms:
        return call(w)
    name = w.new("z")
    one = w.pick(w.xcoms)
    work(w)
    code = w.pick((f"{one}.map(lambda x: x)", f"{one}.zip({w.pick(w.xcoms)})"))
    if "[" in one or "output" in one:
        code = one
    w.say(f"{name} = flow_work.override(task_id={w.id_of(name)}).expand(v={code})")
    w.add(name, name)
    return None


def called_group(w):
    name = w.new("c")
    pair(w)
    given = f"[{value(w)}]" if w.flag() else "1"
    code = w.pick(
        (
            f"pair({given})",
            f"pair.override(group_id={w.id_of(name)})({given})",
            "pair.expand(value=[1, 2])",
            f"pair.override(group_id={w.id_of(name)}).expand(value=['a'])",
        )
    )
    if "expand" in code and w.mapped_around:
        code = f"pair({given})"
    w.say(f"{name} = {code}")
    w.add(name)


def outer_group(w):
    name = w.new("c")
    pair(w)
    w.define("outer", OUTER)
    w.say(f"{name} = outer({w.pick(('1', '1, 1', 'value=2, count=3'))})")
    w.add(f'{name}["inner"]')
    w.add(f'{name}["made"][0]', f'{name}["made"][0]')


def local_task(w):
    """A decorated function in the body of the DAG."""
    name = w.new("y")
    w.use(w.taskflow_import.format("task"))
    given = w.pick(("", f"(task_id={w.id_of(name)})", f"(retries={w.count(0, 2)})"))
    w.say(f"@task{given}", f"def {name}(*values):", "    return values", "")
    w.say(f"{name}_done = {name}({value(w)})")
    w.add(f"{name}_done", f"{name}_done")


def wrapped(w):
    """`task(function)`, without the decorator's syntax."""
    name = w.new("y")
    w.use(w.taskflow_import.format("task"))
    w.define("plain_work", "def plain_work(*values):\n    return values\n")
    given = w.pick(("task", f"task(task_id={w.id_of(name)})"))
    w.say(f"{name} = {given}(plain_work)({value(w)})")
    w.add(name, name)


TASKFLOW = (call, call, override, other, expand, classic_expand, transformed, called_group)
TASKFLOW += (outer_group, local_task, wrapped)
