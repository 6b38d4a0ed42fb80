"""DAG files that combine constructs; Airflow itself says what graph each of them is."""

HEAD = """\
from __future__ import annotations

import functools
import itertools
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.python import BranchPythonOperator, PythonOperator
from airflow.providers.standard.sensors.python import PythonSensor
from airflow.sdk import (
    DAG,
    Asset,
    BaseOperator,
    Label,
    TaskGroup,
    TriggerRule,
    XComArg,
    asset,
    chain,
    chain_linear,
    cross_downstream,
    dag,
    setup,
    task,
    task_group,
    teardown,
)


"""

HEAD_2 = """\
from __future__ import annotations

import functools
import itertools
from datetime import datetime, timedelta

from airflow.decorators import dag, setup, task, task_group, teardown
from airflow.models import DAG, BaseOperator
from airflow.models.xcom_arg import XComArg
from airflow.models.baseoperator import chain, chain_linear, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.operators.empty import EmptyOperator
from airflow.operators.python import BranchPythonOperator, PythonOperator
from airflow.sensors.python import PythonSensor
from airflow.utils.edgemodifier import Label
from airflow.utils.task_group import TaskGroup
from airflow.utils.trigger_rule import TriggerRule
"""

HELPER = """

def empty(task_id, **kwargs):
    return EmptyOperator(task_id=task_id, **kwargs)


"""

CASES = {}
CASES_2 = {}
"""The same for Airflow 2, where it has all of it."""

ONLY_3 = ("decorated_dags", "assets")


def case(name, text):
    body = HELPER + text.replace("DAG_ID", f'"{name}"')
    CASES[f"case_{name}"] = HEAD + body
    if name not in ONLY_3:
        CASES_2[f"case_{name}"] = HEAD_2 + body.replace("airflow.sdk", "airflow.decorators")


case(
    "prev_chain",
    """
with DAG(DAG_ID, schedule=None):
    previous = None
    for index, name in enumerate(["a", "b", "c"]):
        current = BashOperator(task_id=f"step_{index}_{name}", bash_command="true")
        if previous:
            previous >> current
        previous = current
    previous >> empty("end")
    tasks = [empty(f"t{i}") for i in range(4)]
    for left, right in zip(tasks, tasks[1:]):
        left >> right
    functools.reduce(lambda a, b: a >> b, [empty(f"r{i}") for i in range(3)])
""",
)

case(
    "lists",
    """
with DAG(DAG_ID, schedule="@daily", start_date=datetime(2024, 1, 1)):
    a, b, c, d, e, f = (empty(name) for name in "abcdef")
    [a, b] >> c >> [d, e] >> f
    g = empty("g")
    g << [a, f]
    h = empty("h")
    h.set_upstream([g, c])
    h.set_downstream(empty("i"))
    value = a >> h
    value >> empty("j")
    a >> b << empty("k")
""",
)

case(
    "chains",
    """
with DAG(DAG_ID, schedule=timedelta(hours=2), start_date=datetime(2024, 1, 1)):
    a, b, c, d, e, f = [empty(n) for n in ("a", "b", "c", "d", "e", "f")]
    chain(a, [b, c], [d, e], f)
    levels = [[empty(f"l{i}_{j}") for j in range(i + 1)] for i in range(3)]
    chain_linear(*levels, f)
    cross_downstream([a, b], [empty("x"), empty("y")])
    chain(empty("p"), Label("to q"), empty("q"))
    chain(*[empty(f"z{i}") for i in range(3)])
    with TaskGroup("g") as g:
        empty("one") >> empty("two")
    chain(a, g, [empty("m"), empty("n")])
""",
)

case(
    "groups",
    """
with DAG(DAG_ID, schedule="0 6 * * 1-5", start_date=datetime(2024, 1, 1)):
    start, end = empty("start"), empty("end")
    with TaskGroup("outer") as outer:
        first = empty("first")
        with TaskGroup("inner", prefix_group_id=False) as inner:
            empty("x") >> [empty("y"), empty("z")]
            with TaskGroup("deep") as deep:
                empty("d1"), empty("d2")
        first >> inner
        with TaskGroup("other") as other:
            empty("o")
        deep >> other
    start >> outer >> end
    with TaskGroup("late") as late:
        one = empty("one")
        start >> late
        two = empty("two")
    late >> end
    with TaskGroup("hollow") as hollow:
        pass
    start >> hollow >> empty("after_hollow")
    outer.get_child_by_label("first") >> late.get_child_by_label("two")
    inner >> late
    for name in ("u", "v"):
        with TaskGroup(group_id=f"loop_{name}") as group:
            tasks = [empty(f"t{i}") for i in range(2)]
            tasks[0] >> tasks[1]
        start >> group >> end
""",
)

