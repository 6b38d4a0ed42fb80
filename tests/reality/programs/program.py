"""The whole of a program: imports, definitions, one or more DAGs."""

from dataclasses import dataclass

from hypothesis import strategies as st

from tests.reality.programs import values
from tests.reality.programs.blocks import BLOCKS
from tests.reality.programs.edges import EDGES
from tests.reality.programs.groups import GROUPS, SETUPS
from tests.reality.programs.idioms import flow_idiom, idiom
from tests.reality.programs.lists import LISTS
from tests.reality.programs.taskflow import TASKFLOW
from tests.reality.programs.tasks import TASKS
from tests.reality.programs.writer import Writer

DEEPEST = 3

PLACES = {
    3: {
        "empty_import": "from airflow.providers.standard.operators.empty import EmptyOperator",
        "bash_import": "from airflow.providers.standard.operators.bash import BashOperator",
        "python_import": "from airflow.providers.standard.operators.python import PythonOperator",
        "chain_import": "from airflow.sdk import {}",
        "label_import": "from airflow.sdk import Label",
        "group_import": "from airflow.sdk import TaskGroup",
        "taskflow_import": "from airflow.sdk import {}",
        "rule_import": "from airflow.sdk import TriggerRule",
        "base_import": "from airflow.sdk import DAG, BaseOperator, dag",
    },
    2: {
        "empty_import": "from airflow.operators.empty import EmptyOperator",
        "bash_import": "from airflow.operators.bash import BashOperator",
        "python_import": "from airflow.operators.python import PythonOperator",
        "chain_import": "from airflow.models.baseoperator import {}",
        "label_import": "from airflow.utils.edgemodifier import Label",
        "group_import": "from airflow.utils.task_group import TaskGroup",
        "taskflow_import": "from airflow.decorators import {}",
        "rule_import": "from airflow.utils.trigger_rule import TriggerRule",
        "base_import": "from airflow import DAG\n"
        "from airflow.decorators import dag\n"
        "from airflow.models import BaseOperator",
    },
}

SCHEDULES = (
    "schedule=None",
    'schedule="@daily"',
    'schedule="0 4 * * 1-5"',
    "schedule=timedelta(hours=6)",
    'schedule="@once"',
)
OLD_SCHEDULES = ("schedule_interval=None", 'schedule_interval="@hourly"')
START = "start_date=datetime(2024, 1, 1)"


@dataclass(frozen=True)
class Program:
    """Files of a folder; `main.py` has the DAGs."""

    files: tuple[tuple[str, str], ...]
    guesses: bool = False
    """Whether something in it is only known at run time: then there may be a diagnostic."""

    def write(self, folder):
        for path, text in self.files:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)

    def __repr__(self):
        return "\n".join(f"# --- {path}\n{text}" for path, text in self.files)


