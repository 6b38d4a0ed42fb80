"""Environment variables and Variables that nobody gave: what a fresh Airflow makes of them."""

import pytest

from tests.load_airflow.reading import inside, read

NAME = 'X = os.environ.get("X")\n'


def told(text, **options):
    found, said = read(text, **options)
    return found, [f"{one.code} {one.level}" for one in said]


IDS = [
    ('f"a_{X}"', "a_None", "AP112 warning"),
    ('"a_" + str(X)', "a_None", "AP112 warning"),
    ('"a_%s" % X', "a_None", "AP112 warning"),
    ('"a_{}".format(X)', "a_None", "AP112 warning"),
    ('"a_" + (X or "b")', "a_b", "AP111 info"),
    ('"a_" + (X if X else "b")', "a_b", "AP112 warning"),
    ('"a_" + ("b" if X is None else X)', "a_b", "AP111 info"),
    ('"a_" + ("b" if not X else X)', "a_b", "AP111 info"),
    ('"a_" + ("p" if X == "prod" else "b")', "a_b", "AP112 warning"),
    ('"a_" + ("p" if "X" in os.environ else "b")', "a_b", "AP112 warning"),
]


@pytest.mark.parametrize(("code", "task_id", "said"), IDS)
def test_an_id_is_that_of_an_empty_environment(code, task_id, said):
    found, codes = told(NAME + inside(f"empty({code})"))
    assert [task.task_id for task in found.dags[0].tasks] == [task_id]
    assert codes == [said]
    given, codes = told(NAME + inside(f"empty({code})"), environment={"X": "prod"})
    assert [task.task_id for task in given.dags[0].tasks] != [task_id]
    assert codes == []


def test_what_fails_without_a_value_stays_unknown():
    found, codes = told(NAME + inside('empty("a_" + X)\nempty(X.lower())'))
    assert not found.dags[0].complete
    assert codes == ["AP106 error", "AP106 error"]


def test_a_condition_around_tasks_stays_one():
    found, codes = told(NAME + inside('if X == "prod":\n    empty("alert")\nempty("always")'))
    assert [task.task_id for task in found.dags[0].tasks] == ["alert", "always"]
    assert codes == ["AP105 warning"]


def test_a_condition_with_a_plain_default_stays_one():
    found, codes = told(NAME + inside('if X or False:\n    empty("alert")'))
    assert [task.task_id for task in found.dags[0].tasks] == ["alert"]
    assert set(codes) == {"AP105 warning", "AP111 info"}


def test_a_choice_of_values_is_decided():
    text = NAME + 'if X == "prod":\n    S = "@daily"\nelse:\n    S = None\n'
    found, codes = told(text + inside('empty("a")', "schedule=S"))
    assert found.dags[0].schedule.kind == "none"
    assert codes == ["AP112 warning"]


def test_a_schedule_is_none():
    found, codes = told(NAME + inside('empty("a")', "schedule=X"))
    assert found.dags[0].schedule.kind == "none"
    assert codes == ["AP112 warning"]


def test_an_argument_is_read_by_the_flow():
    found, codes = told(NAME + inside('BashOperator(task_id="a", bash_command="true", cwd=X)'))
    argument = found.dags[0].tasks[0].args["cwd"]
    assert (argument.code, argument.known, codes) == ("X", False, [])


def test_a_file_that_raises_without_it():
    found, codes = told(NAME + 'if not X:\n    raise ValueError("X")\n' + inside('empty("a")'))
    assert found.dags[0].complete
    assert codes == ["AP112 info"]


TRIES = [
    ('os.environ["X"]', "KeyError", 3, ["AP111 info"]),
    ('os.environ["X"]', "Exception", 3, ["AP111 info"]),
    ('os.environ["X"]', "ValueError", 3, ["AP112 info"]),
    ('Variable.get("x")', "KeyError", 2, ["AP111 info"]),
    ('Variable.get("x")', "KeyError", 3, ["AP111 info", "AP112 warning"]),
    ('Variable.get("x")', "Exception", 3, ["AP111 info"]),
    ('Variable.get("x")', "(ValueError, KeyError)", 2, ["AP111 info"]),
]


@pytest.mark.parametrize(("code", "error", "major", "said"), TRIES)
def test_a_default_in_an_except(code, error, major, said):
    text = f"try:\n    X = {code}\nexcept {error}:\n    X = 'b'\n"
    found, codes = told(text + inside("empty(X)"), major=major)
    if said != ["AP112 info"]:
        assert [task.task_id for task in found.dags[0].tasks] == ["b"]
        assert codes == said
    else:
        assert set(codes) == {"AP112 info", "AP106 error"}


def test_a_handler_around_the_call():
    text = """
        def setting(key, default):
            try:
                return Variable.get(key)
            except Exception:
                return default


        with DAG("d", schedule=None):
            empty(setting("x", "b"))
        """
    found, codes = told(text)
    assert [task.task_id for task in found.dags[0].tasks] == ["b"]
    assert codes == ["AP111 info"]