case(
    "labels",
    """
with DAG(DAG_ID, schedule=None):
    z = empty("z")
    with TaskGroup("g") as g:
        a = empty("a")
        b, c = empty("b"), empty("c")
        a >> Label("inside") >> [b, c]
    with TaskGroup("h") as h:
        p = empty("p")
        q = empty("q")
    a >> Label("one") >> z
    z >> Label("two") >> q
    g >> Label("three") >> h
    y = empty("y")
    y << Label("back") << b
    branch = BranchPythonOperator(task_id="branch", python_callable=lambda: "left")
    branch >> Label("l") >> empty("left")
    branch >> Label("r") >> [empty("right"), empty("right2")]
    branch.set_downstream(z, Label("direct"))
""",
)

case(
    "taskflow",
    """
@task
def extract(n: int = 1) -> dict:
    return {"n": n}


@task(retries=2, trigger_rule="all_done")
def load(*values, **named):
    return values


@task(multiple_outputs=True)
def split():
    return {"left": 1, "right": 2}


@task.branch
def choose(value):
    return "load"


@task.bash(env={"A": "1"})
def shell(value):
    return f"echo {value}"


@task.short_circuit
def stop():
    return True


@task.sensor(poke_interval=10)
def wait():
    return True


@task.run_if(lambda context: True)
@task
def sometimes():
    pass


with DAG(DAG_ID, schedule=None, default_args={"retries": 3}):
    x = extract()
    y = extract(2)
    z = extract.override(task_id="renamed", retries=1)(3)
    load([x, {"k": y}], other=(z,))
    parts = split()
    load(parts["left"], parts["right"])
    s = shell(choose(x))
    stop() >> s >> wait()
    extract.override(task_id="extract__7")(1)
    extract(9)
    sometimes() >> extract(n=10)
    classic = BashOperator(task_id="classic", bash_command=x, env={"v": [y["k"]]}, append_env=z)
    PythonOperator(
        task_id="python",
        python_callable=print,
        op_args=[classic.output, "text"],
        op_kwargs={"a": {"deep": [parts["left"]]}},
    )
    BashOperator(task_id="formatted", bash_command=f"echo {classic.output}")
""",
)

case(
    "groups_taskflow",
    """
@task
def add(x, y=1):
    return x + y


@task_group
def returning(v):
    first = add(v)
    second = add(first)
    add(second)
    return second


@task_group(group_id="named", prefix_group_id=True, default_args={"retries": 4})
def nothing(v):
    add(v) >> empty("inner")


@task_group
def nested(v):
    @task_group
    def inside(w):
        return add(w)

    return inside.override(group_id="second")(inside(v))


with DAG(DAG_ID, schedule=None):
    s, e = empty("s"), empty("e")
    s >> returning(1) >> e
    returning(returning(2))
    nothing(3) >> nothing.override(group_id="again")(4) >> nothing(5)
    nested(add(6)) >> e
    s >> nothing(7)
""",
)

case(
    "mapping",
    """
@task
def numbers():
    return [1, 2]


@task
def double(x, y=0, z=0):
    return x * 2


@task
def total(values):
    return sum(values)


@task_group
def mapped_group(v, w=1):
    return double(double(v), y=w)


with DAG(DAG_ID, schedule=None):
    n = numbers()
    d = double.partial(y=n).expand(x=[1, 2, 3])
    total(d)
    total(double.expand(x=n, y=[1, n], z=d.map(lambda v: v + 1)))
    double.expand_kwargs([{"x": 1}, {"x": 2}])
    double.expand_kwargs(n.zip(d).map(lambda pair: {"x": pair[0]}))
    BashOperator.partial(task_id="bash", env={"n": n}).expand(bash_command=["a", "b"])
    up = PythonOperator.partial(task_id="py", python_callable=print).expand(op_args=n.concat(d))
    up >> empty("after_py", trigger_rule=TriggerRule.ALL_DONE)
    total(mapped_group.expand(v=n))
    mapped_group.partial(w=2).expand(v=[1, 2]) >> empty("after_group")
    total(up.output)
    double.override(task_id="named").partial(z=1).expand(x={"a": 1})
""",
)

