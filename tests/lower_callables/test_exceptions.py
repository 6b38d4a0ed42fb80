"""Skips, failures, and failures that no retry mends."""

import pytest

from tests.lower_callables.building import Case, check, codes


def test_a_skip_in_the_plain_tier_is_a_return():
    result = check(
        """
        def load(rows):
            if not rows:
                raise AirflowSkipException(f"no {rows}")  # fine
            return rows
        """,
        """
        def load(rows):
            if not rows:
                return Completed(name="Skipped", message=f"no {rows}")  # fine
            return rows
        """,
        op_kwargs={"rows": "[]"},
    )
    assert result.may_skip
    assert [one.name for one in result.imports] == ["Completed"]


@pytest.mark.parametrize("raised", ["AirflowSkipException", "AirflowSkipException()"])
def test_a_skip_without_a_message(raised):
    check(f"def load():\n    raise {raised}", 'def load():\n    return Completed(name="Skipped")')


def test_a_skip_in_the_rules_tier_is_an_exception():
    result = check(
        'def load():\n    raise AirflowSkipException("no")',
        'def load():\n    raise Skip("no")',
        tier="rules",
    )
    assert result.may_skip
    assert result.support == {"trigger_rules"}


def test_handlers_that_let_a_skip_through():
    check(
        """
        def load():
            try:
                raise AirflowSkipException("no")
            except ValueError:
                pass
            finally:
                close()
        """,
        """
        def load():
            try:
                return Completed(name="Skipped", message="no")
            except ValueError:
                pass
            finally:
                close()
        """,
    )


CAUGHT = ["except Exception:", "except:", "except (ValueError, AirflowException):"]


@pytest.mark.parametrize("handler", CAUGHT)
def test_a_skip_that_is_caught_needs_the_rules_tier(handler):
    body = f"try:\n        raise AirflowSkipException('no')\n    {handler}\n        raise"
    source = f"def load():\n    {body}"
    assert "AP501" in codes(Case(source).rewrite())
    rules = Case(source, tier="rules").rewrite()
    assert "AP501" not in codes(rules)
    assert "raise Skip('no')" in rules.source


def test_a_skip_in_a_nested_function_needs_the_rules_tier():
    source = """
    def load():
        def inner():
            raise AirflowSkipException("no")
        inner()
    """
    assert codes(Case(source).rewrite()) == ["AP501"]
    assert codes(Case(source, tier="rules").rewrite()) == []


def test_failures():
    check(
        'def load():\n    raise AirflowException("x")', 'def load():\n    raise RuntimeError("x")'
    )
    check(
        'def load():\n    raise airflow.exceptions.AirflowException("x")',
        'def load():\n    raise RuntimeError("x")',
    )


def test_a_handler_of_failures_catches_more_now():
    check(
        """
        def load():
            try:
                work()
            except AirflowException as error:
                raise AirflowException("x") from error
        """,
        """
        def load():
            try:
                work()
            except RuntimeError as error:
                raise RuntimeError("x") from error
        """,
        "AP204",
    )


def test_final_failures_matter_where_there_are_retries():
    source = 'def load():\n    raise AirflowFailException("x")'
    check(source, 'def load():\n    raise RuntimeError("x")')
    result = check(source, 'def load():\n    raise FinalError("x")', retries=2)
    assert result.decorator["retry_condition_fn"].text == "is_retryable"
    assert result.support == {"final_errors"}
    assert {one.name for one in result.imports} == {"FinalError", "is_retryable"}


def test_a_skip_that_is_caught_as_the_base_class():
    check(
        """
        def load():
            try:
                raise AirflowSkipException("no")
            except AirflowException:
                return 1
        """,
        """
        def load():
            try:
                raise Skip("no")
            except (RuntimeError, Skip):
                return 1
        """,
        "AP204",
        tier="rules",
    )
