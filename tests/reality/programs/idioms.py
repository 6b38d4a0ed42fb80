"""Idioms of real DAG files, as text: (definitions, statements, the nodes that they make).

`NEW1` is a name that nothing else has, `ID(NEW1)` the code of an id that differs from run to run
of the loops around, `NODE` an earlier node, `NAMES` a list of names, `COND` a known condition.
"""

import re

from tests.reality.programs import values
from tests.reality.programs.steps import STEPS

FUNCTIONS = """\
def shout(text, times=1, *, end=""):
    return (text.upper() + "!")[:-1] * times + end


def collect(item, into=[]):
    into.append(item)
    return into


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def parse(text):
    if not text:
        raise ValueError("nothing")
    return [part.strip() for part in text.split(";") if part.strip()]
"""
PIPELINE = """\
class Pipeline:
    registry = {}

    def __init__(self, name, **options):
        self.name = name
        self.options = {"retries": 1, **options}
        self.steps = []
        Pipeline.registry[name] = self

    def step(self, suffix):
        task_ = EmptyOperator(task_id=f"{self.name}_{suffix}", **self.options)
        if self.steps:
            self.steps[-1] >> task_
        self.steps.append(task_)
        return self

    def __enter__(self):
        return self.step("enter")

    def __exit__(self, *error):
        self.step("exit")
        return False

    @property
    def last(self):
        return self.steps[-1]

    @functools.cached_property
    def first(self):
        return self.steps[0]


class Longer(Pipeline):
    def step(self, suffix, extra=True):
        super().step(suffix)
        if extra:
            super().step(suffix + "_more")
        return self
"""
SECTION = """\
@contextmanager
def section(name, **kwargs):
    with TaskGroup(name, **kwargs) as inner:
        start = EmptyOperator(task_id="start")
        yield start, inner
        start >> EmptyOperator(task_id="end")
"""
KINDS = """\
OPERATORS = {"empty": EmptyOperator, "bash": BashOperator}
STEPS = [
    {"kind": "empty", "name": "one"},
    {"kind": "bash", "name": "two", "args": {"bash_command": "true"}, "after": ["one"]},
    {"kind": "empty", "name": "three", "after": ["one", "two"]},
]
"""
TREE = 'TREE = {"a": {"b": {}, "c": {"d": {}}}}\n'
GROW = """\
def grow(prefix, tree, above):
    for name, below in tree.items():
        task_ = EmptyOperator(task_id=f"{prefix}_{name}")
        above >> task_
        grow(f"{prefix}_{name}", below, task_)
"""
SHAPES = """\
@dataclass(frozen=True)
class Circle:
    name: str
    size: int = 1


@dataclass
class Square(Circle if False else object):
    name: str
    side: float = 2.0


SHAPES = [Circle("round"), Square("flat", 3.5), ("loose", 1, 2), {"name": "mapped"}, None]
"""
DEFAULTED = """\
BASE_ARGS = {"retries": 2, "owner": "x"}
"""

IDIOMS = (
    (
        (),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1)DAG)
NEW1.retries = 4
NEW1.trigger_rule = "all_success"
NEW1.doc_md = "text"
""",
        ("NEW1",),
    ),
    (
        (PIPELINE,),
        """
NEW1 = Pipeline(ID(NEW1), retries=3).step("a").step("b")
NODE >> NEW1.steps[0]
""",
        ("NEW1.last", "NEW1.first"),
    ),
    (
        (PIPELINE,),
        """
with Longer(ID(NEW1)) as NEW1:
    NEW1.step("inside", extra=False)
NEW2 = Pipeline.registry[NEW1.name].last
""",
        ("NEW2",),
    ),
    (
        (SECTION,),
        """
with section(ID(NEW1)) as (NEW1, NEW2):
    NEW3 = EmptyOperator(task_id="middle")
    NEW1 >> NEW3
""",
        ("NEW3",),
    ),
    (
        (SECTION,),
        """
with ExitStack() as stack:
    NEW1 = stack.enter_context(TaskGroup(ID(NEW1)))
    NEW2 = EmptyOperator(task_id="stacked")
NODE >> NEW1
""",
        (),
    ),
    (
        (KINDS,),
        """
