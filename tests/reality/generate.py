"""Random DAG files: tasks, groups and edges of all kinds, always the same for a seed."""

import random

HEAD = """\
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import (
    DAG, Label, TaskGroup, chain, chain_linear, cross_downstream, setup, task, task_group, teardown
)


@task
def work(*values, **named):
    return values


@task_group
def pair(value):
    first = work(value)
    second = work(first)
    return first if value == 1 else None


@setup
def prepare():
    return 1


def empties(*names, **kwargs):
    return [EmptyOperator(task_id=name, **kwargs) for name in names]


"""

RULES = ("all_success", "all_done", "none_failed", "one_failed", "none_failed_min_one_success")


class Generator:
    """Writes one file. Edges mostly lead from what was made earlier to what was made later."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.number = 0
        self.indent = 1
        self.nodes = []
        """Names of variables with something that can stand beside `>>`, by age."""
        self.around = {}
        """Node -> the groups that it is in."""
        self.xcoms = []
        self.groups = []
        self.scopes = self.random.random() < 0.3
        """With setups in a file, all other tasks must have the default trigger rule."""

    def new(self, kind):
        self.number += 1
        return f"{kind}{self.number}"

    def say(self, text):
        self.lines.append("    " * self.indent + text)

    def add(self, name):
        self.nodes.append(name)
        self.around[name] = tuple(self.groups)

    def ordered(self, count):
        """Up to `count` nodes by age, none of them a group around another one."""
        chosen = self.random.sample(self.nodes, min(count, len(self.nodes)))
        if self.random.random() < 0.97:
            chosen.sort(key=self.nodes.index)
        around = {group for name in chosen for group in self.around[name]}
        return [name for name in chosen if name not in around]

    # Statements --------------------------------------------------------------------------------

    def operator(self):
        name = self.new("t")
        rule = "all_success" if self.scopes else self.random.choice(RULES)
        extra = self.random.choice(("", f', trigger_rule="{rule}"', ", retries=2"))
        self.say(f'{name} = EmptyOperator(task_id="{name}"{extra})')
        self.add(name)

    def templated(self):
        name = self.new("b")
        value = self.random.choice(self.xcoms) if self.xcoms else '"x"'
        key = self.random.choice(("", '["key"]')) if self.xcoms else ""
        self.say(f'{name} = BashOperator(task_id="{name}", bash_command={value}{key})')
        self.say(f"{name}_out = {name}.output")
        self.add(name)
        self.xcoms.append(f"{name}_out")

    def taskflow(self):
        name = self.new("x")
        values = ", ".join(self.random.sample(self.xcoms, min(len(self.xcoms), 2)))
        shape = self.random.choice(("{}", "[{}]", "named=[({},)]" if values else "{}"))
        override = self.random.choice(("", "", f'.override(task_id="{name}")'))
        self.say(f"{name} = work{override}({shape.format(values)})")
        self.add(name)
        self.xcoms.append(name)

    def mapped(self):
        name = self.new("m")
        value = self.random.choice([*self.xcoms, "[1, 2]"])
        self.say(f'{name} = work.override(task_id="{name}").expand(v={value})')
        self.add(name)
        self.xcoms.append(name)

    def called_group(self):
        name = self.new("c")
        value = self.random.choice([*self.xcoms, "1"])
        expanded = self.random.random() < 0.2 and value != "1"
        self.say(f"{name} = pair.expand(value={value})" if expanded else f"{name} = pair({value})")
        self.add(name)

    def many(self):
        name = self.new("l")
        names = ", ".join(f'"{name}_{i}"' for i in range(self.random.randint(1, 3)))
        self.say(f"{name} = empties({names})")
        self.say(f"for one in {name}:")
        self.say(f"    {self.random.choice(self.nodes)} >> one")
        self.add(f"{name}[0]")

    def group(self):
        name = self.new("g")
        prefix = self.random.choice(("", "", ", prefix_group_id=False"))
        defaults = self.random.choice(("", ', default_args={"retries": 1}'))
        self.say(f'with TaskGroup("{name}"{prefix}{defaults}) as {name}:')
        self.indent += 1
        self.groups.append(name)
        if self.random.random() < 0.15:
            self.say("pass")
        else:
            for _ in range(self.random.randint(1, 4)):
                self.statement()
        self.groups.pop()
        self.indent -= 1
        self.add(name)

    def scope(self):
        name = self.new("s")
        self.say(f'{name} = EmptyOperator(task_id="{name}").as_setup()')
        self.say(f'{name}_end = EmptyOperator(task_id="{name}_end").as_teardown(setups={name})')
        self.say(f"with {self.random.choice((f'{name}_end', f'{name} >> {name}_end', name))}:")
        self.indent += 1
        for _ in range(self.random.randint(1, 4)):
            self.random.choice((self.operator, self.operator, self.taskflow, self.edge))()
        if self.indent < 4 and self.random.random() < 0.3:
            self.scope()
        self.indent -= 1

    def edge(self):
        chosen = self.ordered(self.random.randint(2, 4))
        if len(chosen) < 2:
            self.operator()
            return
        first, last = chosen[0], chosen[-1]
        middle = f"[{', '.join(chosen[1:])}]"
        self.say(
            self.random.choice(
                (
                    f"{first} >> {last}",
                    f"{last} << {first}",
                    f"{first} >> {middle}",
                    f"[{', '.join(chosen[:-1])}] >> {last}",
                    " >> ".join(chosen),
                    f"{last} << [{', '.join(chosen[:-1])}]",
                    f"{last}.set_upstream([{', '.join(chosen[:-1])}])",
                    f"chain({', '.join(chosen)})",
                    f"chain({first}, {middle})",
                    f"chain_linear({first}, {middle})",
                    f"cross_downstream([{first}], {middle})",
                    f'{first} >> Label("l{self.number}") >> {last}',
                    f'{first} >> Label("l{self.number}") >> {middle}',
                    f'{last} << Label("l{self.number}") << {first}',
                )
            )
        )

    def statement(self):
        choices = [self.operator, self.taskflow, self.edge, self.edge, self.edge, self.templated]
        choices += [self.called_group, self.many, self.mapped]
        if self.indent < 4:
            choices += [self.group, self.group]
        if self.scopes and not self.groups:
            choices.append(self.scope)
        self.random.choice(choices)()

    def file(self, name):
        self.operator()
        for _ in range(self.random.randint(6, 16)):
            self.statement()
        body = "\n".join(self.lines)
        return f'{HEAD}with DAG("{name}", schedule=None, default_args={{"owner": "me"}}):\n{body}\n'


def generated(seed):
    """The text of the DAG file with this seed."""
    return Generator(seed).file(f"generated_{seed}")
