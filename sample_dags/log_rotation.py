"""Shell work: bash commands with Jinja (dates, params), environment, exit code 99 as a skip."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    "log_rotation",
    schedule="15 2 * * *",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    params={"folder": "/tmp/sample_logs", "keep_days": 7},
    default_args={"retries": 0},
):
    # The folder is made here, so that the DAG runs anywhere.
    write = BashOperator(
        task_id="write",
        bash_command="mkdir -p {{ params.folder }} && echo hello > {{ params.folder }}/{{ ds }}.log",
    )
    compress = BashOperator(
        task_id="compress",
        bash_command="gzip -f -k $LOG_FOLDER/{{ ds }}.log && ls $LOG_FOLDER | grep -c {{ ds }}",
        env={"LOG_FOLDER": "{{ params.folder }}"},
        append_env=True,
    )
    nothing_old = BashOperator(
        task_id="find_old",
        bash_command="""
        old=$(find {{ params.folder }} -name '*.gz' -mtime +{{ params.keep_days }} | wc -l)
        if [ "$old" -eq 0 ]; then
            exit 99
        fi
        echo "$old"
        """,
    )
    delete_old = BashOperator(
        task_id="delete_old",
        bash_command="find {{ params.folder }} -mtime +{{ params.keep_days }} -delete",
    )
    report = BashOperator(
        task_id="report",
        bash_command="echo 'kept from {{ macros.ds_add(ds, -params.keep_days) }} to {{ ds }}'",
        trigger_rule="none_failed",
    )

    write >> compress >> nothing_old >> delete_old >> report
