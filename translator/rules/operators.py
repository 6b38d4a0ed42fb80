"""AP2xx: operators and their arguments."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNMAPPED_OPERATOR = Rule(
    "AP201",
    Severity.ERROR,
    "No translation for this operator",
    why=(
        "No mapping knows this operator. The task is in the flow, with its dependencies, but "
        "its body raises NotImplementedError with the original call beside it: it stays red "
        "until a person decides."
    ),
    fix=(
        "Replace the `raise` by what the operator did, with the service's own Python client "
        "or a Prefect integration. For an operator that occurs often, write a mapping "
        "(README, How to add a mapping) and give it with --mappings."
    ),
    before='BillingOperator(task_id="bill", account="{{ params.account }}")',
    after=(
        "@task\n"
        "def bill(account):\n"
        '    raise NotImplementedError("AP201 BillingOperator has no translation")'
    ),
)

UNKNOWN_CALLABLE = Rule(
    "AP202",
    Severity.ERROR,
    "The callable cannot be found in the source tree",
    why=(
        "The function that the task calls is not in the source folder (it is imported from "
        "an installed package, or computed). It cannot be made a task in place."
    ),
    fix=(
        "Make it a task where it is used, or convert with the folder that it is in as "
        "--source-root."
    ),
    before=("from vendor.jobs import load\n\nPythonOperator(task_id='load', python_callable=load)"),
    after=("from vendor.jobs import load\n\nload_task = task(load, name='load')"),
)

UNMAPPED_ARGUMENT = Rule(
    "AP203",
    Severity.WARNING,
    "An operator argument has no translation",
    why=(
        "The operator is translated, but its mapping does not cover this argument, so what "
        "the argument did is missing in the emitted task."
    ),
    fix=(
        "Read in Airflow's documentation what the argument does, and decide whether the task "
        "needs it. If so, add it to the emitted task."
    ),
    before='BashOperator(task_id="load", bash_command="load.sh", run_as_user="etl")',
    after=('@task\ndef load():\n    run_bash("sudo -u etl ./load.sh")'),
)

AIRFLOW_IN_CODE = Rule(
    "AP204",
    Severity.ERROR,
    "The code uses Airflow itself",
    why=(
        "A function of yours uses Airflow itself (a hook, the metadata database, a class of "
        "`airflow.models`). The code cannot run where Airflow is not installed, so the "
        "emitted task raises."
    ),
    fix=(
        "Replace the use of Airflow: a hook by the service's own client with a Prefect block "
        "for the credentials, a query of the metadata database by the Prefect API."
    ),
    before=(
        "def load():\n"
        '    hook = PostgresHook("warehouse")\n'
        '    hook.run("refresh materialized view sales")'
    ),
    after=(
        "@task\n"
        "def load():\n"
        '    with SqlAlchemyConnector.load("warehouse") as connector:\n'
        '        connector.execute("refresh materialized view sales")'
    ),
)

HOSTED_OPERATOR = Rule(
    "AP205",
    Severity.WARNING,
    "The Airflow class is kept and called inside a task",
    why=(
        "There is no Prefect counterpart for this operator or hook that does the same, so "
        "the Airflow class is called inside a task, as a library. It works, but the worker "
        "needs apache-airflow and the provider in its image."
    ),
    fix=(
        "Accept it for the time of the migration: requirements.txt lists what is needed. "
        "Later, replace it by the service's own client."
    ),
    before='SFTPToS3Operator(task_id="copy", sftp_path="/in", s3_bucket="raw", s3_key="in")',
    after=('@task\ndef copy():\n    SFTPToS3Operator(task_id="copy", ...).execute(context={})'),
)

UNKNOWN_ARGUMENT_VALUE = Rule(
    "AP206",
    Severity.ERROR,
    "An argument could not be followed to its value",
    why=(
        "The translation needs the value of this argument while it writes the module, and "
        "the value is only known at run time."
    ),
    fix=(
        "Write the value as a literal or as a constant of the file, or complete the emitted "
        "task by hand."
    ),
    before="PythonOperator(task_id='load', python_callable=pick_callable())",
    after="PythonOperator(task_id='load', python_callable=load)",
)

CUSTOM_OPERATOR = Rule(
    "AP207",
    Severity.ERROR,
    "A custom operator class cannot be translated",
    why=(
        "The operator is a class of your own. Its `execute` could not be turned into a task "
        "function: it keeps state in the object or calls Airflow in a way that has no "
        "counterpart. The emitted task raises."
    ),
    fix=(
        "Write the body of `execute` as a function with the constructor's arguments as "
        "parameters, and make it a task."
    ),
    before=(
        "class LoadOperator(BaseOperator):\n"
        "    def execute(self, context):\n"
        "        self.hook().load(self.table)"
    ),
    after=("@task\ndef load(table):\n    warehouse().load(table)"),
)

DECORATOR_UNMAPPED = Rule(
    "AP208",
    Severity.ERROR,
    "No translation for this task decorator",
    why=(
        "This form of `@task` (`@task.docker`, `@task.kubernetes`, ...) runs the function in "
        "an environment that a Prefect task does not make. The emitted task raises."
    ),
    fix=(
        "Run the whole flow in such an environment (a docker or kubernetes work pool), or "
        "start the container from the task with the integration for it."
    ),
    before=('@task.docker(image="python:3.12")\ndef train():\n    ...'),
    after=(
        "# prefect.yaml: work_pool: {name: docker, job_variables: {image: python:3.12}}\n"
        "@task\n"
        "def train():\n"
        "    ..."
    ),
)

MAX_RETRY_DELAY = Rule(
    "AP209",
    Severity.WARNING,
    "Prefect has no upper bound for a retry delay",
    why=(
        "Airflow limits an exponentially growing delay with `max_retry_delay`. Prefect takes "
        "the delays as a list, in which the last one repeats, or as a function."
    ),
    fix="Check the emitted `retry_delay_seconds`. To hold the bound, give the list of delays.",
    before="retries=6, retry_exponential_backoff=True, max_retry_delay=timedelta(minutes=10)",
    after="@task(retries=6, retry_delay_seconds=[60, 120, 240, 480, 600, 600])",
)

JITTER = Rule(
    "AP210",
    Severity.INFO,
    "Retry delays differ in their jitter",
    why=(
        "With `retry_exponential_backoff` Airflow spreads each delay by a hash of the task "
        "instance; Prefect spreads it at random, and only with `retry_jitter_factor`. The "
        "delays are not the same to the second."
    ),
    fix="Nothing, as a rule. Set `retry_jitter_factor` where many tasks hit one service at once.",
    before="retries=3, retry_exponential_backoff=True",
    after="@task(retries=3, retry_delay_seconds=exponential_backoff(backoff_factor=300))",
)

TIMEOUT_THREAD = Rule(
    "AP211",
    Severity.INFO,
    "A timeout does not interrupt code that blocks in a thread",
    why=(
        "Airflow interrupts a task at its `execution_timeout` with a signal. Prefect runs a "
        "task in a thread and can stop it only between two steps of Python: a single long "
        "call (a sleep, a query) ends first, then the task is marked as timed out."
    ),
    fix=(
        "Give the long call a timeout of its own (of the driver, of the HTTP client), or "
        "make the task async."
    ),
    before="PythonOperator(..., execution_timeout=timedelta(minutes=5))",
    after=("@task(timeout_seconds=300)\ndef load():\n    requests.get(URL, timeout=290)"),
)

INERT_ARGUMENT = Rule(
    "AP212",
    Severity.INFO,
    "An argument has no effect in Prefect and was left out",
    why=(
        "The argument steers something that Prefect does not have or does in another place "
        "(Airflow's UI, its scheduler or its executor). The task does the same without it."
    ),
    fix="Nothing. If it chose machines (queue, executor_config), set that up in the work pool.",
    before='BashOperator(task_id="load", bash_command="load.sh", ui_color="#fff")',
    after=('@task\ndef load():\n    run_bash("load.sh")'),
)

TRIGGERED_PARAMETERS = Rule(
    "AP213",
    Severity.WARNING,
    "The conf of a triggered run becomes parameters of the other flow",
    why="An Airflow DAG may read any key of its run's conf or none. A Prefect flow has parameters, "
    "and a run that is given one it doesn't have is refused.",
    fix="Give the flow that is triggered a parameter for each key: in Airflow, declare it as a "
    "param of the DAG, so that it is translated to one.",
    before='TriggerDagRunOperator(task_id="go", trigger_dag_id="load", conf={"table": "users"})',
    after='run_deployment("load/load", parameters={"table": "users"}, timeout=0)',
)

SYSTEM_EXIT = Rule(
    "AP214",
    Severity.WARNING,
    "A callable may leave Python",
    why="Airflow turns `sys.exit()` in a task into a failure of that task. Prefect does not: a "
    "SystemExit brings down the run of the whole flow. Where it stands as a statement of the "
    "callable it becomes an exception; here it can't: it is caught, its code is only known at run "
    "time (Airflow 2 lets code 0 succeed), or it stands in a function that the callable calls.",
    fix="Raise an exception instead of leaving.",
    before="def load():\n    check()  # calls sys.exit(1)",
    after='def check():\n    raise RuntimeError("nothing to load")',
)

EXTERNAL_RUN = Rule(
    "AP215",
    Severity.INFO,
    "A sensor on another DAG looks for runs of the flow of that name",
    why="Airflow finds the other DAG's run by its logical date. In Prefect the emitted helper "
    "`external_runs` looks through the latest runs of the flow with that name, for one with this "
    "`logical_date` or, without one, scheduled at it (before Airflow 3: one interval after it). A "
    "task is found by the name of its run, which is the Airflow task id; an EmptyOperator that "
    "only joined others has no run in Prefect and is taken for skipped.",
    fix="Check that the other DAG's flow runs on the same server, under this name, and for a DAG "
    "of Airflow 1 or 2 that both have the same interval, or give the right `delay`. Where the task "
    "was an EmptyOperator at the end of the other DAG, wait for the flow: leave `tasks` out.",
    before='ExternalTaskSensor(task_id="wait", external_dag_id="load", external_task_id="users")',
    after='while (state := state_of_run("load", logical_date, tasks=["users"])) == "waiting":\n'
    "    time.sleep(60)",
)

SUBDAG_RETRIES = Rule(
    "AP218",
    Severity.WARNING,
    "A retry runs the whole sub-DAG again",
    why="When Airflow tries a SubDagOperator again it runs those tasks of the sub-DAG that have "
    "failed. In Prefect the task calls the flow of the sub-DAG again, with all its tasks.",
    fix="Give the retries to the tasks of the sub-DAG, or cache what they return "
    "(`cache_policy=INPUTS`).",
    before='SubDagOperator(task_id="orders", subdag=orders, retries=2)',
    after="@task(retries=2)\ndef orders():\n    shop_orders(return_state=True)",
)
