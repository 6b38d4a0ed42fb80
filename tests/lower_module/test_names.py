"""Python names from ids, without collisions."""

import pytest

from translator.diagnostics import Sink, Span
from translator.lower.flow.dates import RUN_VALUES
from translator.lower.names import RUN_NAMES, NameTable, slug

PLACE = Span("dag.py", 3)

SLUGS = [
    ("extract", "extract"),
    ("load-users.v2", "load_users_v2"),
    ("2nd", "task_2nd"),
    ("group.task", "group_task"),
    ("é a", "é_a"),
    ("---", "task"),
    ("", "task"),
]


@pytest.mark.parametrize(("text", "expected"), SLUGS)
def test_slug(text, expected):
    assert slug(text) == expected
    assert expected.isidentifier()


@pytest.mark.parametrize(
    "word", ["class", "match", "print", "id", "task", "flow", "wait", "datetime"]
)
def test_a_name_never_hides_python_or_prefect(word):
    assert NameTable(Sink()).claim(word) == f"{word}_2"


def test_two_ids_with_one_slug_get_two_names_in_order():
    sink = Sink()
    names = NameTable(sink)
    assert names.claim("a-b", "first", span=PLACE) == "a_b"
    assert names.claim("a_b", "second", span=PLACE) == "a_b_2"
    assert [(one.code, one.detail) for one in sink] == [("AP707", "a_b → a_b_2")]


def test_the_same_key_gets_the_same_name():
    names = NameTable(Sink())
    assert names.claim("load", "key") == names.claim("load", "key") == "load"


def test_plain_slugging_is_not_reported():
    sink = Sink()
    NameTable(sink).claim("load-users", span=PLACE)
    assert len(sink) == 0


def test_a_suffix_is_tried_before_a_number():
    names = NameTable(Sink())
    names.reserve(["shop"])
    assert names.claim("shop", suffix="flow") == "shop_flow"


def test_kept_names_are_not_given_away():
    names = NameTable(Sink())
    names.reserve(["TABLES"])
    assert names.claim("TABLES") == "TABLES_2"


def test_names_of_a_flow_do_not_hide_those_of_the_module():
    names = NameTable(Sink())
    names.claim("extract", "task")
    assert names.local().claim("extract") == "extract_2"


def test_names_of_one_flow_are_free_in_another():
    names = NameTable(Sink())
    assert names.local().claim("rows") == names.local().claim("rows") == "rows"


def test_no_task_hides_a_run_value():
    assert RUN_VALUES <= RUN_NAMES
