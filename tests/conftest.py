"""`pytest --update-golden` writes what comes out instead of comparing it."""

import pytest


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