case(
    "setup_teardown",
    """
@setup
def make(name="cluster"):
    return name


@teardown
def drop(name="cluster"):
    pass


@task
def work(v=None):
    return v


def dropping(name):
    return drop_of(name)()


def drop_of(name):
    @teardown
    def drop(value="cluster"):
        return value

    return drop.override(task_id=f"drop_{name}")


with DAG(DAG_ID, schedule=None):
    with make() >> drop():
        work() >> work()
        work()
    s = empty("s").as_setup()
    t = empty("t").as_teardown(setups=s, on_failure_fail_dagrun=True)
    s >> [empty("w1"), empty("w2")] >> t
    with make("outer") >> dropping("outer"):
        work("a")
        with make("inner") >> dropping("inner"):
            work("b") >> work("c")
    with TaskGroup("g") as g:
        gs, gw, gt = empty("gs").as_setup(), empty("gw"), empty("gt")
        gs >> gw >> gt.as_teardown(setups=gs)
    g >> empty("after_g")
    with t as scope:
        inside = empty("inside")
        scope.add_task(empty("added"))
    m = make.override(task_id="m")()
    d = drop_of("d")(m)
    m >> work(m) >> d
    with [empty("s1").as_setup(), empty("s2").as_setup()] >> empty("td").as_teardown():
        empty("w")
""",
)

case(
    "factories",
    """
COMMON = dict(owner="me", retries=2, trigger_rule="all_done")


def make(kind, name, **kwargs):
    return {"bash": bash, "empty": empty}[kind](f"{kind}_{name}", **{**COMMON, **kwargs})


def bash(task_id, command="true", **kwargs):
    return BashOperator(task_id=task_id, bash_command=command, **kwargs)


class Builder:
    prefix = "built"

    def __init__(self, names):
        self.names = names
        self.tasks = {}

    def build(self):
        for name in self.names:
            self.tasks[name] = make("empty", f"{self.prefix}_{name}", retries=0)
        return self

    def link(self):
        chain(*self.tasks.values())


def create(dag_id, names, schedule=None, *, tail=True):
    with DAG(dag_id, schedule=schedule, default_args=COMMON, tags=["x"]) as made:
        ops = {n: make("bash" if n.startswith("b") else "empty", n) for n in names}
        for up, down in itertools.pairwise(ops.values()):
            up >> down
        if tail:
            list(ops.values())[-1] >> make("empty", "tail")
    return made


for suffix, names in {"one": ["a", "b"], "two": ["b1", "c", "d"]}.items():
    globals()[f"dag_{suffix}"] = create(f"factories_{suffix}", names, tail=suffix == "one")

with DAG(DAG_ID, schedule=None) as main:
    builder = Builder(["p", "q"]).build()
    builder.link()
    partial = functools.partial(bash, command="echo", retries=7)
    partial("partial") >> builder.tasks["p"]
    stages = {stage: [empty(f"{stage}_{i}") for i in range(n)] for stage, n in (("s", 2), ("t", 1))}
    stages["s"] >> stages["t"][0]

with main:
    empty("extended") >> builder.tasks["q"]
unattached = EmptyOperator(task_id="attached_by_edge")
unattached >> builder.tasks["p"]
EmptyOperator(task_id="by_argument", dag=main).set_upstream(builder.tasks["q"])
""",
)

case(
    "decorated_dags",
    """
@dag(schedule="@hourly", start_date=datetime(2024, 1, 1), tags=["a"])
def decorated_plain(limit: int = 3, name="x"):
    @task
    def use(value, text):
        return value

    BashOperator(task_id="echo", bash_command="{{ params.limit }}") >> use(limit, name)


@dag
def decorated_bare():
    empty("only")


@dag("decorated_named", schedule=None)
def another(n):
    @task
    def f(v):
        return v

    return f(n)


decorated_plain()
decorated_bare()
made = another(4)

for region in ["eu", "us"]:

    @dag(dag_id=f"decorated_{region}", schedule=None)
    def regional():
        @task
        def where():
            return region

        where() >> empty(f"{region}_end")

    regional()

with DAG(DAG_ID, schedule="@once", start_date=datetime(2024, 1, 1)) as outer:

    @outer.task
    def through_dag():
        return 1

    @outer.task(retries=1)
    def with_arguments(v):
        return v

    with_arguments(through_dag())
""",
)

