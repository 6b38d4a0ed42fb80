"""AP6xx: schedules and DAG options."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNSUPPORTED_SCHEDULE = Rule(
    "AP601",
    Severity.ERROR,
    "This schedule has no translation",
    why=(
        "The schedule is of a kind that a Prefect deployment does not have (a timetable "
        "class, a cron text that means something else, an alias of assets). The "
        "deployment is written without a schedule."
    ),
    fix="Set a schedule, a trigger or an automation on the deployment in prefect.yaml.",
    before="DAG('etl', schedule=AfterWorkdayTimetable())",
    after=('schedules:\n  - cron: "0 6 * * 2-6"'),
)

CATCHUP = Rule(
    "AP602",
    Severity.WARNING,
    "Prefect does not catch up missed runs",
    why=(
        "With `catchup=True` Airflow makes a run for every interval since the start date "
        "that has none. A Prefect schedule makes runs from now on."
    ),
    fix=(
        "Run what is missing once, with `logical_date` as a parameter; give each run an "
        "idempotency key."
    ),
    before="DAG('etl', schedule='@daily', start_date=datetime(2024, 1, 1), catchup=True)",
    after=(
        'run_deployment("etl/etl", parameters={"logical_date": day}, idempotency_key=f"etl-{day}")'
    ),
)

DATA_INTERVAL = Rule(
    "AP603",
    Severity.INFO,
    "Airflow runs a cron schedule at the end of its interval",
    why=(
        "Before Airflow 3 a run with a cron schedule starts at the end of its data interval, "
        "and its `logical_date` is the beginning. A Prefect run knows only the time at which "
        "it is due. A run that is given a `logical_date` is one started by hand: its interval "
        "is the last that was complete then."
    ),
    fix="Check the dates in the flow: for a daily DAG, Airflow's `ds` of a run is the day before.",
    before='schedule_interval="@daily"  # the run of 2024-01-02 00:00 has ds = 2024-01-01',
    after="logical_date = logical_date or flow_run.scheduled_start_time",
)

DEPENDS_ON_PAST = Rule(
    "AP604",
    Severity.ERROR,
    "Runs that depend on the run before have no translation yet",
    why=(
        "`depends_on_past` and `wait_for_downstream` look at the run before. Flow runs do "
        "not know each other, so the flow raises until somebody has decided."
    ),
    fix=(
        "Make sure that one run is active at a time (`concurrency_limit: 1`), and ask the "
        "API for the state of the last run at the beginning of the flow, in place of the line "
        "that raises."
    ),
    before="default_args={'depends_on_past': True}",
    after=(
        'if last_run("etl").state_name != "Completed":\n'
        '    raise RuntimeError("the run before has failed")'
    ),
)

CALLBACK = Rule(
    "AP605",
    Severity.ERROR,
    "A callback uses what a hook does not have",
    why=(
        "A callback becomes a hook, which gets the flow or task, the run and its state. What "
        "else is in Airflow's context (the log's address, params, XComs), and callbacks of "
        "providers, have no counterpart there: the hook raises, Prefect logs that, and the "
        "run goes on."
    ),
    fix="Write the hook by hand.",
    before="DAG('etl', on_failure_callback=notify)",
    after=(
        "def notify(flow, flow_run, state):\n"
        "    ...\n"
        "\n"
        "@flow(on_failure=[notify])\n"
        "def etl():\n"
        "    ..."
    ),
)

EMAIL = Rule(
    "AP606",
    Severity.WARNING,
    "E-mail on failure becomes an automation that has to be set up",
    why=(
        "Airflow sends mails itself. In Prefect an automation does: it watches runs of the "
        "deployment and calls a notification block."
    ),
    fix=(
        'Create an automation on the failed run with the action "send a notification" once '
        "for all deployments."
    ),
    before="default_args={'email': ['team@example.com'], 'email_on_failure': True}",
    after="prefect automation create --from-file on_failure.yaml",
)

POOL = Rule(
    "AP607",
    Severity.WARNING,
    "A pool becomes a concurrency limit that has to be set up",
    why=(
        "A pool limits how many tasks use a resource at once, over all DAGs. The concurrency "
        "limit of a tag does that in Prefect, and it has to exist: a missing limit limits "
        "nothing."
    ),
    fix=(
        "Create the limit of the tag `pool:<name>` once, with the number of slots of the pool: "
        "`prefect concurrency-limit create pool:<name> <slots>`."
    ),
    before="BashOperator(task_id='load', bash_command='load.sh', pool='warehouse')",
    after=(
        "# prefect concurrency-limit create pool:warehouse 4\n"
        "@task(tags=['pool:warehouse'])\n"
        "def load():\n"
        "    return run_bash('./load.sh')"
    ),
)

DAG_ARGUMENT = Rule(
    "AP608",
    Severity.WARNING,
    "A DAG argument has no translation",
    why="This argument of the DAG changes what a run does, and nothing in the flow does that.",
    fix=(
        "Read in Airflow's documentation what the argument does, and decide whether the flow "
        "needs it."
    ),
    before="DAG('etl', render_template_as_native_obj=True)",
    after=("@flow\ndef etl():\n    ..."),
)

INERT_DAG_ARGUMENT = Rule(
    "AP609",
    Severity.INFO,
    "A DAG argument has no effect in Prefect and was left out",
    why="The argument steers Airflow's UI or its scheduler. The flow does the same without it.",
    fix="Nothing.",
    before="DAG('etl', default_view='graph', orientation='TB')",
    after=("@flow(name='etl')\ndef etl():\n    ..."),
)

START_DATE = Rule(
    "AP610",
    Severity.INFO,
    "The start date lies in the future or moves",
    why=(
        "Airflow makes no run before the start date, and a start date that moves "
        "(`datetime.now()`, `days_ago`) has surprising effects there. A Prefect schedule "
        "starts when it is deployed."
    ),
    fix=(
        "If the first run must wait, deploy with `active: false` and switch the schedule on "
        "when it is time."
    ),
    before="DAG('etl', start_date=datetime(2030, 1, 1), schedule='@daily')",
    after=('schedules:\n  - cron: "0 0 * * *"\n    active: false'),
)

SLA = Rule(
    "AP611",
    Severity.WARNING,
    "An SLA has no counterpart in the flow",
    why=(
        "An SLA (or a deadline alert) reports a task that is not done in time and changes "
        "nothing else. A flow does not watch itself."
    ),
    fix="Create an automation that fires when the run is still running after this time.",
    before="BashOperator(task_id='load', bash_command='load.sh', sla=timedelta(hours=1))",
    after="prefect automation create --from-file late_runs.yaml",
)

END_DATE = Rule(
    "AP612",
    Severity.WARNING,
    "A deployment schedule has no end date",
    why="Airflow makes no run after the `end_date`. A schedule of a deployment has no end.",
    fix="Switch the schedule off when it is time, or use an rrule with UNTIL.",
    before="DAG('campaign', schedule='@daily', end_date=datetime(2025, 12, 31))",
    after=('schedules:\n  - rrule: "FREQ=DAILY;UNTIL=20251231T000000Z"'),
)

UNKNOWN_SCHEDULE = Rule(
    "AP613",
    Severity.ERROR,
    "The schedule is only known at run time",
    why=(
        "The schedule is computed from something that is only known at run time. The "
        "deployment is written without one."
    ),
    fix=(
        "Set the schedule in prefect.yaml, or give the Variable or environment variable that "
        "it comes from with --variables or --env."
    ),
    before="DAG('etl', schedule=Variable.get('etl_schedule'))",
    after=('schedules:\n  - cron: "0 6 * * *"'),
)

ONCE = Rule(
    "AP614",
    Severity.INFO,
    "A DAG that runs once becomes a flow without a schedule",
    why=(
        "`@once` makes a single run as soon as the DAG is switched on. A deployment without a "
        "schedule runs when it is started."
    ),
    fix="Start one run after the deployment.",
    before="DAG('etl', schedule='@once', start_date=datetime(2024, 1, 1))",
    after="prefect deployment run etl/etl",
)

ASSET_SCHEDULE = Rule(
    "AP615",
    Severity.INFO,
    "A schedule of assets becomes a trigger of the deployment",
    why=(
        "Airflow starts the DAG when tasks have updated its assets (2.x: datasets). In Prefect a "
        "task with outlets sends an event for each, and a trigger of the deployment in "
        "prefect.yaml waits for these events. A DAG of Airflow 3 that is started so has no "
        "logical date; the flow's is the time of its start."
    ),
    fix=(
        "Deploy the flows that update the assets to the same server. What updates an asset from "
        "outside sends the event `prefect.asset.materialization.succeeded` for it."
    ),
    before="DAG('report', schedule=[Asset('s3://lake/users'), Asset('s3://lake/orders')])",
    after=(
        "triggers:\n"
        "- type: event\n"
        "  match: {prefect.resource.id: s3://lake/users}\n"
        "  expect: [prefect.asset.materialization.succeeded]"
    ),
)

ALIAS_SCHEDULE = Rule(
    "AP617",
    Severity.WARNING,
    "A schedule of an alias waits for events under the alias",
    why=(
        "Airflow resolves an alias to the assets that were once updated under it; from then on "
        "any update of these assets starts the DAG. The trigger of the deployment waits for "
        "updates under the alias only."
    ),
    fix="Name the assets in the trigger as well, where tasks also update them directly.",
    before="DAG('report', schedule=[AssetAlias('daily')])",
    after=(
        "triggers:\n"
        "- type: event\n"
        "  match_related: {prefect.resource.id: alias://daily}\n"
        "  expect: [prefect.asset.materialization.succeeded]"
    ),
)

TASK_LIMIT = Rule(
    "AP616",
    Severity.WARNING,
    "A limit for the runs of one task has to be set up",
    why=(
        "`max_active_tis_per_dag` (`task_concurrency` before Airflow 2.2) limits how many "
        "instances of a task run at once, those of a mapped task and those of other runs. The "
        "emitted task has no such limit."
    ),
    fix=(
        "Give the task a tag of its own and create a concurrency limit for it once: "
        "`prefect concurrency-limit create <tag> <limit>`. A limit of 1 over runs is kept too by "
        "`concurrency_limit: 1` of the deployment."
    ),
    before="BashOperator(task_id='load', bash_command='load.sh', max_active_tis_per_dag=2)",
    after=(
        "# prefect concurrency-limit create task:load 2\n"
        "@task(tags=['task:load'])\n"
        "def load():\n"
        "    return run_bash('./load.sh')"
    ),
)