NEW1 = {}
for step in STEPS:
    name = step["name"]
    NEW1[name] = OPERATORS[step["kind"]](task_id=ID(NEW1) + "_" + name, **step.get("args", {})DAG)
    for after in step.get("after", []):
        NEW1[name].set_upstream(NEW1[after])
NEW1["one"].set_upstream(NODE)
""",
        ('NEW1["three"]',),
    ),
    (
        (TREE, GROW),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1))
grow(ID(NEW2), TREE, NEW1)
""",
        ("NEW1",),
    ),
    (
        (SHAPES,),
        """
for shape in SHAPES:
    match shape:
        case Circle(name=name, size=1):
            NEW1 = EmptyOperator(task_id=ID(NEW1) + "_" + nameDAG)
        case Square(side=side) if side > 3:
            NEW1 = EmptyOperator(task_id=ID(NEW1) + f"_{shape.name}_{side:.0f}"DAG)
        case (first, *rest):
            NEW1 = EmptyOperator(task_id=ID(NEW1) + f"_{first}_{len(rest)}"DAG)
        case {"name": str(name)}:
            NEW1 = EmptyOperator(task_id=ID(NEW1) + name.join("__")DAG)
        case None | False:
            continue
""",
        ("NEW1",),
    ),
    (
        (FUNCTIONS,),
        """
makers = [lambda name: EmptyOperator(task_id=name + str(i)DAG) for i in range(2)]
NEW1 = [make(ID(NEW1) + letter) for make, letter in zip(makers, "xy")]
later = [lambda name, i=i: EmptyOperator(task_id=f"{name}-{i}"DAG) for i in range(2)]
NEW2 = [make(ID(NEW2)) for make in later]
NEW1[0] >> NEW2
""",
        ("NEW1[1]", "NEW2[1]"),
    ),
    (
        (FUNCTIONS,),
        """
NEW1 = [EmptyOperator(task_id=ID(NEW1) + f"_{fibonacci(n)}"DAG) for n in (4, 5, 6)]
NEW1.insert(0, EmptyOperator(task_id=ID(NEW2)DAG))
NEW1.reverse()
NEW1.pop() >> NEW1[0]
NEW1[-1] >> NEW1[:-1]
del NEW1[1]
NEW1.sort(key=lambda one: one.task_id)
""",
        ("NEW1[0]", "NEW1[-1]"),
    ),
    (
        (FUNCTIONS,),
        """
try:
    NEW1 = [EmptyOperator(task_id=ID(NEW1) + f"_{part}"DAG) for part in parse("a; b ;")]
    parse("")
    NEW2 = EmptyOperator(task_id=ID(NEW2)DAG)
except ValueError as error:
    NEW1.append(EmptyOperator(task_id=ID(NEW3) + f"_{error}"DAG))
finally:
    NEW1[0] >> NEW1[1:]
""",
        ("NEW1[-1]",),
    ),
    (
        (),
        """
with suppress(KeyError):
    NEW1 = EmptyOperator(task_id=ID(NEW1)DAG)
    {"a": 1}["b"]
    NEW1 >> EmptyOperator(task_id=ID(NEW2)DAG)
""",
        ("NEW1",),
    ),
    (
        (FUNCTIONS,),
        """
collect(EmptyOperator(task_id=ID(NEW1)DAG), into=[])
NEW2 = collect(EmptyOperator(task_id=ID(NEW2)DAG), NEW3 := [])
NEW4 = collect(EmptyOperator(task_id=shout(ID(NEW4), end="-x")DAG), NEW3)
NEW2[0] >> NEW4[1]
""",
        ("NEW3[1]",),
    ),
    (
        (),
        """
counts = Counter("banana")
NEW1 = [EmptyOperator(task_id=ID(NEW1) + f"_{k}{n}"DAG) for k, n in counts.most_common(2)]
for (kind, size), items in itertools.groupby([("a", 1), ("a", 1), ("b", 2)], key=lambda x: x):
    NEW1.append(EmptyOperator(task_id=ID(NEW2) + f"_{kind}{size}{len(list(items))}"DAG))
NEW1[0] >> list(itertools.islice(NEW1, 1, None))
""",
        ("NEW1[-1]",),
    ),
    (
        (),
        """
waiting = deque([("a", None), ("b", "a"), ("c", "a")])
NEW1 = {}
while waiting:
    key, after = waiting.popleft()
    NEW1[key] = EmptyOperator(task_id=ID(NEW1) + f"_{key}"DAG)
    if after is not None:
        NEW1[after] >> NEW1[key]
NEW2 = NEW1.pop("c")
NODE >> NEW2
""",
        ("NEW2", 'NEW1["b"]'),
    ),
    (
        (),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1)DAG)
