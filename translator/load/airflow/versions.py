"""Version numbers: Airflow's own, and comparing them as `packaging` does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.load.language.convert import lift
from translator.load.language.values import Arguments, Known, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator

AIRFLOW = {1: "1.10.15", 2: "2.10.5", 3: "3.3.2"}
"""The release whose semantics hold, by major."""


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """A release number: `2.10.5`."""

    release: tuple[int, ...]

    @property
    def major(self) -> int:
        """The first number."""
        return self.release[0]

    @property
    def minor(self) -> int:
        """The second number."""
        return (*self.release, 0)[1]

    @property
    def micro(self) -> int:
        """The third number."""
        return (*self.release, 0, 0)[2]

    @property
    def base_version(self) -> str:
        """The number as text."""
        return ".".join(map(str, self.release))


def parse(text: str) -> Version:
    """The version of a text; what follows the numbers is left out."""
    found = re.match(r"v?(\d+(?:\.\d+)*)", str(text))
    if found is None:
        raise ValueError(f"invalid version: {text!r}")
    numbers = [int(part) for part in found.group(1).split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return Version(tuple(numbers))


def _airflow(ev: Evaluator) -> Value:
    return Known(AIRFLOW[ev.major])


def _at_least(major: int, minor: int) -> Callable[[Evaluator], Value]:
    return lambda ev: Known(parse(AIRFLOW[ev.major]) >= Version((major, minor)))


CALLS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "packaging.version.parse": lift(parse),
    "packaging.version.Version": lift(parse),
    "distutils.version.LooseVersion": lift(parse),
    "distutils.version.StrictVersion": lift(parse),
    "pkg_resources.parse_version": lift(parse),
    "semver.VersionInfo.parse": lift(parse),
}

VALUES: dict[str, Callable[[Evaluator], Value]] = {
    "airflow.__version__": _airflow,
    "airflow.version.version": _airflow,
    "airflow.providers.common.compat.version_compat.AIRFLOW_V_3_0_PLUS": _at_least(3, 0),
    "airflow.providers.common.compat.version_compat.AIRFLOW_V_3_1_PLUS": _at_least(3, 1),
    "tests_common.test_utils.version_compat.AIRFLOW_V_3_0_PLUS": _at_least(3, 0),
    "tests_common.test_utils.version_compat.AIRFLOW_V_3_1_PLUS": _at_least(3, 1),
}
