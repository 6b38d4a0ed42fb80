"""Single tasks, in all the ways in which one is made."""

from tests.reality.programs import values

RULES = ("all_success", "all_done", "none_failed", "one_failed", "none_failed_min_one_success")

OWN = """\
class Own(BaseOperator):
    template_fields = ("text",)

    def __init__(self, *, text="", times=1, **kwargs):
        kwargs.setdefault("retries", times)
        super().__init__(**kwargs)
        self.text = text

    def execute(self, context):
        return self.text
"""
CHILD = """\
class Child(Own):
    def __init__(self, name, *args, **kwargs):
        super().__init__(*args, task_id=name, times=4, **kwargs)
"""
MAKE = """\
def make(name, *more, rule=None, **kwargs):
    if rule:
        kwargs["trigger_rule"] = rule
    for key, value in more:
        kwargs.setdefault(key, value)
    return EmptyOperator(task_id=name, **kwargs)
"""
NUMBERED = """\
def numbered(prefix, start=1):
    count = start

    def make_next(**kwargs):
        nonlocal count
        count += 1
        return EmptyOperator(task_id=f"{prefix}_{count}", **kwargs)

    return make_next
"""
TAGGED = """\
def tagged(prefix):
    def decorate(function):
        @functools.wraps(function)
        def inner(name, *args, **kwargs):
            return function(f"{prefix}_{name}", *args, **kwargs)

        return inner

    return decorate


@tagged("tag")
def tagged_task(name, retries=0):
    return EmptyOperator(task_id=name, retries=retries)
"""
WORK = """\
def work(*args, **kwargs):
    return args
"""
COMMON = 'COMMON = {"retries": 3, "trigger_rule": "all_done"}\n'


def options(w):
    """More arguments of an operator."""
    if w.rarely():
        return f", **{{**{w.define('COMMON', COMMON)}, 'retries': 1}}"
    return w.pick(("", "", ", retries=2", ", retries=1 + 1", rule(w)))


def rule(w):
    if w.setups:
        return ", retries=1"
    if w.rarely():
        w.use(w.rule_import)
        return ", trigger_rule=TriggerRule.ALL_DONE"
    return f', trigger_rule="{w.pick(RULES)}"'


def save(w, name, code, xcom=True):
    """`name = code`, a node from now on."""
    w.say(f"{name} = {code}")
    w.add(name, f"{name}.output" if xcom else None)


def operator(w):
    name = w.new("t")
    w.say(f"{name} = EmptyOperator(task_id={w.id_of(name)}{options(w)}{w.dag_argument})")
    w.add(name)


def bash(w):
    name = w.new("b")
    w.use(w.bash_import)
    text = w.pick(((w.xcoms and w.pick(w.xcoms)) or '"true"', '"true"', '"echo {{ ds }}"'))
    save(w, name, f"BashOperator(task_id={w.id_of(name)}, bash_command={text}{w.dag_argument})")


def python(w):
    name = w.new("p")
    w.use(w.python_import)
    w.define("work", WORK)
    given = w.pick(w.xcoms) if w.xcoms and w.flag() else w.pick(('"x"', "1", "None"))
    shape = w.pick((f"op_args=[{given}]", f'op_kwargs={{"x": {given}}}', f"op_args=({given},)"))
    callable_ = w.pick(("work", "lambda *args, **kwargs: 1", "functools.partial(work, 1)"))
    code = f"PythonOperator(task_id={w.id_of(name)}, python_callable={callable_}, {shape}"
    save(w, name, f"{code}{w.dag_argument})")


def custom(w):
    name = w.new("o")
    w.define("Own", OWN)
    text = w.pick(((w.xcoms and w.pick(w.xcoms)) or "''", "'x'"))
    if w.flag():
        w.define("Child", CHILD)
        save(w, name, f"Child(name={w.id_of(name)}, text={text}{w.dag_argument})")
    else:
        save(w, name, f"Own(text={text}, task_id={w.id_of(name)}{w.dag_argument})")


def made(w):
    """By a function of the file, or of the module beside it."""
    name = w.new("f")
    if w.flag():
        w.define("make", MAKE)
        more = w.pick(("", ", rule='all_done'" * (not w.setups), ", ('retries', 2)", options(w)))
        save(w, name, f"make({w.id_of(name)}{more}{w.dag_argument})")
        return
    library = values.helper(w)
    w.use(f"from {library} import makers as library")
    save(w, name, f"library.make({w.id_of(name)}, retries=2{w.dag_argument})")


def by_partial(w):
    name = w.new("q")
    make = w.new("quick")
    w.say(f"{make} = functools.partial(EmptyOperator, retries=2{w.dag_argument})")
    save(w, name, f"{make}(task_id={w.id_of(name)}{w.pick(('', ', retries=0'))})")


def by_closure(w):
    name = w.new("c")
    w.define("numbered", NUMBERED)
    w.say(f"next_{name} = numbered({w.id_of(name)})")
    save(w, f"{name}_1", f"next_{name}({w.dag_argument[2:]})")
    save(w, f"{name}_2", f"next_{name}({w.dag_argument[2:]})")


def by_decorated(w):
    if w.dag_argument:
        return operator(w)
    name = w.new("d")
    w.define("tagged_task", TAGGED)
    save(w, name, f"tagged_task({w.id_of(name)}{w.pick(('', ', 2', ', retries=5'))})")
    return None


def by_object(w):
    """By an object of the module beside it, which keeps its tasks."""
    if w.dag_argument:
        return operator(w)
    name = w.new("k")
    library = values.helper(w)
    w.use(f"from {library}.makers import Maker")
    w.say(f"{name} = Maker({w.id_of(name)})")
    w.say(f'{name}_1 = {name}("first")')
    w.add(f"{name}_1")
    w.say(f'{name}("second"{w.pick(("", f", after={name}_1", f", {name}_1"))})')
    w.add_list(f"{name}.all", 2)
    return None


def conditional(w):
    """By a conditional expression, a `try` or a lambda."""
    name = w.new("e")
    one = f"EmptyOperator(task_id={w.id_of(name)}{w.dag_argument})"
    two = f"EmptyOperator(task_id={w.id_of(name + '_else')}{w.dag_argument})"
    save(w, name, f"{one} if {values.condition(w)} else {two}", xcom=False)


def immediately(w):
    name = w.new("i")
    make = f"(lambda task_id, **more: EmptyOperator(task_id=task_id, **more{w.dag_argument}))"
    save(w, name, f"{make}({w.id_of(name)}, retries=2)", xcom=False)


def walrus(w):
    name = w.new("w")
    w.say(f"({name} := EmptyOperator(task_id={w.id_of(name)}{w.dag_argument}))")
    w.add(name)


TASKS = (
    operator,
    bash,
    python,
    custom,
    made,
    by_partial,
    by_closure,
    by_decorated,
    by_object,
    conditional,
    immediately,
    walrus,
)
