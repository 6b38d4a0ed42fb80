import logging
from datetime import datetime, timedelta
from functools import partial
from airflow.sdk import DAG, task
from airflow.exceptions import AirflowSkipException
from airflow.providers.standard.operators.python import PythonOperator
from airflow.providers.standard.operators.bash import BashOperator
from airflow.providers.slack.notifications.slack import send_slack_notification

log = logging.getLogger(__name__)


# Tells the team.
def notify(context, channel="#default"):
    """Says what happened."""
    ti = context["ti"]
    seen(f"{channel} {context['dag'].dag_id} {ti.task_id} {context['run_id']} {context.get('exception')} {ti.try_number} {context['ds']}")


def seen(text):
    print(text)


def done(context):
    ti = context["task_instance"]
    ti.log.info("done %s", ti.task_id)
    seen("done " + ti.task_id)


def retried(context):
    seen("retry %s %s" % (context["task"].task_id, context["ti"].try_number))


def dag_done(context):
    seen("dag %s %s" % (context["dag"].dag_id, context["dag_run"].run_id))


def with_log_url(context):
    print(context["ti"].log_url)


def fails():
    raise ValueError("no")


def works():
    return 1


def skips():
    raise AirflowSkipException("not today")


with DAG(
    "callbacks",
    schedule="@once",
    start_date=datetime(2024, 1, 1),
    default_args={"on_failure_callback": notify, "email_on_failure": False, "depends_on_past": False},
    on_success_callback=dag_done,
    on_failure_callback=[dag_done, send_slack_notification(text="x")],
):
    PythonOperator(task_id="a", python_callable=fails, retries=1, retry_delay=timedelta(0), on_retry_callback=retried)
    PythonOperator(task_id="b", python_callable=works, on_success_callback=[done, with_log_url])
    PythonOperator(task_id="c", python_callable=skips, on_success_callback=done, on_skipped_callback=lambda context: print("skipped", context["ti"].task_id))
    PythonOperator(task_id="d", python_callable=fails, on_failure_callback=partial(notify, channel="#ops"), on_execute_callback=done)
