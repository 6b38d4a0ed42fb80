"""What a callback reads from its context, as a hook of a task or of the flow says it."""

import pytest

from tests.helpers import check, check_noop, codes, dag_source, explain, translated

GIVEN = '(flow_run.parameters.get("logical_date") or flow_run.scheduled_start_time)'

READS = [
    ("context['ti'].task_id", "task.name"),
    ("context['task_instance'].task_id", "task.name"),
    ("context.get('task').task_id", "task.name"),
    ("context['dag'].dag_id", '"example"'),
    ("context['ti'].max_tries", "task.retries"),
    ("context['ti'].start_date", "task_run.start_time"),
    ("context['ti'].hostname", "socket.getfqdn()"),
    ("context['exception']", "state.result(raise_on_failure=False)"),
    ("context['ti'].try_number", "task_run.run_count"),
    ("f\"{context['ti'].dag_id}\"", "f\"{'example'}\""),
    ("context['ti'].log_url", "url_for(task_run)"),
    ("context['ti'].map_index", "-1"),
    ("context['dag_run'].conf", '(flow_run.parameters.get("conf") or {})'),
    ("context['ts']", f"{GIVEN}.isoformat()"),
]


def callback(read):
    work = "def work():\n    return 1"
    return f"def notify(context):\n    print({read})\n\n\n{work}"


def task_with(role):
    return f"PythonOperator(task_id='run', python_callable=work, retries=1, {role}=notify)"


@pytest.mark.parametrize(("read", "written"), READS)
def test_what_a_task_callback_reads(read, written):
    expected = f"def notify(task, task_run, state):\n    print({written})"
    check(task_with("on_failure_callback"), expected, before=callback(read), diagnostics=())


@pytest.mark.parametrize("read", ["context['run_id']", "context['dag_run'].run_id"])
def test_a_hook_knows_the_run_by_the_id_that_prefect_gave_it(read):
    expected = "def notify(task, task_run, state):\n    print(task_run.flow_run_id)"
    check(task_with("on_failure_callback"), expected, before=callback(read), diagnostics=("AP605",))


def test_a_date_in_the_hook_of_a_task_is_what_the_flow_was_given():
    made = check(
        task_with("on_failure_callback"),
        f"pendulum.instance({GIVEN[1:-1]})",
        "def example(logical_date: datetime | None = None):",
        before=callback("context['logical_date']"),
        diagnostics=(),
    )
    assert "import pendulum" in (made.text or "")


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_date_in_a_formatted_string_has_the_other_quotes(quote):
    other = {"'": '"', '"': "'"}[quote]
    before = callback(f"f{quote}{{context[{other}ds{other}]}}{quote}")
    made = check(task_with("on_failure_callback"), before=before, diagnostics=())
    assert f".strftime({other}%Y-%m-%d{other})}}{quote}" in (made.text or "")


FLOW_READS = [
    ("context['ti'].task_id", "last_task(flow_run, state)"),
    ("context['dag'].dag_id", "flow.name"),
    ("context['reason']", "state.message"),
    ("context['ti'].log_url", "url_for(flow_run)"),
    (
        "context['params']['a']",
        '(flow_run.parameters | (flow_run.parameters.get("conf") or {}))["a"]',
    ),
]


@pytest.mark.parametrize(("read", "written"), FLOW_READS)
def test_what_the_callback_of_a_dag_reads(read, written):
    check(
        "PythonOperator(task_id='run', python_callable=work)",
        f"def notify(flow, flow_run, state):\n    print({written})",
        before=callback(read),
        arguments="schedule=None, on_failure_callback=notify",
        diagnostics=(),
    )


def test_a_date_in_the_hook_of_a_flow_is_the_scheduled_start_and_told():
    made = check(
        "PythonOperator(task_id='run', python_callable=work)",
        'print(flow_run.expected_start_time.strftime("%Y-%m-%d"))',
        before=callback("context['ds']"),
        arguments="schedule=None, on_failure_callback=notify",
        diagnostics=("AP605",),
    )
    assert [str(one.level) for one in made.diagnostics] == ["warning"]


HELPER = """
def text_of(context, status="failed"):
    return f"{context['ti'].task_id} {status}"


"""


def test_a_function_that_gets_the_context_becomes_a_hook_too():
    expected = """
    def text_of_hook(task, task_run, state, status="failed"):
        return f"{task.name} {status}"
    """
    called = 'print(text_of_hook(task, task_run, state, status="broken"))'
    before = HELPER + callback("text_of(context, status='broken')")
    check(task_with("on_failure_callback"), expected, called, before=before, diagnostics=())


