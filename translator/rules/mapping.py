"""AP4xx: dynamic task mapping."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNSUPPORTED_MAPPING = Rule(
    "AP401",
    Severity.ERROR,
    "This form of mapping has no translation",
    why=(
        "The mapping expands over something that `.map` cannot express (the result of `.zip` "
        "with a fill value, a mapped group with inner mapping, ...). The emitted code raises."
    ),
    fix="Compute the list of arguments in a task, and map over that.",
    before="load.expand(row=left.zip(right, fillvalue=0).map(pair))",
    after=("rows = pairs.submit(left, right)\nloaded = load.map(rows)"),
)

UNROLLED_LOOP = Rule(
    "AP402",
    Severity.WARNING,
    "A loop was unrolled",
    why=(
        "The tasks of the loop are not connected in the same way in every iteration, so a "
        "loop in the flow would be wrong. They are submitted one by one."
    ),
    fix="Nothing; the flow is right. Simplify the edges if the loop should come back.",
    before=(
        "for i, table in enumerate(TABLES):\n"
        "    load = make(table)\n"
        "    if i == 2:\n"
        "        audit >> load"
    ),
    after=(
        'load_a = load.submit("a")\n'
        'load_b = load.submit("b")\n'
        'load_c = load.submit("c", wait_for=[audited])'
    ),
)

EMPTY_MAPPING = Rule(
    "AP403",
    Severity.INFO,
    "A mapping over nothing is skipped in Airflow",
    why=(
        "Airflow skips a mapped task that has nothing to map over, and with it what depends "
        "on it. `.map` over an empty list just does nothing, so the flow asks first."
    ),
    fix="Nothing. If the list is never empty, the question can go.",
    before="load.expand(path=list_files())",
    after=("if paths:\n    loaded = load.map(paths)"),
)

UNSUPPORTED_LOOP = Rule(
    "AP404",
    Severity.ERROR,
    "This loop has no translation",
    why=(
        "How often the loop runs is only known when the file is executed, and its tasks are "
        "connected in a way that a loop of submits can't repeat. The flow raises."
    ),
    fix="Write the loop in the flow by hand; the task functions are there.",
    before="for table in Variable.get('tables'):\n    loads[table] >> checks[previous(table)]",
    after="raise NotImplementedError('AP404 ...')",
)
