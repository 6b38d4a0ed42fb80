"""EmailOperator, and `send_email` in code of the user's, send through the emitted helper."""

import pytest

from tests.helpers import check, check_noop, dag_source, translated

EMAIL = "from airflow.providers.smtp.operators.smtp import EmailOperator"
SEND = "from airflow.utils.email import send_email"


def mail(arguments):
    return f"EmailOperator(task_id='mail', to='a@b.c', {arguments})"


def test_the_operator_is_a_call():
    made = check(
        mail("subject='{{ ds }}', html_content='<b>x</b>', cc=['d@e.f'], conn_id='smtp_team'"),
        "from smtp_mail import send_email",
        'return send_email("a@b.c", ds, "<b>x</b>", cc=["d@e.f"], conn_id="smtp_team")',
        before=EMAIL,
        diagnostics=("AP317",),
    )
    assert "smtp_mail" in made.module.support


@pytest.mark.parametrize("missing", ["subject='x'", "html_content='x'"])
def test_a_text_that_only_a_connection_has_is_refused(missing):
    check(mail(missing), "raise NotImplementedError", before=EMAIL, diagnostics=("AP206",))


def test_a_template_file_that_is_not_there_is_refused():
    check(mail("subject='x', html_content='mail.html'"), before=EMAIL, diagnostics=("AP310",))


def test_a_mapped_operator():
    check(
        "EmailOperator.partial(task_id='m', subject='s', html_content='h').expand(to=['a', 'b'])",
        'def m(to):\n    return send_email(to, "s", "h")',
        before=EMAIL,
        diagnostics=("AP317",),
    )


CALLS = [
    "send_email('a@b.c', 'x', 'y')",
    "send_email(to=['a@b.c'], subject='x', html_content='y', files=['z'], dryrun=True)",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_stays_as_it_is(call):
    made = check(
        "PythonOperator(task_id='report', python_callable=report)",
        "from smtp_mail import send_email",
        call.replace("'", '"'),
        before=f"{SEND}\n\n\ndef report():\n    {call}",
        diagnostics=("AP317",),
    )
    assert "smtp_mail" in made.module.support


def test_another_name_for_it():
    before = f"{SEND} as mail\n\n\ndef report():\n    mail('a', 'b', 'c')"
    check(
        "PythonOperator(task_id='report', python_callable=report)",
        'send_email("a", "b", "c")',
        before=before,
    )


def test_a_callback_sends():
    before = (
        f"{SEND}\n\n\ndef alert(context):\n    send_email('a', context['ti'].task_id, 'c')\n\n\n"
        "def work():\n    return 1"
    )
    body = "PythonOperator(task_id='work', python_callable=work, on_failure_callback=alert)"
    made = check(
        body,
        'def alert(task, task_run, state):\n    send_email("a", task.name, "c")',
        before=before,
        diagnostics=("AP605",),
    )
    assert [str(one.level) for one in made.diagnostics] == ["warning"]
    assert "smtp_mail" in made.module.support


def test_a_function_of_that_name_of_the_users_own_stays():
    before = "def send_email(to):\n    print(to)\n\n\ndef report():\n    send_email('a')"
    body = "PythonOperator(task_id='report', python_callable=report)"
    check_noop(body, "smtp_mail", before=before)


def test_the_callback_of_a_missed_sla_is_a_warning():
    made = translated(
        dag_source(
            "EmptyOperator(task_id='a')",
            "def missed(*args):\n    print(args)",
            "schedule=None, sla_miss_callback=missed",
        ),
        airflow_major=2,
    )
    assert [(one.code, str(one.level)) for one in made.diagnostics] == [("AP611", "warning")]
