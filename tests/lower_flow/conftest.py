"""The emitted helper `trigger_rules` as a module, and one Prefect server for the session."""

from __future__ import annotations

import sys
import types

import pytest

from translator.emit.support import support_text


@pytest.fixture(scope="session")
def server():
    """A throw-away Prefect server."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture(scope="session")
def helper(tmp_path_factory):
    """The emitted helper, imported from a file (Prefect reads the sources of tasks)."""
    folder = tmp_path_factory.mktemp("helper")
    (folder / "trigger_rules.py").write_text(support_text("trigger_rules"), "utf-8")
    sys.path.insert(0, str(folder))
    module: types.ModuleType = __import__("trigger_rules")
    yield module
    sys.path.remove(str(folder))
    sys.modules.pop("trigger_rules", None)
