"""Idioms of generators and other lazy things, of inheritance, errors and partial calls.

The format is that of `idioms`. None of them is left in the middle of a `with`.
"""

STEPPED = """\
def stepped(prefix, **kwargs):
    for number in itertools.count(1):
        yield EmptyOperator(task_id=f"{prefix}_{number}", **kwargs)
"""
DEEP = """\
def deep(prefix, depth):
    if depth:
        above = EmptyOperator(task_id=f"{prefix}_{depth}")
        yield above
        yield from deep(prefix, depth - 1)
    return depth
"""
TALKING = """\
def talking(prefix):
    name = yield
    while True:
        name = yield EmptyOperator(task_id=f"{prefix}_{name}")
"""
COUNTED = """\
class Counted:
    def __init__(self, prefix, most):
        self.prefix, self.most, self.made = prefix, most, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.made == self.most:
            raise StopIteration
        self.made += 1
        return EmptyOperator(task_id=f"{self.prefix}_{self.made}")
"""
FAMILY = """\
class Step:
    suffix = "step"

    def __init__(self, prefix, **kwargs):
        self.prefix = prefix
        self.task = self.make(**kwargs)

    def make(self, **kwargs):
        return EmptyOperator(task_id=f"{self.prefix}_{self.suffix}", **kwargs)


class Tagged:
    @property
    def label(self):
        return self.suffix.upper()


class Checked(Tagged, Step):
    suffix = "checked"

    def make(self, *, retries=1, **kwargs):
        first = super().make(retries=retries, **kwargs)
        second = EmptyOperator(task_id=f"{self.prefix}_{self.label}")
        return first >> second
"""
SETTINGS = """\
class Missing(LookupError):
    pass


def setting(name, default=None):
    try:
        return {"known": "value"}[name]
    except KeyError as error:
        if default is None:
            raise Missing(name) from error
        return default
    finally:
        setting.asked = name
"""
MAKE = """\
def make_named(kind, name, *parts, sep="_", **kwargs):
    return EmptyOperator(task_id=sep.join([kind, name, *map(str, parts)]), **kwargs)
"""

STEPS = (
    (
        (STEPPED,),
        """
NEW3 = stepped(ID(NEW3))
NEW1, NEW2 = next(NEW3), next(NEW3)
NEW1 >> NEW2
""",
        ("NEW1", "NEW2"),
    ),
    (
        (STEPPED,),
        """
for NEW2, NEW1 in zip(NAMES, stepped(ID(NEW1))):
    NODE >> NEW1
""",
        (),
    ),
    (
        (STEPPED,),
        """
for NEW2, NEW1 in enumerate(stepped(ID(NEW1))):
    if NEW2 == 2:
        break
    NODE >> NEW1
""",
        (),
    ),
    (
        (STEPPED,),
        """
NEW1 = list(itertools.islice(stepped(ID(NEW1)), 3))
NEW2 = [*itertools.takewhile(lambda one: not one.task_id.endswith("_2"), stepped(ID(NEW2)))]
NEW1[0] >> NEW2[0] >> NEW1[-1]
""",
        ("NEW1[-1]",),
    ),
    (
        (DEEP,),
        """
NEW2 = deep(ID(NEW2), 4)
NEW1 = next(NEW2)
NEW1 >> next(NEW2)
""",
        ("NEW1",),
    ),
    (
        (TALKING,),
        """
NEW2 = talking(ID(NEW2))
next(NEW2)
NEW1 = NEW2.send("hello")
NEW1 >> NEW2.send("again")
NEW2.close()
""",
        ("NEW1",),
    ),
    (
        (COUNTED,),
        """
NEW2 = Counted(ID(NEW2), 3)
NEW1 = next(NEW2)
for NEW3 in NEW2:
    NEW1 >> NEW3
""",
        ("NEW1",),
    ),
    (
        (),
        """
NEW2 = (EmptyOperator(task_id=ID(NEW2) + f"_{n}"DAG) for n in range(4))
NEW1 = next(NEW2)
NEW1 >> next(NEW2, None)
""",
        ("NEW1",),
    ),
    (
        (),
        """
NEW2 = map(lambda n: EmptyOperator(task_id=ID(NEW2) + f"_{n}"DAG), NAMES)
NEW1 = next(NEW2)
""",
        ("NEW1",),
    ),
    (
        (FAMILY,),
        """
NEW1 = Checked(ID(NEW1), retries=2).task
Step(ID(NEW2)).task >> NEW1
""",
        ("NEW1",),
    ),
    (
        (SETTINGS,),
        """
try:
    NEW2 = setting("unknown")
except Missing:
    NEW2 = setting("known")
else:
    EmptyOperator(task_id="never"DAG)
NEW1 = EmptyOperator(task_id=ID(NEW1) + f"_{NEW2}_{setting('other', 'b')}_{setting.asked}"DAG)
""",
        ("NEW1",),
    ),
    (
        (MAKE,),
        """
NEW2 = functools.partial(make_named, ID(NEW2), retries=2)
NEW1 = NEW2("one")
NEW3 = functools.partial(NEW2, "two", sep=".")(*range(2), *[COND], owner="me")
NEW1 >> NEW3
""",
        ("NEW1",),
    ),
    (
        (),
        """
NEW1 = EmptyOperator(task_id=ID(NEW1) + ("_a" if COND else "_b")DAG)
if (NEW3 := [one for one in NAMES if len(one) > 1]):
    NODE >> NEW1
""",
        ("NEW1",),
    ),
)
