"""Dependencies, one by one and in loops."""

from tests.reality.programs import values

LINK = """\
def link(up, *downs):
    for down in downs:
        up >> down
    return downs[-1]
"""


def several(w, most=4):
    """Nodes in order; new tasks where there are too few."""
    while True:
        found = w.chosen(most) if len(w.nodes) > 1 else []
        if len(found) > 1:
            return found
        w.operator_line(w.new("t"))


def plain(w):
    found = several(w)
    first, last = found[0], found[-1]
    up, down = ", ".join(found[:-1]), ", ".join(found[1:])
    w.say(
        w.pick(
            (
                f"{first} >> {last}",
                f"{last} << {first}",
                f"{first} >> [{down}]",
                f"[{up}] >> {last}",
                f"({up},) >> {last}",
                " >> ".join(found),
                " << ".join(reversed(found)),
                f"{last} << [{up}]",
                f"{first}.set_downstream([{down}])",
                f"{last}.set_upstream([{up}])",
                f"{first}.set_downstream({last})",
                f"{first} >> [{down}] >> {w.new_task()}",
                f"value = {first} >> {last}",
                f"{last} << {first} >> {w.new_task()}",
            )
        )
    )


def chains(w):
    found = several(w)
    first, down = found[0], ", ".join(found[1:])
    name = w.pick(("chain", "chain", "chain_linear", "cross_downstream"))
    w.use(w.chain_import.format(name))
    if name == "cross_downstream":
        w.say(f"cross_downstream([{first}], [{down}])")
        return
    w.say(
        w.pick(
            (
                f"{name}({', '.join(found)})",
                f"{name}({first}, [{down}])",
                f"{name}(*[{', '.join(found)}])",
            )
        )
    )


def list_chains(w):
    listed, _ = a_list(w)
    w.use(w.chain_import.format("chain"))
    w.say(
        w.pick(
            (
                f"chain(*{listed})",
                f"chain(*reversed({listed}))",
                f"chain(*{listed}[1:])",
                f"functools.reduce(lambda up, down: up >> down, {listed})",
                f"functools.reduce(lambda up, down: up << down, {listed}[::-1])",
                f"chain(*[[task] for task in {listed}])",
            )
        )
    )


def a_list(w):
    """A list of nodes: (expression, length)."""
    if not w.lists:
        name = w.new("l")
        w.say(f"{name} = [EmptyOperator(task_id=f'{name}_{{i}}'{w.dag_argument}) for i in '12']")
        if w.loops:
            w.lines.pop()
            w.say(f"{name} = []")
            for suffix in "12":
                code = f"EmptyOperator(task_id={w.id_of(name + suffix)}{w.dag_argument})"
                w.say(f"{name}.append({code})")
        w.add_list(name, 2)
    return w.pick(w.lists)


def neighbours(w):
    listed, _ = a_list(w)
    w.say(
        *w.pick(
            (
                (f"for up, down in zip({listed}, {listed}[1:]):", "    up >> down"),
                (
                    f"for index in range(len({listed}) - 1):",
                    f"    {listed}[index] >> {listed}[index + 1]",
                ),
                (
                    f"for up, down in itertools.pairwise({listed}):",
                    "    down.set_upstream(up)",
                ),
                (f"[up >> down for up, down in zip({listed}[:-1], {listed}[1:])]",),
                (
                    f"for index, task_ in enumerate({listed}):",
                    "    if index > 0:",
                    f"        {listed}[index - 1] >> task_",
                ),
                (
                    "previous = None",
                    f"for task_ in {listed}:",
                    "    if previous is not None:",
                    "        previous >> task_",
                    "    previous = task_",
                ),
                (
                    f"current = {listed}[0]",
                    f"for task_ in {listed}[1:]:",
                    "    current = current >> task_",
                ),
                (
                    f"rest = list({listed})",
                    "while len(rest) > 1:",
                    "    up = rest.pop(0)",
                    "    up >> rest[0]",
                ),
            )
        )
    )


def fans(w):
    """From an earlier node to all of a list, or from all of it to a new one."""
    listed, count = a_list(w)
    last = w.new_task()
    w.say(
        *w.pick(
            (
                (f"{listed} >> {last}" if listed[0] != "s" else f"list({listed}) >> {last}",),
                (f"{last} << list({listed})",),
                (f"for task_ in {listed}:", f"    task_ >> {last}"),
                (f"for task_ in {listed}:", f"    {last}.set_upstream(task_)"),
                (f"[task_ >> {last} for task_ in {listed}]",),
                (f"[*{listed}] >> {last}",),
                (
                    f"{listed}[0] >> {listed}[-1] >> {last}"
                    if count > 1
                    else f"{listed}[0] >> {last}",
                ),
                (
                    f"for index, task_ in enumerate({listed}):",
                    "    if index % 2 == 0:",
                    "        continue",
                    f"    task_ >> {last}",
                ),
                (f"for task_ in {listed}:", f"    task_ >> {last}", "    break"),
            )
        )
    )


def by_name(w):
    """Edges that a dict describes."""
    name = w.new("d")
    config = values.config(w)
    suffix = w.id_of(name)
    make = f"EmptyOperator(task_id={suffix} + '_' + key{w.dag_argument})"
    w.say(f"{name} = {{key: {make} for key in {config}}}")
    w.say(
        *w.pick(
            (
                (
                    f"for key, value in {config}.items():",
                    "    for other in value['after']:",
                    f"        {name}[other] >> {name}[key]",
                ),
                (
                    f"for key in {config}:",
                    f"    {name}[key] << [{name}[other] for other in {config}[key]['after']]",
                ),
                (
                    "edges = [(other, key) for key in CONFIG for other in CONFIG[key]['after']]",
                    "for up, down in edges:",
                    f"    {name}[up].set_downstream({name}[down])",
                ),
                (
                    f"for key, task_ in {name}.items():",
                    f"    if after := {config}[key].get('after'):",
                    f"        task_.set_upstream([{name}[other] for other in after])",
                ),
            )
        )
    )
    for key in ("orders", "users", "events"):
        w.add(f'{name}["{key}"]')


def called(w):
    found = several(w)
    w.define("link", LINK)
    w.say(f"last = link({', '.join(found)})")


def labelled(w):
    found = several(w)
    w.use(w.label_import)
    first, last = found[0], found[-1]
    w.say(
        w.pick(
            (
                f'{first} >> Label("l") >> {last}',
                f'{first} >> Label("l") >> [{", ".join(found[1:])}]',
                f'{last} << Label("l") << {first}',
                f'{first}.set_downstream({last}, edge_modifier=Label("l"))',
            )
        )
    )


EDGES = (plain, plain, plain, chains, list_chains, neighbours, fans, by_name, called, labelled)