class ProgramWriter(Writer):
    """Draws statements from the tables of constructs."""

    def __init__(self, draw, major):
        super().__init__(draw, major)
        for name, place in PLACES[major].items():
            setattr(self, name, place)
        self.setups = self.rarely()
        """With setups in a file, all other tasks must have the default trigger rule."""
        self.mapped_around = False
        self.classic = self.rarely()
        """Nothing but operators with `dag=dag`."""

    def statement(self):
        tables = [TASKS, EDGES, LISTS, EDGES, (idiom,)]
        if not self.classic:
            tables.append((flow_idiom,))
            tables += [TASKFLOW, GROUPS] if self.depth < DEEPEST else [TASKFLOW]
            if self.setups and not self.loops and not self.groups and self.depth < DEEPEST:
                tables.append(SETUPS)
        if self.depth < DEEPEST:
            tables.append(BLOCKS)
        self.pick(self.pick(tables))(self)

    def new_task(self):
        """The name of a task that is made on a line of its own."""
        name = self.new("t")
        self.operator_line(name)
        return name

    def body(self, least, most):
        for _ in range(self.count(least, most)):
            self.statement()

    # DAGs --------------------------------------------------------------------------------------

    def arguments(self):
        schedules = SCHEDULES + OLD_SCHEDULES if self.major == 2 else SCHEDULES
        found = [self.pick(schedules), START]
        found += [
            self.pick(("catchup=False", 'tags=["a"]', 'params={"x": 1}', "max_active_runs=1"))
        ]
        if self.flag():
            found.append(self.pick(('default_args={"retries": 2}', "default_args=DEFAULTS")))
        return ", ".join(found)

    def dag(self, dag_id):
        lines, self.lines = self.lines, []
        self.nodes, self.lists, self.xcoms, self.around = [], [], [], {}
        form = self.plain_form if self.classic else self.pick(FORMS)
        form(self, dag_id) if form in FORMS else form(dag_id)
        self.lines = lines + self.lines

    def plain_form(self, dag_id):
        self.say(f'dag = DAG("{dag_id}", {self.arguments()})')
        self.dag_argument = ", dag=dag"
        self.body(3, 9)
        self.dag_argument = ""

    def text(self):
        imports = [
            "import functools",
            "import itertools",
            "from datetime import datetime, timedelta",
            *self.imports,
            self.base_import,
            self.empty_import,
        ]
        imports = list(dict.fromkeys("\n".join(imports).splitlines()))
        parts = [
            "\n".join(imports),
            'DEFAULTS = {"owner": "team", "retries": 1, "depends_on_past": False}',
            PAIRS_OF,
            *(text.rstrip() for text in self.definitions.values()),
            "\n".join(self.lines),
        ]
        return "\n\n\n".join(parts) + "\n"

    def program(self):
        for number in range(1 + self.rarely()):
            self.dag(f"dag{number}")
        files = (("main.py", self.text()), *self.files.items())
        return Program(files, self.guesses)


PAIRS_OF = """\
def library_pairs(items):
    for index, item in enumerate(items):
        yield index, item
"""


def with_form(w, dag_id):
    with w.block(f'with DAG("{dag_id}", {w.arguments()}) as dag:', keep=True):
        w.depth -= 1
        w.body(3, 9)
        w.depth += 1


def twice_form(w, dag_id):
    """The same DAG is extended in a second place."""
    with_form(w, dag_id)
    with w.block("with dag:", keep=True):
        w.body(1, 3)


def decorator_form(w, dag_id):
    given = f'(dag_id="{dag_id}", {w.arguments()})'
    w.say(f"@dag{given}")
    with w.block(f"def make_{dag_id}({w.pick(('', 'size=2'))}):"):
        w.body(3, 9)
    w.say(w.pick((f"make_{dag_id}()", f"{dag_id} = make_{dag_id}()")))


def factory_form(w, dag_id):
    """DAGs that a function makes, some of them in a loop."""
    label, default = w.pick((('f"{label}"', ""), ('"_".join([label])', '="x"')))
    head = f"def create_{dag_id}(label{default}, retries=1, **kwargs):"
    with w.block(head):
        given = f"DAG({label}, {w.arguments()})"
        w.say(f"with {given} as dag:")
        w.indent += 1
        w.body(2, 7)
        w.indent -= 1
        w.say("return dag")
    w.say(
        *w.pick(
            (
                (f'{dag_id} = create_{dag_id}("{dag_id}")',),
                (
                    f"for n in {values.tables(w)}:",
                    f'    globals()[f"{dag_id}_{{n}}"] = create_{dag_id}(f"{dag_id}_{{n}}")',
                ),
                (
                    f"for n, options in {values.config(w)}.items():",
                    f'    globals()["{dag_id}" + n] = create_{dag_id}("{dag_id}" + n, **options)',
                ),
            )
        )
    )


def loop_form(w, dag_id):
    """One DAG a run of a loop at the top of the module."""
    w.say(f"for dag_name in {values.names(w)[0]}:")
    w.indent += 1
    with w.block(f'with DAG(f"{dag_id}_{{dag_name}}", {w.arguments()}) as dag:'):
        w.body(2, 7)
    w.say(w.pick(('globals()[f"dag_{dag_name}"] = dag', "globals()[dag.dag_id] = dag")))
    w.indent -= 1


FORMS = (with_form, with_form, twice_form, decorator_form, factory_form, loop_form)


@st.composite
def programs(draw, major=3):
    """Strategy: one `Program`."""
    return ProgramWriter(draw, major).program()
