"""AP1xx: reading a DAG file."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

SYNTAX_ERROR = Rule(
    "AP101",
    Severity.ERROR,
    "The file is not valid Python",
    why=(
        "Python itself cannot parse the file, so Airflow could not import it either. Nothing "
        "is written for it; the other files of the folder are translated."
    ),
    fix=(
        "Correct the line that the message points at and convert again. Leave files that are "
        "no Python to .airflowignore."
    ),
    before=('with DAG("etl") as dag\n    load = BashOperator(task_id="load", bash_command="true")'),
    after=('with DAG("etl") as dag:\n    load = BashOperator(task_id="load", bash_command="true")'),
)

PYTHON_2 = Rule(
    "AP102",
    Severity.ERROR,
    "The file is written in Python 2",
    why=(
        "The file is valid in Python 2 only. Airflow runs on Python 3 since 2.0, and so does "
        "Prefect; translating text that nothing can run any more could not be checked."
    ),
    fix=(
        "Port the file first: print is a function, `except Error, e` is `except Error as e`, "
        "`0777` is `0o777`. Then convert again."
    ),
    before='print "loaded", rows',
    after='print("loaded", rows)',
)

NEWER_SYNTAX = Rule(
    "AP103",
    Severity.ERROR,
    "The file uses syntax newer than the running Python",
    why=(
        "The compiler parses with the Python that runs it, and the file uses syntax of a "
        "later one (a `match` statement, `except*`, a `type` alias). It may be perfectly valid."
    ),
    fix="Run airflow2prefect with the Python version that the DAGs run on.",
    before="type Rows = list[dict[str, int]]  # Python 3.12",
    after="python3.12 -m pip install airflow2prefect",
)

UNKNOWN_ITERABLE = Rule(
    "AP104",
    Severity.WARNING,
    "A loop runs over data that is only known at run time",
    why=(
        "The tasks of this loop depend on data that exists only when the file is executed (a "
        "database query, an HTTP call, a directory listing). The compiler evaluated the body "
        "for two elements that stand for any two, so the loop and its edges are kept, but "
        "the number of tasks and their names are not known."
    ),
    fix=(
        "Check the emitted loop. Where the data is an Airflow Variable or an environment "
        "variable, give its value with --variables or --env and convert again."
    ),
    before=(
        "for table in fetch_tables():\n"
        '    PythonOperator(task_id=f"load_{table}", python_callable=load, op_args=[table])'
    ),
    after=(
        'for table in fetch_tables():\n    load.with_options(name=f"load_{table}").submit(table)'
    ),
)

UNKNOWN_CONDITION = Rule(
    "AP105",
    Severity.WARNING,
    "A condition is only known at run time",
    why=(
        "An `if` around tasks has a condition that only the running program knows. Both "
        "branches were read; which one Airflow would take cannot be said, so the graph may "
        "have tasks that one deployment never has."
    ),
    fix=(
        "Check the emitted `if`. Where the condition reads a Variable or an environment "
        "variable, give its value with --variables or --env and convert again."
    ),
    before=('if feature_enabled("audit"):\n    load >> audit'),
    after=('if feature_enabled("audit"):\n    audit.submit(wait_for=[loaded])'),
)

UNKNOWN_NAME = Rule(
    "AP106",
    Severity.ERROR,
    "A DAG id or task id is only known at run time",
    why=(
        "A DAG or task needs an id to be translated, and this one is computed from something "
        "that is only known at run time. The DAG (or task) is missing in the output."
    ),
    fix=(
        "Write the id as a literal, or give the Variable or environment variable it comes "
        "from with --variables or --env."
    ),
    before="dag = DAG(dag_id=requests.get(NAME_SERVICE).text)",
    after='dag = DAG(dag_id="etl")',
)

UNRESOLVED_IMPORT = Rule(
    "AP107",
    Severity.WARNING,
    "An import that builds the graph is not in the source tree",
    why=(
        "A module that is imported takes part in building the graph (a factory, an operator "
        "subclass, a constant that a loop runs over), but it is not in the source folder. "
        "What it would add to the graph is unknown."
    ),
    fix=(
        "Convert the folder that the imports start from, or name it: `airflow2prefect "
        "convert dags/team --source-root dags`. Copy a module from an installed package into "
        "the folder if it builds tasks."
    ),
    before=("from company_dags.factories import make_dag\n\ndag = make_dag('etl')"),
    after="airflow2prefect convert repository/dags --source-root repository --out flows",
)

UNSUPPORTED_STATEMENT = Rule(
    "AP108",
    Severity.WARNING,
    "A statement that builds the graph is not understood",
    why=(
        "The evaluator met a statement that it cannot evaluate while the graph was being "
        "built. What the statement adds to the graph is missing, so the DAG is marked as "
        "incomplete."
    ),
    fix=(
        "Write the statement in a simpler way (a plain loop, an `if`, a call), or complete "
        "the emitted flow by hand."
    ),
    before='globals()["dag_" + name] = build(name)',
    after="dag_etl = build('etl')",
)

BUDGET = Rule(
    "AP109",
    Severity.ERROR,
    "The file does too much at load time",
    why=(
        "Evaluating the file took more steps than a DAG file reasonably needs (an endless "
        "loop, a huge computation at module level), or it has more text, DAGs, tasks and edges "
        "than can be translated in about two seconds. The compiler stops rather than hang; what "
        "came after is missing."
    ),
    fix=(
        "Move the computation into a task. Airflow pays for it too: it executes the file "
        "again and again."
    ),
    before="PRIMES = [n for n in range(10**9) if is_prime(n)]",
    after=("@task\ndef primes():\n    return [n for n in range(10**9) if is_prime(n)]"),
)

RECURSION = Rule(
    "AP110",
    Severity.ERROR,
    "Functions call each other too deeply at load time",
    why=(
        "Functions of the file call each other without end or far too deeply (or the file is "
        "nested too deeply to be parsed). Airflow would end in a RecursionError."
    ),
    fix="Give the recursion an end, or build the tasks in a loop.",
    before=("def chain_up(n):\n    return chain_up(n + 1)"),
    after=("for n in range(10):\n    ..."),
)

ASSUMED_DEFAULT = Rule(
    "AP111",
    Severity.INFO,
    "A value of the environment was taken from its default",
    why=(
        "The graph depends on a Variable, an environment variable or a setting whose value "
        "is not known here. The default in the code was used, as a fresh Airflow would."
    ),
    fix=(
        "Nothing, where the default holds. Otherwise convert again with --variables FILE or "
        "--env FILE."
    ),
    before='RETRIES = int(os.environ.get("RETRIES", "2"))',
    after=(
        "echo RETRIES=5 > production.env\n"
        "airflow2prefect convert dags --out flows --env production.env"
    ),
)

UNKNOWN_SETTING = Rule(
    "AP112",
    Severity.WARNING,
    "A Variable, environment variable or setting is not known",
    why=(
        "The file reads a Variable, an environment variable or a setting that has no default "
        "in the code. Its value is unknown, and so is what depends on it. An id, a schedule or "
        "a choice of values that an environment variable decides is what it is where the "
        "variable is not set, as in a fresh Airflow; a condition around tasks stays one."
    ),
    fix=(
        "Export it and convert again: `airflow variables export variables.json`, then "
        "--variables variables.json; environment variables with --env FILE."
    ),
    before=('for table in Variable.get("tables", deserialize_json=True):\n    ...'),
    after="airflow2prefect convert dags --out flows --variables variables.json",
)

CYCLE = Rule(
    "AP113",
    Severity.ERROR,
    "The tasks depend on each other in a circle",
    why=(
        "Each task of the circle waits for another one of it. Airflow refuses to import such "
        "a DAG (AirflowDagCycleException), and no order of `submit` calls exists for it."
    ),
    fix="Remove the edge that closes the circle; the message lists its tasks.",
    before="extract >> load >> extract",
    after="extract >> load",
)

DUPLICATE_TASK = Rule(
    "AP114",
    Severity.ERROR,
    "Two tasks have the same id",
    why=(
        "A DAG has two tasks with one id. Airflow refuses it (DuplicateTaskIdFound); which "
        "one was meant cannot be known."
    ),
    fix="Give each task an id of its own; in a loop, put the loop variable into it.",
    before=('for table in TABLES:\n    PythonOperator(task_id="load", ...)'),
    after=('for table in TABLES:\n    PythonOperator(task_id=f"load_{table}", ...)'),
)

REFUSED = Rule(
    "AP115",
    Severity.ERROR,
    "Airflow itself refuses this DAG",
    why=(
        "Airflow raises an error when it builds this DAG, so it never ran. The message says "
        "which check fails."
    ),
    fix=(
        "Correct the DAG until Airflow imports it (`airflow dags list-import-errors`), then "
        "convert again."
    ),
    before='EmptyOperator(task_id="a task with spaces")',
    after='EmptyOperator(task_id="a_task")',
)

UNKNOWN_DEPENDENCY = Rule(
    "AP116",
    Severity.WARNING,
    "A dependency is only known at run time",
    why=(
        "Two tasks are connected, but which ones depends on something that is only known at "
        "run time. The edge is missing in the graph, so the DAG is marked as incomplete."
    ),
    fix="Add the dependency to the emitted flow: pass the future as an argument, or in wait_for.",
    before="tasks[choose_first()] >> report",
    after="report.submit(wait_for=[first])",
)

UNKNOWN_ARGUMENTS = Rule(
    "AP117",
    Severity.WARNING,
    "Arguments are only known at run time",
    why=(
        "The call has `*arguments` or `**options` that are only known at run time, so the "
        "compiler cannot say which arguments the operator gets."
    ),
    fix=(
        "Write the arguments out, or check the emitted task against the values that it really gets."
    ),
    before="BashOperator(task_id='load', **load_options_from(config_service))",
    after="BashOperator(task_id='load', bash_command='load.sh', retries=2)",
)

LOAD_ERROR = Rule(
    "AP118",
    Severity.ERROR,
    "The file fails when it is loaded",
    why=(
        "Executing the file would raise an error before its DAGs are complete (a name that "
        "is not defined, a missing key, an exception that is raised). Airflow shows an "
        "import error for it."
    ),
    fix="Correct the file until `python file.py` succeeds, then convert again.",
    before='SCHEDULE = CONFIG["schedule"]  # KeyError',
    after='SCHEDULE = CONFIG.get("schedule", "@daily")',
)

DUPLICATE_DAG = Rule(
    "AP119",
    Severity.WARNING,
    "Two DAGs of one file have the same id",
    why=(
        "Airflow keeps one of the two, and which one is not certain (it collects the DAGs of a "
        "file in a set). The one that is made later is translated, the other one is left out."
    ),
    fix="Give each DAG an id of its own; in a factory, put its arguments into the id.",
    before="""\
for table in ["a", "b"]:
    globals()[table] = DAG("load", schedule=None)
""",
    after="""\
for table in ["a", "b"]:
    globals()[table] = DAG(f"load_{table}", schedule=None)
""",
)
