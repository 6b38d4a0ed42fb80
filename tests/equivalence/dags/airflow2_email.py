# E-mail of the operator, of a callable, and of a callback, at a mail server that only notes it.
# airflow: 2.10
import email
import os
import smtplib
import tempfile
from datetime import datetime
from pathlib import Path

from airflow import DAG
from airflow.operators.email import EmailOperator
from airflow.operators.python import PythonOperator
from airflow.utils.email import send_email

FOLDER = Path(tempfile.gettempdir()) / "airflow2_email"
SENT = []


class Server:
    def __init__(self, host, port, timeout):
        self.steps = [host, port, timeout]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.quit()

    def starttls(self):
        self.steps.append("tls")

    def quit(self):
        self.steps.append("quit")

    def sendmail(self, sender, receivers, text):
        message = email.message_from_string(text)
        parts = [
            [part.get_content_type(), part.get_filename(), part.get_payload(decode=True).decode()]
            for part in message.walk()
            if not part.is_multipart()
        ]
        headers = [message[name] for name in ("Subject", "From", "To", "CC", "X-Team")]
        SENT.append([self.steps, sender, list(receivers), headers, parts])


def prepare():
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "report.csv").write_text("a,b")
    os.environ["SMTP_MAIL_FROM"] = "airflow@example.com"
    smtplib.SMTP = Server
    SENT.clear()


def report():
    send_email(
        "a@example.com, b@example.com; c@example.com",
        "Loaded",
        "<b>all</b>",
        [str(FOLDER / "report.csv")],
        cc=["d@example.com"],
        bcc="e@example.com",
        custom_headers={"X-Team": "data"},
    )
    send_email(to=["a@example.com"], subject="dry", html_content="no", dryrun=True)


def alert(context):
    ti = context["task_instance"]
    subject = f"{ti.dag_id}.{ti.task_id} failed"
    send_email(to=["ops@example.com"], subject=subject, html_content=str(context["exception"]))


def fail():
    raise ValueError("broken")


def read():
    return SENT


with DAG("airflow2_email", schedule=None, start_date=datetime(2024, 1, 1)):
    first = PythonOperator(task_id="prepare", python_callable=prepare)
    mail = EmailOperator(
        task_id="mail",
        to=["ops@example.com"],
        subject="Orders of {{ ds }}",
        html_content="<p>{{ ti.task_id }}</p>",
        files=[str(FOLDER / "report.csv")],
        cc="boss@example.com",
    )
    own = PythonOperator(task_id="report", python_callable=report)
    bad = PythonOperator(task_id="fail", python_callable=fail, on_failure_callback=alert)
    seen = PythonOperator(task_id="read", python_callable=read, trigger_rule="all_done")
    first >> mail >> own >> bad >> seen