case(
    "custom_operators",
    """
class Base(BaseOperator):
    template_fields = ("query", "target")

    def __init__(self, query, target=None, conn_id="default", **kwargs):
        super().__init__(**kwargs)
        self.query = query
        self.target = target
        self.conn_id = conn_id

    def execute(self, context):
        return self.query


class Child(Base):
    def __init__(self, *, table, **kwargs):
        kwargs.setdefault("retries", 9)
        super().__init__(query=f"select {table}", **kwargs)


class Shell(BashOperator):
    def __init__(self, script, **kwargs):
        super().__init__(bash_command=f"bash {script}", trigger_rule="one_success", **kwargs)


class Plain(EmptyOperator):
    pass


with DAG(DAG_ID, schedule=None, default_args={"conn_id": "other", "retries": 1}):
    up = empty("up")
    source = Base(task_id="source", query=up.output)
    child = Child(task_id="child", table="t", target=source.output, conn_id=source.output)
    Shell(task_id="shell", script="x.sh") >> Plain(task_id="plain")
    later = Base(task_id="later", query="q")
    later.target = child.output
    with TaskGroup("g"):
        Child(task_id="in_group", table="u", conn_id=later.output)
    Base.partial(task_id="mapped", conn_id="c").expand(query=["a", "b"])
""",
)

case(
    "assets",
    """
raw = Asset("s3://raw")
clean = Asset(name="clean", uri="s3://clean")


@asset(schedule="@daily")
def made_asset(self, context, raw_input):
    pass


@asset.multi(schedule=[raw], outlets=[clean, Asset("third")])
def several():
    pass


with DAG("assets_producer", schedule=None):
    BashOperator(task_id="make", bash_command="true", outlets=[raw])

with DAG("assets_both", schedule=(raw & clean) | made_asset):
    empty("consume")

with DAG(DAG_ID, schedule=[raw, clean]):
    empty("consume_list")
""",
)

case(
    "hidden",
    """
def build():
    dag = DAG("hidden_not_found", schedule=None)
    EmptyOperator(task_id="a", dag=dag)


def found_by_with():
    with DAG("hidden_with", schedule=None):
        empty("a")


def returned():
    dag = DAG("hidden_returned", schedule=None)
    EmptyOperator(task_id="a", dag=dag) >> EmptyOperator(task_id="b", dag=dag)
    return dag


build()
found_by_with()
kept = returned()
dropped = [returned]
with DAG("hidden_unregistered", schedule=None, auto_register=False):
    empty("a")
with DAG(DAG_ID, schedule=None, auto_register=False) as named:
    empty("a")
""",
)

case(
    "conditions",
    """
FLAGS = {"extra": True, "old": False}
MODES = ["fast", "slow"]

with DAG(DAG_ID, schedule=None, default_args={"owner": "x"}) as d:
    start = empty("start")
    for mode in MODES:
        with TaskGroup(mode) as group:
            run = BashOperator(task_id="run", bash_command="true", pool=mode)
            if mode == "slow" and FLAGS["extra"]:
                run >> empty("extra")
            elif FLAGS["old"]:
                run >> empty("old")
            else:
                run << empty("prepare")
        start >> group
    match len(MODES):
        case 2:
            end = empty("two")
        case _:
            end = empty("many")
    try:
        from airflow.sdk import task as found
    except ImportError:
        found = None
    fallback = empty("fallback" if found is None else "found")
    start >> end
    count = 0
    while count < 3:
        empty(f"w{count}") >> end
        count += 1
    last = end if FLAGS["extra"] else start
    last >> fallback
    for task_ in list(d.tasks):
        if not task_.upstream_list and task_.task_id != "start":
            start >> task_
""",
)

case(
    "precedence",
    """
with DAG(DAG_ID, schedule=None, default_args={"retries": 1, "trigger_rule": "none_failed"}):
    empty("plain")
    empty("explicit", retries=5)
    empty("own", default_args={"retries": 6})
    with TaskGroup("g", default_args={"retries": 2}):
        empty("in_group")
        with TaskGroup("h", default_args={"trigger_rule": "one_failed"}):
            empty("in_both")
            empty("own", default_args={"retries": 8}, trigger_rule="always")

    @task
    def f(retries=0, owner=None):
        return retries

    f()
    f.override(retries=9)()
    f.expand(owner=["a"])

    @task_group(default_args={"retries": 7})
    def tg():
        f()
        empty("e")

    tg()
""",
)

