"""Many tasks at once: comprehensions, generators, dicts, attributes."""

from tests.reality.programs import values

SHELF = """\
class Shelf:
    def __init__(self, prefix, names):
        self.items = []
        self.by_name = {}
        for name in names:
            self.put(prefix, name)

    def put(self, prefix, name):
        task = EmptyOperator(task_id=f"{prefix}_{name}")
        self.items.append(task)
        self.by_name[name] = task
        return self

    @property
    def first(self):
        return self.items[0]

    def __getitem__(self, index):
        return self.items[index]

    def __iter__(self):
        yield from self.items
"""
EACH = """\
def each(prefix, names):
    for name in names:
        yield EmptyOperator(task_id=f"{prefix}_{name}")
"""
DOWN = """\
def countdown(prefix, n):
    task = EmptyOperator(task_id=f"{prefix}_{n}")
    if n <= 1:
        return [task]
    return [task, *countdown(prefix, n - 1)]
"""


def one(w, name, variable):
    """The code that makes one task in a loop over `variable`."""
    w.loops.append(variable)
    code = f"EmptyOperator(task_id={w.id_of(name)}{w.dag_argument})"
    w.loops.pop()
    return code


def comprehension(w):
    name, (source, count) = w.new("l"), values.names(w)
    w.say(f"{name} = [{one(w, name, 'item')} for item in {source}]")
    w.add_list(name, count)


def numbered(w):
    name, count = w.new("l"), w.count(2, 3)
    source = w.pick((f"range({count})", f"range(0, {2 * count}, 2)", f"range({count}, 0, -1)"))
    w.say(f"{name} = [{one(w, name, 'index')} for index in {source}]")
    w.add_list(name, count)


def tuple_of(w):
    name, (source, count) = w.new("u"), values.names(w)
    w.say(f"{name} = tuple({one(w, name, 'item')} for item in {source})")
    w.add_list(name, count)


def unpacked(w):
    name, count = w.new("v"), w.count(2, 3)
    names = [f"{name}_{index}" for index in range(count)]
    target = ", ".join(names)
    if w.flag():
        w.say(f"{target} = ({one(w, name, 'index')} for index in range({count}))")
    else:
        w.say(f"{names[0]}, *{name} = [{one(w, name, 'index')} for index in range({count})]")
        names = [names[0], f"{name}[0]"]
    for each_name in names:
        w.add(each_name)


def dictionary(w):
    name, (source, count) = w.new("d"), values.names(w)
    w.say(f"{name} = {{item: {one(w, name, 'item')} for item in {source}}}")
    w.say(f"{name}_all = {w.pick((f'list({name}.values())', f'[*{name}.values()]'))}")
    w.add_list(f"{name}_all", count)


def appended(w):
    name, (source, count) = w.new("a"), values.names(w)
    start, add = w.pick((("[]", "append({})"), ("list()", "append({})"), ("[]", "extend([{}])")))
    w.say(f"{name} = {start}", f"for item in {source}:")
    w.say(f"    {name}.{add.format(one(w, name, 'item'))}")
    w.add_list(name, count)


def summed(w):
    name, (source, count) = w.new("a"), values.names(w)
    w.say(f"{name} = []", f"for item in {source}:")
    w.say(f"    {name} += [{one(w, name, 'item')}]")
    w.add_list(name, count)


def grouped(w):
    w.use("from collections import defaultdict")
    name, (source, count) = w.new("g"), values.names(w)
    w.say(f"{name} = defaultdict(list)", f"for index, item in enumerate({source}):")
    w.say(f"    {name}[index % 2].append({one(w, name, 'item')})")
    w.add_list(f"{name}[0]", (count + 1) // 2)


def mapped(w):
    name, (source, count) = w.new("m"), values.names(w)
    w.say(f"{name} = list(map(lambda item: {one(w, name, 'item')}, {source}))")
    w.add_list(name, count)


def shelf(w):
    if w.dag_argument:
        return comprehension(w)
    name, (source, count) = w.new("s"), values.names(w)
    w.define("Shelf", SHELF)
    w.say(f"{name} = Shelf({w.id_of(name)}, {source})")
    w.add(f"{name}.first")
    w.add_list(w.pick((f"{name}.items", name)), count)
    return None


def generated(w):
    if w.dag_argument:
        return appended(w)
    name, (source, count) = w.new("y"), values.names(w)
    w.define("each", EACH)
    w.say(f"{name} = list(each({w.id_of(name)}, {source}))")
    w.add_list(name, count)
    return None


def recursive(w):
    if w.dag_argument:
        return dictionary(w)
    name, count = w.new("r"), w.count(1, 3)
    w.define("countdown", DOWN)
    w.say(f"{name} = countdown({w.id_of(name)}, {count})")
    w.add_list(name, count)
    return None


def attributes(w):
    w.use("from types import SimpleNamespace")
    name = w.new("n")
    w.say(f"{name} = SimpleNamespace(one={one(w, name, '1')})")
    w.say(f'setattr({name}, "two", {one(w, name, "2")})')
    w.add(f"{name}.one")
    w.add(f"{name}.two")


LISTS = (
    comprehension,
    numbered,
    tuple_of,
    unpacked,
    dictionary,
    appended,
    summed,
    grouped,
    mapped,
    shelf,
    generated,
    recursive,
    attributes,
)
