"""AP5xx: trigger rules and branching."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

PLAIN_TIER = Rule(
    "AP501",
    Severity.ERROR,
    "The plain tier cannot express this DAG",
    why=(
        "`--tier plain` was asked for, but plain Prefect would end some task of this DAG in "
        "another state than Airflow, or run independent tasks one after the other. The "
        "message says why."
    ),
    fix="Convert with --tier auto or --tier rules; or take out what makes it necessary.",
    before=("left_branch >> work_left\nright_branch >> work_right  # two decisions at once"),
    after="airflow2prefect convert dags --out flows --tier auto",
)

RACE = Rule(
    "AP502",
    Severity.WARNING,
    "Airflow's outcome depends on timing here",
    why=(
        "One upstream task can fail while another is skipped, and Airflow's outcome is that "
        "of whichever ends first. The translation waits for both, and a failure counts more "
        "than a skip."
    ),
    fix="Decide which outcome is wanted, and state it with a trigger rule.",
    before="[may_fail, may_skip] >> report",
    after='report = PythonOperator(..., trigger_rule="none_failed")',
)

UNSUPPORTED_BRANCH = Rule(
    "AP503",
    Severity.ERROR,
    "This branch has no translation",
    why=(
        "The branch decides by something that has no translation (its target ids are "
        "computed, a group id that has no single entry, ...). The emitted task raises."
    ),
    fix="Return literal task ids from the branch function, one list at a time.",
    before='return [t.task_id for t in context["dag"].tasks if t.owner == "etl"]',
    after='return ["load", "report"] if full else ["report"]',
)

UNKNOWN_RULE = Rule(
    "AP504",
    Severity.ERROR,
    "Not a trigger rule",
    why="The text is none of Airflow's trigger rules; Airflow refuses the DAG.",
    fix=(
        "Correct the rule: all_success, all_failed, all_done, all_done_min_one_success, "
        "all_done_setup_success, all_skipped, one_success, one_failed, one_done, "
        "none_failed, none_failed_min_one_success, none_skipped, always."
    ),
    before='trigger_rule="all_sucess"',
    after='trigger_rule="all_success"',
)

EAGER_RULE = Rule(
    "AP505",
    Severity.INFO,
    "A decision may come after a task that begins early",
    why=(
        "Airflow starts a task with the rule one_success, one_failed or one_done as soon as one "
        "upstream task fulfils it, and so does the translation. Where a branch or short circuit "
        "that may leave the task out ends later, the task has begun: Airflow 3 lets it run, "
        "and so does the flow; Airflow 2 marks it skipped afterwards, so the flow of a DAG for "
        "Airflow 2 waits for the decision. A task below one with the rule always does not wait "
        "for what stands above that one in Airflow: where a short circuit there may leave it out, "
        "the flow waits for it."
    ),
    fix="Nothing, unless the outcome must not depend on timing: then let the decision come first.",
    before=('alert = BashOperator(..., trigger_rule="one_failed")\n[load, branch] >> alert'),
    after='alert.submit(wait_for=[loaded, chosen(picked, "alert")])',
)

UNSUPPORTED_SETUP = Rule(
    "AP506",
    Severity.ERROR,
    "This setup or teardown has no translation",
    why=(
        "This arrangement of setup and teardown tasks (a teardown without its setup, a scope "
        "that crosses a group, ...) has no translation that keeps the teardown's promise to run."
    ),
    fix=(
        "Give each teardown its setup in one scope, or write the scope as try and finally in "
        "the flow."
    ),
    before="create >> [work_a, work_b] >> delete.as_teardown()",
    after=("created = create()\ntry:\n    ...\nfinally:\n    delete(created)"),
)

VERSION_RULE = Rule(
    "AP507",
    Severity.WARNING,
    "Airflow versions disagree on this rule",
    why=(
        "This trigger rule was renamed or behaves differently in another major version of "
        "Airflow (`dummy`, `none_failed_or_skipped`). The translation follows the version "
        "that the file is written for."
    ),
    fix="Check the rule, or state the version with --airflow-version.",
    before='trigger_rule="none_failed_or_skipped"',
    after='trigger_rule="none_failed_min_one_success"',
)

FAIL_FAST = Rule(
    "AP508",
    Severity.INFO,
    "Tasks that are running when another one fails run to their end",
    why=(
        "With `fail_fast` (`fail_stop`), the first task that fails for good stops the run: "
        "Airflow skips what has not started and fails what is running, teardowns aside. The "
        "flow skips what has not started; a thread that is running can't be stopped, and its "
        "task ends as it would have."
    ),
    fix="Nothing, unless running tasks must be stopped: then let them look for a signal.",
    before="DAG('etl', fail_fast=True)",
    after="@flow\ndef etl():\n    fail_fast()\n    ...",
)