FACTORY = """
def notifier(channel):
    def notify(context):
        print(channel, context["ti"].task_id)
    return notify


def work():
    return 1
"""


def test_what_a_factory_gave_its_callback_is_given_to_the_hook():
    expected = """
    def notify(task, task_run, state, channel):
        print(channel, task.name)
    """
    body = "PythonOperator(task_id='run', python_callable=work, on_failure_callback=notifier('#a'))"
    check(body, expected, 'partial(notify, channel="#a")', before=FACTORY, diagnostics=())


def test_a_retry_callback_sees_the_try_that_has_ended():
    guard = """
    def notify_if_retrying(task, task_run, state):
        if state.name == "Retrying":
            task_run = task_run.model_copy(update={"run_count": task_run.run_count - 1})
            notify(task, task_run, state)
    """
    before = callback("context['ti'].try_number")
    check(task_with("on_retry_callback"), guard, before=before, diagnostics=())


def test_a_context_that_is_printed_is_prefects_run():
    before = callback("f'{context}'")
    check(task_with("on_failure_callback"), "{task_run}", before=before, diagnostics=("AP605",))


REFUSED = [
    "context['ti'].queue",
    "context['ti'].operator",
    "context['dag_run'].run_type",
    "context['ti'].xcom_pull(task_ids='run')",
    "context['ti'].xcom_push(key='a', value=1)",
    "audit(context)",
]


@pytest.mark.parametrize("read", REFUSED)
def test_what_a_hook_does_not_have_raises_in_the_hook(read):
    made = check(
        task_with("on_failure_callback"),
        "on_failure=[notify]",
        '"AP605 A callback',
        "raise NotImplementedError(",
        before=callback(read),
        diagnostics=("AP605",),
    )
    assert [str(one.level) for one in made.diagnostics] == ["error"]


ROLES = [
    ("on_failure_callback", "on_failure=[notify]"),
    ("on_success_callback", "on_completion=[notify]"),
    ("on_execute_callback", "on_running=[notify]"),
    ("on_retry_callback", "on_running=[notify_if_retrying]"),
    ("on_skipped_callback", "on_completion=[notify_if_skipped]"),
]


@pytest.mark.parametrize(("role", "expected"), ROLES)
def test_the_state_that_calls_the_hook(role, expected):
    check(task_with(role), expected, before=callback("context['ti'].task_id"), diagnostics=())


def test_a_success_callback_is_not_called_for_a_skip():
    body = """
    @task(on_success_callback=notify)
    def run():
        raise AirflowSkipException

    run()
    """
    guard = """
    def notify_unless_skipped(task, task_run, state):
        if state.name != "Skipped":
            notify(task, task_run, state)
    """
    imported = "from airflow.exceptions import AirflowSkipException\n\n\n"
    before = imported + callback("context['ti'].task_id")
    check(body, guard, "on_completion=[notify_unless_skipped]", before=before)


def test_a_retry_callback_of_a_task_without_retries_is_never_called():
    body = "PythonOperator(task_id='run', python_callable=work, on_retry_callback=notify)"
    check_noop(body, "on_running", before=callback("1"))


def test_a_callback_that_other_code_calls_too_stays_beside_its_hook():
    before = f"{callback('1')}\n\n\ndef run():\n    notify({{}})"
    body = "PythonOperator(task_id='run', python_callable=run, on_failure_callback=notify)"
    check(body, "def notify(context):", "def notify_hook(task, task_run, state):", before=before)


def test_callbacks_of_the_dag():
    source = dag_source(
        "PythonOperator(task_id='run', python_callable=work)",
        callback("context['dag'].dag_id"),
        "schedule=None, on_success_callback=notify, on_failure_callback=[notify]",
    )
    result = translated(source)
    assert codes(result) == [], explain(result)
    assert "def notify(flow, flow_run, state):\n    print(flow.name)" in result.text
    assert '@flow(name="example", on_failure=[notify], on_completion=[notify])' in result.text


SILENT = ["depends_on_past=False", "email_on_failure=False", "email_on_retry=False"]


@pytest.mark.parametrize("argument", SILENT)
def test_what_says_what_is_the_case_anyway(argument):
    check(f"BashOperator(task_id='run', bash_command='true', {argument})", diagnostics=())


def test_an_address_that_gets_no_mail():
    body = "BashOperator(task_id='run', bash_command='true', email='a@b.c', {})"
    check(body.format("email_on_failure=False, email_on_retry=False"), diagnostics=())
    check(body.format("email_on_retry=False"), diagnostics=("AP606",))