NEW2 = EmptyOperator(task_id=NEW1.task_id + "_next"DAG)
if NEW2.task_id.endswith("_next") and NEW1 not in [NEW2] and NEW1 != NEW2:
    NEW1 >> NEW2
NEW3 = NEW1 and NEW2
NEW4 = [NEW1, NEW2][NEW1.task_id > NEW2.task_id]
""",
        ("NEW3",),
    ),
    (
        (),
        """
options = {**DEFAULTS, "retries": 5} | {"owner": "else"}
options.update(depends_on_past=False)
options.setdefault("queue", "fast")
NEW1 = EmptyOperator(task_id=ID(NEW1), **optionsDAG)
more = copy.deepcopy(options)
more["retries"] -= 3
more.pop("queue")
NEW2 = EmptyOperator(task_id=ID(NEW2), **moreDAG)
""",
        ("NEW1", "NEW2"),
    ),
    (
        (),
        """
NEW1 = dict(zip(NAMES, itertools.count()))
NEW2 = [EmptyOperator(task_id=ID(NEW2) + f"_{v:03d}{k!s:.3}"DAG) for k, v in NEW1.items()]
for up, down in itertools.combinations(NEW2, 2):
    up >> down
""",
        ("NEW2[0]",),
    ),
    (
        (),
        """
NEW1 = [
    EmptyOperator(task_id=ID(NEW1) + "_" + re.sub(r"[^a-z]+", "-", Path(path).stem)DAG)
    for path in ("sql/a 1.sql", "b_2.SQL", "c.tar.gz")
]
for NEW2, NEW3 in itertools.zip_longest(NEW1, NEW1[1:]):
    if NEW3 is None:
        break
    NEW2 >> NEW3
else:
    NODE >> NEW1[0]
""",
        ("NEW1[2]",),
    ),
    (
        (),
        """
NEW1 = []
NEW2 = 0
while True:
    NEW2 += 1
    if NEW2 == 2:
        continue
    if NEW2 > 3:
        break
    NEW1.append(EmptyOperator(task_id=ID(NEW1) + f"_{NEW2}"DAG))
for up, down in [(NODE, NEW1[0]), (NEW1[0], NEW1[1])]:
    up >> down
""",
        ("NEW1[1]",),
    ),
    (
        (),
        """
start = datetime(2024, 1, 30)
days = [start + timedelta(days=n) for n in range(3)]
NEW1 = [EmptyOperator(task_id=ID(NEW1) + f"_{day:%m%d}"DAG) for day in days if day.weekday() < 6]
NEW2 = EmptyOperator(task_id=ID(NEW2) + str(divmod(7, 2)[1]) + str(round(2.5))DAG)
NEW1 >> NEW2
""",
        ("NEW2",),
    ),
    (
        (),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1)DAG)
NEW1 >> [task_ for task_ in [EmptyOperator(task_id=ID(NEW2)DAG) if COND else None] if task_]
""",
        ("NEW1",),
    ),
)

