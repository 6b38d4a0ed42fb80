"""Plain values that graphs are built from: lists of names, numbers, conditions, loop headers."""

CONFIG = """\
CONFIG = {
    "orders": {"retries": 2, "on": True, "after": []},
    "users": {"retries": 0, "on": False, "after": ["orders"]},
    "events": {"retries": 1, "on": True, "after": ["orders", "users"]},
}
"""
TABLES = 'TABLES = ["north", "south", "west"]\n'
PAIRS = 'PAIRS = [("one", 1), ("two", 2)]\n'
KIND = """\
class Kind(Enum):
    FULL = "full"
    DELTA = "delta"

    @property
    def short(self):
        return self.value[:2]
"""
JOB = """\
@dataclass
class Job:
    name: str
    retries: int = 0
    tags: list = field(default_factory=list)
    on: bool = True

    @property
    def key(self):
        return f"job_{self.name}"

    def rank(self, base=1):
        return base + self.retries


JOBS = [Job("small"), Job("large", retries=3, on=False)]
"""
ROW = """\
class Row(NamedTuple):
    name: str
    level: int = 1


ROWS = (Row("top"), Row("low", level=2))
"""
POINT = """\
Point = namedtuple("Point", "x y")
POINTS = [Point("a", 1), Point(y=2, x="b")]
"""
SETTINGS = """\
class Base:
    names = ["base"]
    on = False

    @classmethod
    def all_names(cls):
        return [*cls.names, cls.__name__.lower()]


class Settings(Base):
    names = ["set", "more"]
    on = True

    def __init__(self, size=2):
        self.size = size
        self.labels = [f"label{i}" for i in range(size)]

    @staticmethod
    def numbers(n):
        return [str(i * i) for i in range(1, n + 1)]

    def __iter__(self):
        return iter(self.labels)

    def __len__(self):
        return self.size


SETTINGS = Settings()
"""
YAML_TEXT = "tables:\n  - {name: y1, on: true}\n  - {name: y2, on: false}\nmore: [p, q]\n"
JSON_TEXT = '{"tables": [{"name": "j1", "on": true}, {"name": "j2", "on": false}], "more": ["r"]}'
HELPER = '''\
"""Constants and functions that the DAG files share."""

from airflow_names import EmptyOperator

CITIES = ["oslo", "rome"]
LIMITS = dict(low=1, high=3)


def pairs_of(items):
    for index, item in enumerate(items):
        yield index, item


def make(name, **kwargs):
    return EmptyOperator(task_id=name, **kwargs)


class Maker:
    """Makes tasks with a prefix."""

    made = 0

    def __init__(self, prefix="m"):
        self.prefix = prefix
        self.all = []

    def __call__(self, name, after=None):
        task = make(f"{self.prefix}_{name}")
        self.all.append(task)
        Maker.made += 1
        if after is not None:
            after >> task
        return task
'''


def config(w):
    return w.define("CONFIG", CONFIG)


def tables(w):
    return w.define("TABLES", TABLES)


def jobs(w):
    w.use("from dataclasses import dataclass, field")
    w.define("Job", JOB)
    return "JOBS"


def kinds(w):
    w.use("from enum import Enum")
    return w.define("Kind", KIND)


def rows(w):
    w.use("from typing import NamedTuple")
    w.define("Row", ROW)
    return "ROWS"


def points(w):
    w.use("from collections import namedtuple")
    w.define("Point", POINT)
    return "POINTS"


def settings(w):
    w.define("Settings", SETTINGS)
    return "SETTINGS"


def pairs(w):
    return w.define("PAIRS", PAIRS)


def helper(w):
    """The module beside the file."""
    name = {3: "airflow.sdk", 2: "airflow.models"}[w.major]
    w.file("airflow_names.py", f"{w.empty_import}\nfrom {name} import DAG\n")
    w.file("shared_lib/__init__.py", "from .makers import CITIES, make\n\nVERSION = (1, 2)\n")
    w.file("shared_lib/makers.py", HELPER)
    return "shared_lib"


def yaml_file(w):
    w.file("jobs.yaml", YAML_TEXT)
    w.use("import yaml")
    w.use("from pathlib import Path")
    text = w.pick(
        (
            '(Path(__file__).parent / "jobs.yaml").read_text()',
            'Path(__file__).with_name("jobs.yaml").open()',
        )
    )
    return w.define("YAML", f"YAML = yaml.safe_load({text})\n")


def json_file(w):
    w.file("data/jobs.json", JSON_TEXT)
    w.use("import json")
    w.use("import os")
    where = 'os.path.join(os.path.dirname(__file__), "data", "jobs.json")'
    return w.define("JSON", f"with open({where}) as source:\n    JSON = json.load(source)\n")


def names(w):
    """(Code of a list of distinct short strings, its length)."""
    return w.pick(NAMES)(w)


def _literal(w):
    count = w.count(1, 3)
    return str([f"n{i}" for i in range(count)]).replace("'", '"'), count


