# A command in several pieces, with and without parentheses; an alert that needs a hook.
from datetime import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.providers.slack.hooks.slack_webhook import SlackWebhookHook


def alert(context):
    SlackWebhookHook(slack_webhook_conn_id="slack").send(text="failed")


with DAG(
    "command_in_pieces",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    default_args={"on_failure_callback": alert},
):
    BashOperator(
        task_id="rendered",
        bash_command="mkdir -p /tmp/x && touch /tmp/x/{{ ds }} ; echo done",
    )
    BashOperator(
        task_id="plain",
        bash_command=(
            "for i in 1 2 3; do echo $i; done; "
            "echo all of them"
        ),
        env={"A": "b"},
    )
