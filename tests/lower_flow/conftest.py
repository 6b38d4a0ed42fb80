"""The emitted modules of the rules tier, and one Prefect server for the session."""

from __future__ import annotations

import importlib
import sys
import types

import pytest

from translator.emit.support import support_files
from translator.lower.names import HELPERS


@pytest.fixture(scope="session")
def server():
    """A throw-away Prefect server."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def helper(tmp_path_factory):
    """What they offer, imported from files (Prefect reads the sources of tasks)."""
    folder = tmp_path_factory.mktemp("helper")
    for path, text in support_files([*HELPERS, "limited_tasks"], "").items():
        (folder / path).write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    names = {name: vars(importlib.import_module(name)) for name in HELPERS}
    runner = importlib.import_module("limited_tasks").LimitedTaskRunner
    offered = {name: names[module][name] for module, some in HELPERS.items() for name in some}
    rule_task, task = offered["task"], names["mapped_runs"]["task"]
    yield types.SimpleNamespace(
        **offered | {"rule_task": rule_task, "task": task, "runner": runner}
    )
    sys.path.remove(str(folder))
    for name in [*HELPERS, "limited_tasks"]:
        sys.modules.pop(name, None)


@pytest.fixture
def tasks(helper, server):
    """One task for each way to end: S, F, K, U."""

    @helper.task
    def ok(result="ok"):
        return result

    @helper.task
    def failing():
        raise ValueError("on purpose")

    @helper.task
    def skipping():
        raise helper.Skip("on purpose")

    @helper.task
    def unready():
        return 1

    def make(letters):
        made = []
        for letter in letters:
            if letter == "U":
                made.append(unready.submit(wait_for=[failing.submit()]))
            else:
                made.append({"S": ok, "F": failing, "K": skipping}[letter].submit())
        return made

    make.ok, make.failing, make.skipping = ok, failing, skipping
    return make
