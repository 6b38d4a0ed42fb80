"""Classic task groups, and scopes of setup and teardown."""

from tests.reality.programs.blocks import body


def group(w):
    name = w.new("g")
    w.use(w.group_import)
    more = w.pick(
        (
            "",
            "",
            ', tooltip="a group"',
            ", default_args={'retries': 1}",
            ", prefix_group_id=False",
            ", prefix_group_id=False, default_args={'owner': 'me', 'retries': 2}",
        )
    )
    if w.dag_argument and not w.groups:
        more += w.dag_argument
    w.groups.append(name)
    with w.block(f"with TaskGroup({w.id_of(name)}{more}) as {name}:", keep=True):
        if not w.rarely():
            body(w, 4)
    w.groups.pop()
    w.add(name)


def late_group(w):
    """A group without `with`: tasks name it."""
    name = w.new("g")
    w.use(w.group_import)
    w.say(f"{name} = TaskGroup(group_id={w.id_of(name)}{w.dag_argument})")
    w.groups.append(name)
    for _ in range(w.count(0, 2)):
        inner = w.new("t")
        given = f"task_id={w.id_of(inner)}, task_group={name}{w.dag_argument}"
        w.say(f"{inner} = EmptyOperator({given})")
        w.add(inner)
    w.groups.pop()
    w.add(name)


def scope(w):
    """A setup, what it is for, and its teardown."""
    name = w.new("s")
    made = f"EmptyOperator(task_id={w.id_of(name)}{w.dag_argument}).as_setup()"
    w.say(f"{name} = {made}")
    end = f"EmptyOperator(task_id={w.id_of(name + '_end')}{w.dag_argument})"
    more = w.pick(("", ", on_failure_fail_dagrun=True"))
    w.say(f"{name}_end = {end}.as_teardown(setups={name}{more})")
    head = w.pick((f"{name}_end", f"{name} >> {name}_end", name))
    with w.block(f"with {head}:", keep=True):
        body(w, 3)


PREPARE = """\
@setup
def prepare(value=1):
    return value


@teardown(on_failure_fail_dagrun=True)
def clean(value=1):
    return value
"""


def decorated(w):
    w.use(w.taskflow_import.format("setup"))
    w.use(w.taskflow_import.format("teardown"))
    w.define("prepare", PREPARE)
    name = w.new("s")
    w.say(f"{name} = prepare()")
    w.say(f"{name}_end = clean({w.pick(('', name))})")
    inner = w.new_task()
    w.say(w.pick((f"{name} >> {inner} >> {name}_end", f"{inner} << {name}")))
    w.say(f"{name} >> {name}_end")


GROUPS = (group, group, group, late_group)
SETUPS = (scope, decorated)
