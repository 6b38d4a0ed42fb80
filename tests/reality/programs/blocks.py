"""Statements with a body: loops, conditions, `try`, `match`, functions and groups of the user's."""

from tests.reality.programs import values


def body(w, most=3):
    for _ in range(w.count(1, most)):
        w.statement()


def for_loop(w):
    header, variable = _header(w)
    with w.block(header, loop=variable):
        _skipping(w, variable)
        body(w)
    if w.rarely():
        with w.block("else:"):
            body(w, 1)


def _skipping(w, variable):
    if w.rarely():
        word = w.pick(("continue", "break"))
        w.say(
            f"if str({variable.removesuffix(':02d')}) in ('n1', 'users', '2', 'small'):",
            f"    {word}",
        )


def _header(w):
    """(Header, code of what differs from run to run)."""
    item, index = w.new("item"), w.new("index")
    source, _ = values.names(w)
    return w.pick(
        (
            lambda: (f"for {item} in {source}:", item),
            lambda: (f"for {index} in range({w.count(1, 3)}):", index),
            lambda: (f"for {index}, {item} in enumerate({source}):", w.pick((item, index))),
            lambda: (f"for {index}, {item} in enumerate({source}, start=1):", f"{index}:02d"),
            lambda: (f"for {item}, {index} in zip({source}, itertools.count(5)):", item),
            lambda: (f"for {item}, other in zip({source}, {values.names(w)[0]}):", item),
            lambda: (f"for {item}, settings in {values.config(w)}.items():", item),
            lambda: (f"for {item}, {index} in {values.pairs(w)}:", item),
            lambda: (f"for ({index}, {item}), _ in zip(enumerate({source}), 'ab'):", item),
            lambda: (f"for {item}, *others in [('h', 1, 2), ('k',)]:", item),
            lambda: (f"for {item} in {values.jobs(w)}:", f"{item}.name"),
            lambda: (f"for {item} in {values.kinds(w)}:", f"{item}.value"),
            lambda: (f"for {item} in {values.rows(w)}:", f"{item}.name"),
            lambda: (f"for {item}, {index} in {values.points(w)}:", item),
            lambda: (f"for {item} in {values.json_file(w)}['tables']:", f"{item}['name']"),
            lambda: (f"for {item} in {values.yaml_file(w)}['tables']:", f"{item}['name']"),
            lambda: (f"for {item} in itertools.chain({source}, ['chained']):", item),
            lambda: (f"for {index}, {item} in library_pairs({source}):", item),
            lambda: (f"for {item} in ({source})[:1]:", item),
        )
    )()


def nested_loop(w):
    """Two loops at once: a product."""
    one, two = w.new("one"), w.new("two")
    w.say(f"for {one}, {two} in itertools.product('ab', range(2)):")
    w.loops.append(one)
    with w.block(loop=two):
        body(w, 2)
    w.loops.pop()


def while_loop(w):
    index = w.new("index")
    w.say(f"{index} = 0")
    with w.block(f"while {index} < {w.count(1, 3)}:", loop=index):
        body(w, 2)
        w.say(f"{index} += 1")


def previous(w):
    """A loop that ties every run to the one before."""
    name, last, item = w.new("t"), w.new("last"), w.new("item")
    source, _ = values.names(w)
    start = w.pick(("None", *w.nodes[-1:]))
    w.say(f"{last} = {start}")
    with w.block(f"for {item} in {source}:", loop=item):
        w.operator_line(name)
        if w.flag():
            body(w, 1)
        link = w.pick((f"{last} >> {name}", f"{name}.set_upstream({last})"))
        w.say(f"if {last}:", f"    {link}", f"{last} = {name}")
    if start != "None" and start not in w.groups:
        w.add(last)


def if_else(w):
    with w.block(f"if {values.condition(w)}:"):
        body(w, 2)
    if w.flag():
        with w.block(f"elif {values.condition(w)}:"):
            body(w, 1)
    if w.flag():
        with w.block("else:"):
            body(w, 2)


def match(w):
    subject = w.pick(("'full'", "('a', 1)", "{'kind': 'x', 'size': 2}", *w.loops[:1]))
    subject = subject.removesuffix(":02d")
    w.say(f"match {subject}:")
    w.indent += 1
    patterns = ("'full' | 'n0'", "(letter, 1)", "{'kind': kind, **others}", "str() as text", "_")
    for pattern in patterns[w.count(0, 3) :]:
        with w.block(f"case {pattern}:"):
            body(w, 1)
    w.indent -= 1


def try_import(w):
    with w.block("try:"):
        first = w.pick(
            (
                "{}['missing']",
                "import itertools",
                "raise ImportError('nothing')",
                "from itertools import nothing_like_that",
                "import nothing_like_that",
            )
        )
        w.say(first)
        w.guesses |= "nothing" in first and not first.startswith("raise")
        body(w, 1)
    with w.block("except (ImportError, KeyError):"):
        body(w, 1)
    if w.rarely():
        with w.block("else:"):
            body(w, 1)
    if w.rarely():
        with w.block("finally:"):
            body(w, 1)


def function(w):
    """A function that makes tasks and is called several times."""
    name = w.new("build")
    loops, w.loops = w.loops, []
    head = w.pick(
        (
            f"def {name}(label):",
            f"def {name}(label, *args, **kwargs):",
            f"def {name}(label, before=None, *, size=2):",
        )
    )
    with w.block(head, loop="label"):
        w.operator_line(result := w.new("t"))
        body(w)
        if "before" in head:
            w.say("if before is not None:", f"    before >> {result}")
        w.say(f"return {result}")
    w.loops = loops
    first = w.new("t")
    w.say(f"{first} = {name}({w.id_of(name + 'a')})")
    w.add(first)
    more = ", before=" + first if "before" in head and w.flag() else ""
    w.say(f"{name}({w.id_of(name + 'b')}{more})")


def nothing(w):
    w.say(
        w.pick(
            (
                "assert True, 'always'",
                "print('loading')",
                "unused = [x for x in range(3)]",
                "import logging",
                "doubled = (lambda x: x * 2)(4)",
                "'a string that stands alone'",
            )
        )
    )


BLOCKS = (for_loop, for_loop, for_loop, if_else, previous, while_loop, nested_loop)
BLOCKS += (match, try_import, function, nothing)
