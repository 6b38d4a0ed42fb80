"""Emitted helper modules."""

import pytest

from translator.emit.format import check
from translator.emit.support import support_files, support_text
from translator.resources import data_folder

NAMES = sorted(
    one.name.removesuffix(".py.j2") for one in (data_folder("templates") / "support").iterdir()
)


@pytest.mark.parametrize("name", NAMES)
def test_a_helper_module_passes_the_checks_of_all_emitted_text(name):
    assert check(support_text(name)) == []


def test_helper_modules_stand_beside_the_module():
    assert list(support_files({"run_bash"}, "team/a")) == ["team/a/run_bash.py"]
    assert list(support_files({"run_bash"}, "")) == ["run_bash.py"]


def test_helper_modules_come_with_those_that_they_import():
    assert list(support_files({"failing_fast"}, "")) == ["failing_fast.py", "trigger_rules.py"]


USES = [str, repr, len, list, bool, int, hash, "{}".format, lambda v: v.name, lambda v: v["x"]]
USES += [lambda v: v + 1, lambda v: f"{v}", lambda v: v(), lambda v: v == 1, lambda v: "x" in v]


@pytest.mark.parametrize("use", USES)
def test_a_value_without_translation_raises_when_it_is_used(use):
    scope = {}
    exec(support_text("untranslated"), scope)
    value = scope["Untranslated"]("AP204 base")
    with pytest.raises(NotImplementedError, match="AP204 base"):
        use(value)
