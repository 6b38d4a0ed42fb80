"""What a construct writes with: lines, names, and the pools of what may stand in an expression."""

from contextlib import contextmanager

from hypothesis import strategies as st


class Writer:
    """One file on its way. Edges lead from what was made earlier to what was made later."""

    def __init__(self, draw, major):
        self.draw = draw
        self.major = major
        self.imports = {}
        """Import statements, in order, without doubles."""
        self.definitions = {}
        """Name -> what stands at the top of the module."""
        self.files = {}
        """Path -> text of the modules and data files beside it."""
        self.lines = []
        self.indent = 0
        self.depth = 0
        self.number = 0
        self.nodes = []
        """Expressions of single nodes (tasks, groups, XComs), by age."""
        self.lists = []
        """Expressions of lists of at least two nodes: (expression, length)."""
        self.xcoms = []
        self.around = {}
        """Node -> the groups that it is in."""
        self.groups = []
        self.loops = []
        """Expressions that differ from one run of the block to the next: part of all ids."""
        self.guesses = False
        """Whether something in it is only known at run time."""
        self.dag_argument = ""
        """`, dag=dag` where no `with` is around."""

    # Drawing -----------------------------------------------------------------------------------

    def pick(self, options):
        return self.draw(st.sampled_from(list(options)))

    def flag(self):
        return self.draw(st.booleans())

    def rarely(self):
        return self.draw(st.integers(0, 7)) == 7

    def count(self, low, high):
        return self.draw(st.integers(low, high))

    # Writing -----------------------------------------------------------------------------------

    def say(self, *lines):
        self.lines.extend("    " * self.indent + line for line in lines)

    def new(self, kind):
        self.number += 1
        return f"{kind}{self.number}"

    def use(self, statement):
        """An import."""
        self.imports[statement] = None

    def define(self, name, text):
        """Something at the top of the module, once."""
        self.definitions.setdefault(name, text)
        return name

    def file(self, path, text):
        self.files.setdefault(path, text)

    # Ids ---------------------------------------------------------------------------------------

    def id_of(self, name):
        """The code of an id that is another one in every run of the loops around."""
        if not self.loops:
            return f'"{name}"'
        parts = [f"{{{loop}}}" for loop in self.loops]
        plain = "_".join([name, *parts])
        if len(self.loops) > 1 or self.loops[0].endswith(":02d"):
            return f'f"{plain}"'
        loop = self.loops[0]
        return self.pick(
            (
                f'f"{plain}"',
                f'"{name}_{{}}".format({loop})',
                f'"{name}_%s" % ({loop},)',
                f'"_".join(["{name}", str({loop})])',
                f'"{name}_" + str({loop})',
                f'f"{{{loop}}}_{name}"',
            )
        )

    # Pools -------------------------------------------------------------------------------------

    def add(self, expression, xcom=None):
        self.nodes.append(expression)
        self.around[expression] = tuple(self.groups)
        if xcom is not None:
            self.xcoms.append(xcom)

    def add_list(self, expression, length):
        self.lists.append((expression, length))
        for index in range(length):
            self.add(f"{expression}[{index}]")

    def chosen(self, most):
        """Up to `most` nodes by age, none of them a group around another one."""
        count = min(self.count(2, most), len(self.nodes))
        indexes = self.draw(
            st.lists(
                st.integers(0, len(self.nodes) - 1), min_size=count, max_size=count, unique=True
            )
        )
        found = [self.nodes[index] for index in sorted(indexes)]
        around = {group for name in found for group in self.around[name]}
        return [name for name in found if name not in around]

    def node(self):
        """Any single node; a task is made where there is none."""
        if not self.nodes:
            name = self.new("t")
            self.operator_line(name)
        return self.pick([n for n in self.nodes if n not in self.groups] or self.nodes)

    def operator_line(self, name):
        self.say(f"{name} = EmptyOperator(task_id={self.id_of(name)}{self.dag_argument})")
        self.add(name)

    @contextmanager
    def block(self, *head, keep=False, loop=None):
        """The body of a statement; what is made in it is only known in it unless `keep`."""
        self.say(*head)
        before = len(self.nodes), len(self.lists), len(self.xcoms)
        self.indent += 1
        self.depth += 1
        if loop is not None:
            self.loops.append(loop)
        start = len(self.lines)
        try:
            yield
        finally:
            if len(self.lines) == start:
                self.say("pass")
            if loop is not None:
                self.loops.pop()
            self.indent -= 1
            self.depth -= 1
            if not keep:
                del self.nodes[before[0] :], self.lists[before[1] :], self.xcoms[before[2] :]
