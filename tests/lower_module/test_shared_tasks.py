"""Tasks that one call in the source made share a function where only data differs."""

import re

from tests.helpers import HEADER, check, codes, translated

MAKER = """\
def say(task_id, word, times=1, **more):
    return BashOperator(task_id=task_id, bash_command=f"echo {word} {times}", **more)
"""


def functions(result):
    return re.findall(r"^def (\w+)\((.*)\)", result.text, re.MULTILINE)


def test_a_helper_that_makes_operators_is_one_task_function():
    result = check(
        "say('a', 'one') >> say('b', 'two', times=2)",
        """
        @task
        def say(word, times):
            return run_bash(f"echo {word} {times}")
        """,
        'say.with_options(name="a").submit("one", 1)',
        'say.with_options(name="b").submit("two", 2, wait_for=[a_run])',
        before=MAKER,
        diagnostics=(),
    )
    assert [name for name, _ in functions(result)] == ["say", "example"]


def test_the_function_is_called_by_the_words_of_the_ids():
    result = check("say('tell_a', 'one')\nsay('tell_b', 'two')", before=MAKER)
    assert ("tell", "word") in functions(result)


def test_the_tasks_of_a_loop_stay_a_loop():
    result = check(
        "for word in ['a', 'b']:\n    say(f'say_{word}', word)",
        'say.with_options(name=f"say_{word}").submit(word)',
        before=MAKER,
    )
    assert ("say", "word") in functions(result)


def test_another_template_is_another_function():
    result = check("say('a', '{{ ds }}')\nsay('b', 'two')", before=MAKER)
    assert [name for name, _ in functions(result)] == ["a", "b", "example"]


def test_two_tasks_that_differ_in_their_ids_only_keep_their_names():
    result = check("say('left', 'x')\nsay('right', 'x')", before=MAKER)
    assert [name for name, _ in functions(result)] == ["left", "right", "example"]


def test_operators_without_a_translation_are_left_alone():
    maker = """\
from airflow.providers.acme.operators import AcmeOperator


def ask(task_id, what):
    return AcmeOperator(task_id=task_id, what=what)
"""
    result = check("ask('a', 'x')\nask('b', 'y')", before=maker)
    assert "AP201" in codes(result)
    assert result.text.count("raise NotImplementedError") == 2


def test_a_text_over_several_lines_is_kept_as_it_is():
    maker = '''\
def say(task_id, word):
    return BashOperator(
        task_id=task_id,
        bash_command=f"""
          echo {word}
            done
        """,
    )
'''
    result = check("say('a', 'one')\nsay('b', 'two')", before=maker)
    namespace = {"run_bash": lambda command: command, "task": lambda function: function}
    source = re.search(r"^def say\(word\):.*?(?=^@flow)", result.text, re.MULTILINE | re.DOTALL)
    exec(source[0].rstrip().removesuffix("\n"), namespace)
    assert namespace["say"]("two") == "\n          echo two\n            done\n        "


def dags(*arguments):
    factory = """\
def make(dag_id, **options):
    with DAG(dag_id, schedule=None, default_args=options):
        BashOperator(task_id="run", bash_command="true")


"""
    calls = "\n".join(f"make('dag_{n}', {one})" for n, one in enumerate(arguments))
    return translated(HEADER + factory + calls)


def test_what_differs_between_dags_is_said_where_the_task_is_submitted():
    result = dags("retries=2", "retries=3")
    assert "@task(retry_delay_seconds=300)\n" in result.text
    assert "run.with_options(retries=retries).submit()" in result.text


def test_who_never_tries_again_has_no_delay_of_its_own():
    result = dags("retries=2", "")
    assert "@task(retry_delay_seconds=300)\n" in result.text
    assert 'dag_1 = make_flow("dag_1", 0)' in result.text


def test_delays_that_differ_are_data_too():
    delay = "retries=1, retry_delay=timedelta(minutes={})"
    result = dags(delay.format(1), delay.format(2), "")
    assert "@task\n" in result.text
    expected = "with_options(retries=retries, retry_delay_seconds=retry_delay_seconds)"
    assert expected in result.text


def test_the_same_in_all_dags_is_in_the_decorator():
    result = dags("retries=2", "retries=2")
    assert "@task(retries=2, retry_delay_seconds=300)" in result.text
    assert "with_options" not in result.text
