"""Every DAG of the suite ends under Prefect as Airflow recorded it, or a code says why not."""

import os

import pytest

from tests.equivalence.check import compare_cases, errors_of, translate_cases
from tests.equivalence.corpus import DAGS, all_cases, recordings
from translator.verification import emit

CASES = {case.name: case for case in all_cases()}

# What an INFO or WARNING admits: the code must be among the diagnostics of the DAG.
ADMITTED = {
    # What a manual run's interval is differs between versions.
    "airflow2_daily_interval": "AP603",
    "airflow2_prev_next": "AP603",
    # Airflow 2 and 3 disagree, and the flow follows Airflow 3 (or 2 where that is told).
    "airflow2_one_failed_mapped_group": "AP507",
    "airflow2_pull_default": "AP311",
    "map_group_single_result": "AP311",
    # A missing Variable is None in Prefect.
    "template_var": "AP305",
}

# Not comparable, and why.
INCOMPARABLE = {"classic_trigger_dagrun": "needs its deployment"}

# Where the tiers differ: with BOTH_TIERS=1 these run in both, whatever the translator would choose.
TIER_TOPICS = ("rules_", "branch_", "short_", "skip_")
TIERED = [name for name in CASES if name.startswith(TIER_TOPICS)]
FORCED = {"rules": TIERED} if os.environ.get("BOTH_TIERS") else {}
BY_TIER = {"auto": list(CASES), "plain": TIERED, **FORCED}
RUN_TIERS = ("auto", "plain", "rules") if FORCED else ("auto",)
RUNS = [(tier, name) for tier in RUN_TIERS for name in BY_TIER[tier]]


@pytest.fixture(scope="session")
def translated():
    """Tier → name → translation."""
    found = {}
    for tier, names in BY_TIER.items():
        made = translate_cases([CASES[name] for name in names], tier)
        found[tier] = dict(zip(names, made, strict=True))
    return found


@pytest.fixture(scope="session")
def comparisons(translated, tmp_path_factory, sides, once):
    """Tier → name → comparison."""

    def compute(tier):
        emitted = emit(translated[tier].values(), DAGS, tmp_path_factory.mktemp(tier))
        found = compare_cases([CASES[name] for name in BY_TIER[tier]], emitted, sides)
        return {name: one.as_json() for name, one in found.items()}

    return {
        tier: once(f"equivalence-{tier}", lambda tier=tier: compute(tier)) for tier in RUN_TIERS
    }


def test_there_are_enough_cases():
    assert len(CASES) >= 150


@pytest.mark.parametrize("name", CASES)
def test_a_recording_belongs_to_the_file(name):
    case = CASES[name]
    assert recordings(case.airflow)[name]["digest"] == case.digest, (
        f"python -m tests.equivalence.record {name}"
    )


@pytest.mark.prefect
@pytest.mark.parametrize(("tier", "name"), RUNS)
def test_prefect_does_what_airflow_does(tier, name, translated, comparisons):
    translation, comparison = translated[tier][name], comparisons[tier][name]
    if translation.status not in ("translated", "needs_review"):
        pytest.fail(f"not translated: {comparison['reason']}", pytrace=False)
    if comparison["equivalent"]:
        return
    if reason := INCOMPARABLE.get(name):
        assert comparison["equivalent"] is None
        assert reason in comparison["reason"]
        return
    told = errors_of(translation)
    if code := ADMITTED.get(name):
        told += [one.code for one in translation.diagnostics if one.code == code]
    if not told:
        pytest.fail(f"different without a word: {comparison['reason']}", pytrace=False)
    pytest.xfail(f"reported: {' '.join(told)}: {comparison['reason']}")


@pytest.mark.parametrize("name", BY_TIER["plain"])
def test_no_rules_tier_where_plain_code_would_do(name, translated):
    chosen = translated["auto"][name].tiers[name]
    refused = "AP501" in errors_of(translated["plain"][name])
    assert chosen == ("rules" if refused else "plain")
