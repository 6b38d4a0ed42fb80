"""A context that is only shown becomes Prefect's; one that is used otherwise is refused."""

import pytest

from tests.lower_callables.building import Case, check, check_noop, codes

WHOLE = [
    ("print(context)", "print(get_run_context())"),
    ("pprint(context)", "pprint(get_run_context())"),
    ("pprint.pprint(context, indent=2)", "pprint.pprint(get_run_context(), indent=2)"),
    ('print(f"context: {context}")', 'print(f"context: {get_run_context()}")'),
    ('print("context: " + str(context))', 'print("context: " + str(get_run_context()))'),
    ('print("context: %s" % context)', 'print("context: %s" % get_run_context())'),
    ('print("%s %s" % (1, context))', 'print("%s %s" % (1, get_run_context()))'),
    ('print("{}".format(context))', 'print("{}".format(get_run_context()))'),
    ('logging.info("%s", context)', 'logging.info("%s", get_run_context())'),
    ("logger.debug(context)", "logger.debug(get_run_context())"),
    (
        "logging.getLogger(__name__).info(context)",
        "logging.getLogger(__name__).info(get_run_context())",
    ),
    ('context["ti"].log.info(context)', "get_run_logger().info(get_run_context())"),
    ("print(context.keys())", "print(dict(get_run_context()).keys())"),
    ("print(sorted(context))", "print(sorted(dict(get_run_context())))"),
    ("print(len(context))", "print(len(dict(get_run_context())))"),
    ("print(dict(context))", "print(dict(get_run_context()))"),
    (
        "print(json.dumps(context, default=str))",
        "print(json.dumps(dict(get_run_context()), default=str))",
    ),
    (
        "for key, value in context.items():\n        print(key, value)",
        "for key, value in dict(get_run_context()).items():\n        print(key, value)",
    ),
    (
        "for key in context:\n        print(key, context[key])",
        "for key in dict(get_run_context()):\n        print(key, dict(get_run_context())[key])",
    ),
]


@pytest.mark.parametrize(("before", "after"), WHOLE)
def test_the_whole_context(before, after):
    check(f"def load(**context):\n    {before}", f"def load():\n    {after}", "AP312")


PARTS = [
    ('print("run", context["dag_run"])', 'print("run", flow_run.name)'),
    ("print(f\"{context['ti']}\")", 'print(f"{task_run.name}")'),
    ('logging.info("of %s", context["task"])', 'logging.info("of %s", task_run.task_name)'),
    ('print(str(context["dag"]))', "print(str(flow_run.flow_name))"),
]


@pytest.mark.parametrize(("before", "after"), PARTS)
def test_an_object_of_airflows(before, after):
    check(f"def load(**context):\n    {before}", f"def load():\n    {after}", "AP312")


def test_what_op_kwargs_brings_is_shown_as_well():
    check(
        "def load(table, **kwargs):\n    print(kwargs)",
        "def load(table, limit):\n    print(get_run_context())",
        "AP312",
        op_kwargs={"table": "'a'", "limit": "5"},
        feeds={"limit": "5"},
    )


USED = [
    "audit(context)",
    "shown = str(context)",
    "print(audit(context))",
    "logged = print(context)",
    "return print(context)",
    'print("%(ds)s" % context)',
    'logging.info("%(ds)s", context)',
    'print("{ds}".format(**context))',
    "print(*context)",
    "print(context | {})",
    'print(json.dumps(context["ti"]))',
    'print(context["ti"].__dict__)',
    "form.info(context)",
    "for key, value in context.items():\n        found[key] = value",
    "for key in KEYS:\n        print(context[key])",
]


@pytest.mark.parametrize("source", USED)
def test_what_is_more_than_shown_is_refused(source):
    found = check_refused(f"def load(**context):\n    {source}")
    assert set(found) <= {"AP308", "AP307"}
    assert found


def check_refused(source):
    result = Case(source).rewrite()
    assert "NotImplementedError" in result.source
    assert "get_run_context" not in result.source
    return codes(result)


def test_a_dict_that_is_no_context_stays():
    check_noop("def load(context):\n    print(context)", op_kwargs={"context": "{}"})
    check_noop(
        "def load(**kwargs):\n    print(kwargs['table'])\n    print(kwargs.get('table'))",
        op_kwargs={"table": "1"},
    )
