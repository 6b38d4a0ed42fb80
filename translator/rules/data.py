"""AP3xx: XCom, Variables, Connections, templates."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

DYNAMIC_PULL = Rule(
    "AP301",
    Severity.ERROR,
    "An xcom_pull cannot be traced to its task",
    why=(
        "An XCom becomes an argument: the caller passes on what the other task returned. "
        "Where the key is computed when the task runs, all that the other task pushed is passed, "
        "by key; where the task id is, the results of all tasks upstream, by id (a warning: an id "
        "that is not among them is a KeyError). Where neither will do, the emitted task raises."
    ),
    fix=(
        "Write the task id as a literal, or pass all candidates to the function and choose "
        "among them there."
    ),
    before="ti.xcom_pull(task_ids=f\"load_{params['table']}\")",
    after=("@task\ndef report(loads: dict, table):\n    return loads[table]"),
)

DYNAMIC_PUSH = Rule(
    "AP302",
    Severity.ERROR,
    "An xcom_push cannot be made part of the result",
    why=(
        "A pushed XCom becomes an entry of what the task returns, under its key. Here the call "
        "cannot be taken apart (its arguments come with `**`), or the result has another "
        "meaning already (a branch, a sensor, multiple_outputs). The emitted task raises."
    ),
    fix="Name key and value in the call, or return one dictionary.",
    before="ti.xcom_push(**entry)",
    after='return {entry["key"]: entry["value"]}',
)

UNORDERED_PULL = Rule(
    "AP303",
    Severity.WARNING,
    "An XCom is read from a task that need not have finished",
    why=(
        "The task reads an XCom of a task that it does not depend on. In Airflow it gets "
        "None, or an old value, when the other one is not done yet. As an argument it makes "
        "the flow wait: the order is stricter than it was."
    ),
    fix=(
        "Check that the wait is wanted; it nearly always is. Make the dependency explicit in "
        "the DAG to be rid of this warning."
    ),
    before='load = PythonOperator(...)  # pulls from "extract", but there is no extract >> load',
    after="loaded = load.submit(extracted)",
)

UNSUPPORTED_TEMPLATE = Rule(
    "AP304",
    Severity.ERROR,
    "A template has no translation",
    why=(
        "The template uses something of Jinja or of Airflow's context that has no "
        "counterpart in a flow, so its value would differ. The emitted code raises."
    ),
    fix=(
        "Compute the value in Python: in the flow from its parameters and `logical_date`, or "
        "in the task."
    ),
    before='bash_command="echo {{ ti.queue }}"',
    after='run_bash("echo default")',
)

VARIABLE = Rule(
    "AP305",
    Severity.INFO,
    "An Airflow Variable becomes a Prefect Variable",
    why=(
        "`Variable.get` of Airflow becomes `Variable.get` of Prefect. The names have to be "
        "lower case with underscores, and the value has to be set on the Prefect server: one that "
        "is missing is None, where Airflow raises."
    ),
    fix=(
        "Create the Variable once: `prefect variable set NAME VALUE`. Put secrets into a "
        "Secret block instead."
    ),
    before='bucket = Variable.get("DataBucket")',
    after='bucket = Variable.get("databucket")  # prefect variable set databucket my-bucket',
)

CONNECTION = Rule(
    "AP306",
    Severity.ERROR,
    "A Connection has no translation yet",
    why=(
        "A Connection holds credentials in Airflow's database. Prefect has blocks for that, "
        "one type for each service, and which one fits has to be decided."
    ),
    fix=(
        "Create a block (SqlAlchemyConnector, AwsCredentials, Secret, ...) from the "
        "Connection and load it in the task."
    ),
    before='BaseHook.get_connection("warehouse").password',
    after='Secret.load("warehouse-password").get()',
)

CONTEXT_KEY = Rule(
    "AP307",
    Severity.ERROR,
    "A context variable has no translation",
    why=(
        "The code reads something from Airflow's context that a flow run does not have "
        "(`dag`, `task`, `inlets`, ...). The emitted task raises where it "
        "is read."
    ),
    fix=(
        "Take it from `prefect.runtime` where there is a counterpart, pass it as a parameter "
        "of the flow, or do without."
    ),
    before=('def load(**context):\n    owner = context["dag"].owner'),
    after=("@task\ndef load(owner):\n    ..."),
)

CONTEXT_ESCAPES = Rule(
    "AP308",
    Severity.ERROR,
    "The context is passed on as a whole",
    why=(
        "The function does something with the whole context that the compiler cannot follow (it "
        "hands it to a library, stores it, changes it), so which parts are used is not known. "
        "There is no such dictionary in Prefect. One that is only printed is another matter: AP312."
    ),
    fix="Pass on the single values that the other function needs: `ds`, `params`, an XCom.",
    before=("def load(**context):\n    audit(context)"),
    after=('@task\ndef load(ds):\n    audit({"ds": ds})'),
)

XCOM_LOST = Rule(
    "AP309",
    Severity.WARNING,
    "An XCom that nobody reads is not kept",
    why=(
        "Airflow stores every XCom, and anybody can look it up later. A value that no task "
        "reads is not passed on by the flow."
    ),
    fix=(
        "Nothing, unless something outside the DAG reads it. Then return it from the flow, "
        "or write it to an artifact."
    ),
    before='ti.xcom_push(key="rows", value=rows)  # read by no task',
    after='create_table_artifact(rows, key="rows")',
)

TEMPLATE_FILE = Rule(
    "AP310",
    Severity.ERROR,
    "A template file cannot be read",
    why=(
        "The argument names a template file (`.sql`, `.sh`) that is not in the source "
        "folder, or that cannot be read there. Its text is part of the task, so the emitted "
        "task raises."
    ),
    fix=(
        "Put the file where the DAG looks for it, or convert the folder that it is in; "
        "`template_searchpath` has to be known too."
    ),
    before='BashOperator(task_id="load", bash_command="scripts/load.sh")',
    after="airflow2prefect convert repository/dags --source-root repository --out flows",
)

XCOM_VERSION = Rule(
    "AP311",
    Severity.WARNING,
    "Airflow versions disagree on what this XCom is",
    why=(
        "What a pull without task ids, of several task ids, or of a mapped task returns has "
        "changed between Airflow 1.10, 2 and 3. The translation follows the version that the "
        "file is written for."
    ),
    fix="Check the value that the task gets, or state the version with --airflow-version.",
    before='ti.xcom_pull(key="return_value")',
    after=("@task\ndef load(extracted):\n    ..."),
)

CONTEXT_DIFFERS = Rule(
    "AP312",
    Severity.WARNING,
    "A context variable has another value in Prefect",
    why="Prefect has a counterpart, but not the same value: the type of a run is a text, where "
    "Airflow 3 prints the member of an enum. A context that is only printed or logged is Prefect's "
    "run context in the log.",
    fix="Check that nothing compares the value, or searches the log for it, with a text that only "
    "Airflow makes.",
    before='print(context["dag_run"].run_type)  # DagRunType.MANUAL',
    after="print(run_type)  # manual",
)

XCOM_STORED = Rule(
    "AP313",
    Severity.WARNING,
    "Airflow stores this value, Prefect passes it on",
    why="An XCom is written to Airflow's database as JSON and read again: keys of a dict become "
    "strings, what can't be written fails the task. In a flow the next task gets the value as it "
    "is. Where the source shows it, keys are written as strings, and the emitted task raises "
    "where Airflow fails it. All the results of a mapped task are a list here, and a lazy sequence "
    "in Airflow, which is no `list` and no JSON.",
    fix="Return what the next task should get: string keys, lists, plain values.",
    before="@task\ndef count():\n    return {1: 10, 2: 20}  # {'1': 10, '2': 20} for the next task",
    after='@task\ndef count():\n    return {"1": 10, "2": 20}',
)

LOST_PUSH = Rule(
    "AP314",
    Severity.WARNING,
    "What was pushed before a skip or a failure is lost",
    why="In Airflow each xcom_push is stored at once and stays, even if the task then fails or is "
    "skipped. In a flow pushed values are part of what the task returns, and a task that raises "
    "returns nothing: who reads them gets None.",
    fix="Return what is known instead of raising, and let the next task decide; or write the "
    "progress to an artifact or a table.",
    before='def load(ti):\n    ti.xcom_push("rows", count)\n    raise ValueError("broken")',
    after='@task\ndef load():\n    return {"rows": count, "error": "broken"}',
)

MISSING_KEY = Rule(
    "AP315",
    Severity.ERROR,
    "An XCom is read that no task pushes",
    why='`result["key"]` is the XCom of that key, not an item of the returned value. The task '
    "pushes no such key, so Airflow fails the task that reads it, each time. The emitted task "
    "raises too.",
    fix="Declare `multiple_outputs=True`, or read the item in the task that needs it.",
    before='@task\ndef extract():\n    return {"rows": 3}\n\nload(extract()["rows"])  # fails',
    after='@task(multiple_outputs=True)\ndef extract():\n    return {"rows": 3}',
)

ASSET_HISTORY = Rule(
    "AP316",
    Severity.WARNING,
    "The events of an asset are read from Prefect's server",
    why="Airflow keeps all events of an asset. Prefect's server keeps events for a week unless its "
    "setting `server.events.retention_period` says otherwise, and knows none that were sent before "
    "the migration. An event has `uri`, `timestamp` and `extra`; what else is read fails.",
    fix="Set the retention period to what the task needs, or write what it needs to a table.",
    before="inlet_events[users][-1].extra",
    after='past_events("s3://lake/users")[-1].extra',
)

EMAIL = Rule(
    "AP317",
    Severity.WARNING,
    "E-mail needs the settings of the mail server",
    why="Airflow sends e-mail through the server in `[smtp]` of airflow.cfg, or of a Connection. "
    "The flow sends the same message through the emitted helper `smtp_mail`, which reads the "
    "settings from the environment. A backend of another kind (`[email] email_backend`) is not "
    "known.",
    fix="Set SMTP_HOST, SMTP_PORT, SMTP_MAIL_FROM, SMTP_USER and SMTP_PASSWORD where the flow "
    "runs, as job variables of the work pool for example. To use a block, or another service, "
    "change the helper: it is yours.",
    before='EmailOperator(task_id="mail", to="a@example.com", subject="Done", html_content="")',
    after='send_email("a@example.com", "Done", "")  # SMTP_HOST=mail.example.com',
)