FLOW = (
    (
        (),
        """
with TaskGroup(ID(NEW1)) as NEW1, TaskGroup("deeper") as NEW2:
    NEW3 = flow_work()
NEW1 >> EmptyOperator(task_id=ID(NEW4))
""",
        ("NEW3",),
    ),
    (
        (),
        """
NEW1 = [flow_work.override(task_id=ID(NEW1) + f"_{i}")(i) for i in range(2)]
NEW2 = flow_work(NEW1)
NEW3 = functools.reduce(lambda before, n: flow_work(before, n), range(2), NEW2)
""",
        ("NEW3", "NEW1[0]"),
    ),
    (
        (),
        """
NEW1 = flow_work.override(task_id=ID(NEW1), retries=5)
NEW2 = NEW1(1)
NEW3 = flow_work(*map(flow_work, "ab"), last=NEW2)
NEW2 >> flow_work(NEW3)
""",
        ("NEW3",),
    ),
    (
        (),
        """
@task_group(group_id=ID(NEW1))
def NEW1(given, more=3):
    NEW2 = flow_work(given)

    @task
    def inside(x):
        return x

    NEW3 = [inside.override(task_id=f"inside_{n}")(NEW2) for n in range(more)]
    NEW3[0] >> NEW3[-1]
    return NEW2, NEW3

NEW4, NEW5 = NEW1(1, more=2)
""",
        ("NEW4", "NEW5[1]"),
    ),
    (
        (),
        """
@task_group
def NEW1(given=None):
    with TaskGroup("classic") as NEW2:
        flow_work(given) >> EmptyOperator(task_id="plain")
    NODE >> NEW2

NEW3 = NEW1()
""",
        ("NEW3",),
    ),
    (
        (),
        """
class NEW1:
    @staticmethod
    @task
    def pulled(x=1):
        return x

    @classmethod
    def run(cls, n):
        return [cls.pulled(i) for i in range(n)]

NEW2 = NEW1.run(2)
NEW2[0] >> NEW2[1]
""",
        ("NEW2[1]",),
    ),
    (
        (),
        """
NEW1 = dag.get_task(NEW2.task_id) if (NEW2 := EmptyOperator(task_id=ID(NEW2))) else None
for other in list(dag.tasks):
    if other.task_id == NEW1.task_id:
        continue
    if not other.downstream_task_ids and COND and "." not in other.task_id:
        other.downstream_list
NEW3 = EmptyOperator(task_id=ID(NEW3))
NEW1 >> NEW3
NEW4 = NEW3.upstream_list[0] if NEW1.task_id in NEW3.upstream_task_ids else NEW3
""",
        ("NEW4",),
    ),
    (
        (),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1))
NEW2 = flow_work.expand(v=[NEW1.output] if COND else [1])
NEW3 = flow_work.partial(u=NEW2).expand_kwargs([{"v": n} for n in range(2)])
NEW4 = NEW2.map(str).zip(NEW3)
NEW5 = flow_work.expand(v=NEW4)
""",
        ("NEW3", "NEW5"),
    ),
    (
        (),
        """
NEW1 = flow_work()
chain(NODE, [flow_work(NEW1), flow_work(NEW1)], [flow_work(1), flow_work(2)], flow_work())
chain(NEW1, Label("l"), EmptyOperator(task_id=ID(NEW2)))
""",
        ("NEW1",),
    ),
)

NEEDS = {
    "TaskGroup": "group_import",
    "Label(": "label_import",
    "BashOperator": "bash_import",
    "contextmanager": "from contextlib import contextmanager",
    "ExitStack": "from contextlib import ExitStack",
    "suppress(": "from contextlib import suppress",
    "Counter(": "from collections import Counter",
    "deque(": "from collections import deque",
    "dataclass": "from dataclasses import dataclass, field",
    "copy.": "import copy",
    "re.sub": "import re",
    "Path(": "from pathlib import Path",
}


def idiom(w):
    every = (*IDIOMS, *STEPS)
    _write(w, *w.pick([one for one in every if not w.dag_argument or "DAG" in one[1]]))


def flow_idiom(w):
    from tests.reality.programs.taskflow import pair

    pair(w)
    w.use(w.chain_import.format("chain"))
    _write(w, *w.pick(FLOW))


def _write(w, definitions, text, nodes):
    found = {word: w.new("n") for word in sorted(set(re.findall(r"NEW\d", text)))}
    earlier = w.node() if "NODE" in text else ""
    for definition in definitions:
        w.define(definition, definition)
        _import(w, definition)
    _import(w, text)
    names, condition = values.names(w)[0], values.condition(w)

    def filled(part):
        part = re.sub(r"ID\((NEW\d)\)", lambda m: f"({w.id_of(found[m[1]])})", part)
        part = part.replace("NAMES", f"({names})").replace("COND", condition)
        part = part.replace("NODE", earlier).replace("DAG)", f"{w.dag_argument})")
        return re.sub(r"NEW\d", lambda m: found[m[0]], part)

    w.say(*(line for line in filled(text).strip("\n").split("\n")))
    for node in nodes:
        w.add(filled(node))


def _import(w, text):
    for word, statement in NEEDS.items():
        if word in text:
            w.use(getattr(w, statement, statement))