def _split(w):
    return w.pick(('"p q r".split()', '"p,q,r".split(",")', 'list("pqr")')), 3


def _tables(w):
    name = tables(w)
    return w.pick(
        (
            (name, 3),
            (f"sorted({name})", 3),
            (f"{name}[:2]", 2),
            (f"{name}[::-1]", 3),
            (f"list(reversed({name}))", 3),
            (f"[*{name}, 'extra']", 4),
            (f"[n.upper() for n in {name} if n != 'west']", 2),
            (f"list(map(str.title, {name}))", 3),
            (f"list(filter(lambda n: 'o' in n, {name}))", 2),
            (f"sorted({name}, key=lambda n: n[-2], reverse=True)", 3),
            (f"[n[0] for n in {name}]", 3),
            (f"sorted(set({name}) - {{'west'}})", 2),
            (f"[n for n in {name} if not n.startswith(('n', 's'))] + ['z']", 2),
            (f"[n.replace('o', '0') for n in {name}]", 3),
        )
    )


def _config(w):
    name = config(w)
    return w.pick(
        (
            (f"list({name})", 3),
            (f"[k for k, v in {name}.items() if v['on']]", 2),
            (f"sorted({name}.keys())", 3),
            (f"sorted({name}, key=lambda k: {name}[k]['retries'])", 3),
            (f"[f'{{k}}_{{v[\"retries\"]}}' for k, v in {name}.items()]", 3),
            (f"{name}['events']['after']", 2),
            (f"{name}.get('nothing', ['some', 'other'])", 2),
            (f"[k for k in {{**{name}, 'last': {{}}}}]", 4),
        )
    )


def _objects(w):
    return w.pick(
        (
            lambda: (f"[job.name for job in {jobs(w)}]", 2),
            lambda: (f"[job.key for job in sorted({jobs(w)}, key=Job.rank, reverse=True)]", 2),
            lambda: (f"[kind.value for kind in {kinds(w)}]", 2),
            lambda: (f"[kind.short for kind in {kinds(w)}]", 2),
            lambda: (f"list({kinds(w)}.__members__)", 2),
            lambda: (f"[row.name for row in {rows(w)} if row.level > 0]", 2),
            lambda: (f"[x for x, _ in {points(w)}]", 2),
            lambda: (f"{settings(w)}.labels", 2),
            lambda: (f"list({settings(w)})", 2),
            lambda: (f"type({settings(w)}).all_names()", 3),
            lambda: (f"{settings(w)}.numbers(len(SETTINGS))", 2),
            lambda: (f"[name for name, _ in {pairs(w)}]", 2),
        )
    )()


def _data(w):
    return w.pick(
        (
            lambda: (f"[row['name'] for row in {yaml_file(w)}['tables']]", 2),
            lambda: (f"{yaml_file(w)}['more']", 2),
            lambda: (f"[row['name'] for row in {json_file(w)}['tables'] if row['on']]", 1),
            lambda: (f"[*{json_file(w)}['more'], 's']", 2),
        )
    )()


def _module(w):
    name = helper(w)
    return w.pick(
        (
            lambda: (w.use(f"from {name} import CITIES") or "CITIES", 2),
            lambda: (w.use(f"import {name}.makers as makers") or "makers.CITIES", 2),
            lambda: (w.use(f"from {name}.makers import LIMITS") or "list(LIMITS)", 2),
            lambda: (w.use(f"import {name}") or f"sorted({name}.CITIES)", 2),
        )
    )()


NAMES = (_literal, _tables, _config, _split, _objects, _data, _module)


def condition(w):
    """The code of a condition that is known."""
    if w.loops and w.flag():
        loop = w.pick(w.loops).removesuffix(":02d")
        return w.pick(
            (
                f"str({loop}) in ('n0', 'orders', '1', 'north')",
                f"len(str({loop})) > 1",
                f"not str({loop}).startswith('n')",
                f"str({loop}) != 'n1'",
            )
        )
    return w.pick(
        (
            lambda: "1 < 2 < 3",
            lambda: f"len({tables(w)}) > 3",
            lambda: f"'north' in {tables(w)} and not {config(w)}['users']['on']",
            lambda: f"{config(w)}.get('nothing') is None",
            lambda: f"any(v['on'] for v in {config(w)}.values())",
            lambda: f"all(v['on'] for v in {config(w)}.values())",
            lambda: f"isinstance({tables(w)}, (list, tuple))",
            lambda: f"hasattr({settings(w)}, 'nothing')",
            lambda: f"getattr({settings(w)}, 'on', False)",
            lambda: f"{kinds(w)}('full') is Kind.FULL",
            lambda: f"{kinds(w)}.FULL == Kind['DELTA']",
            lambda: f"{jobs(w)}[0] == Job('small')",
            lambda: f"max(job.retries for job in {jobs(w)}) >= 3",
            lambda: f"sum(len(n) for n in {tables(w)}) % 2",
            lambda: f"{rows(w)}[1] > Row('low', 1)",
            lambda: f"(size := len({pairs(w)})) == 2",
        )
    )()