case(
    "xcom_args",
    """
with DAG(DAG_ID, schedule=None):

    @task
    def a():
        return {"x": 1}

    @task
    def b(*args, **kwargs):
        return args

    one, two = a(), a()
    three = b(one, two["x"], k=[one, (two, {"deep": one["y"]})])
    four = XComArg(three.operator, key="other")
    b(four) >> b(one.zip(two, fillvalue=0))
    [one, two] >> empty("join") >> b()
    one >> [two, three] >> empty("next")
    sensor = PythonSensor(task_id="sensor", python_callable=lambda v: v, op_kwargs={"v": one})
    sensor << two
    results = [b(i, v) for i, v in enumerate([one, two])]
    b(results)
    chain(one, results, empty("chained"))
    pairs = {name: b.override(task_id=name)(one) for name in ("n1", "n2")}
    for op in pairs.values():
        op >> empty("collected_" + op.operator.task_id)
""",
)


case(
    "subclasses",
    """
class Nightly(DAG):
    def __init__(self, name, **kwargs):
        super().__init__(dag_id=f"nightly_{name}", schedule=None, **kwargs)
        self.made = []

    def step(self, name):
        self.made.append(EmptyOperator(task_id=name, dag=self))
        return self.made[-1]


class Steps(TaskGroup):
    def __init__(self, group_id, count, **kwargs):
        super().__init__(group_id=group_id, **kwargs)
        self.steps = []
        with self:
            for number in range(count):
                self.steps.append(empty(f"step_{number}"))


with Nightly("one") as nightly:
    group = Steps("g", 2)
    group >> empty("end")
    group.steps[0] >> group.steps[1]
nightly.step("a") >> nightly.step("b")

with DAG(DAG_ID, schedule=None):
    Steps("h", 3) >> Steps("i", 1)
""",
)

case(
    "equality",
    """
with DAG(DAG_ID, schedule=None) as d:
    a, b = empty("a"), empty("b")

    @task
    def f(v=None):
        return v

    x = f()
    if a != b and x != 1 and x != f(x) and a == d.get_task("a") and a in [a, b]:
        a >> b
    chosen = [one for one in d.tasks if one != a and one.task_id.startswith("b")]
    chosen >> x
    if x == x.operator.output and x.operator not in d.leaves:
        empty("same") >> a
""",
)

case(
    "generators_are_read_in_steps",
    """
def numbered(name):
    for number in itertools.count():
        yield empty(f"{name}{number}")


def nested(depth):
    if depth:
        yield empty(f"level{depth}")
        yield from nested(depth - 1)


def spoken():
    name = yield
    while name:
        name = yield empty(name)


class Steps:
    def __init__(self):
        self.made = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.made += 1
        return empty(f"step{self.made}")


with DAG(DAG_ID, schedule=None):
    made = numbered("a")
    next(made) >> next(made)
    for letter, one in zip("xy", numbered("b")):
        empty(letter) >> one
    for index, one in enumerate(numbered("c")):
        if index == 2:
            break
        one >> empty(f"after{index}")
    chain(*itertools.islice(numbered("d"), 3))
    levels = nested(5)
    next(levels) >> next(levels)
    said = spoken()
    next(said)
    said.send("said1") >> said.send("said2")
    steps = Steps()
    next(steps) >> next(steps)
    unread = (empty(f"unread{i}") for i in range(3))
    next(unread)
    next(map(empty, ["mapped", "not_mapped"]))
    for one in itertools.takewhile(lambda t: t.task_id != "e1", numbered("e")):
        one >> empty("taken")
""",
)

case(
    "generators_end_where_they_are_left",
    """
queue = ["one"]


def waiting():
    while queue:
        yield queue.pop()


def cleaned():
    try:
        yield empty("first")
        yield empty("never")
    finally:
        empty("cleaned")


def grouped():
    with TaskGroup("around"):
        yield empty("left")
        yield empty("right")


with DAG(DAG_ID, schedule=None):
    for name in waiting():
        empty(name)
        if name == "one":
            queue.append("two")
    for _ in cleaned():
        break
    for one in grouped():
        one >> empty(one.task_id.replace(".", "_"))
""",
)
