"""The emitted helper of the rules tier, on a real Prefect."""

from __future__ import annotations

import asyncio
import itertools
import time

import pytest
from prefect import flow, unmapped
from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

from translator.lower.trigger_rules import RULES, decide

pytestmark = pytest.mark.prefect

STATES = {"Completed": "S", "Skipped": "K", "Failed": "F", "NotReady": "U"}


def states_of(run):
    """Run a function that returns futures by name as a flow: how each of them ended."""
    found = {}

    @flow
    def body():
        futures = run()
        for name, future in futures.items():
            future.wait()
            found[name] = STATES[future.state.name]
        return list(futures.values())

    body(return_state=True)
    return found


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


COMBINATIONS = ["S", "F", "K", "U", "SF", "SK", "SU", "FK", "FU", "KU", "SFK", "FKU"]


def test_every_rule_decides_as_airflow_does(helper, tasks):
    def note():
        return None

    by_rule = {rule: helper.task(note, trigger_rule=rule) for rule in sorted(RULES)}

    def run():
        made = {}
        for letters in COMBINATIONS:
            ups = tasks(letters)
            for rule, one in by_rule.items():
                made[rule, letters] = one.submit(wait_for=ups)
        return made

    expected = {
        (rule, letters): decide(rule, dict(enumerate(letters)))
        for rule, letters in itertools.product(sorted(RULES), COMBINATIONS)
    }
    assert states_of(run) == expected


def test_decisions_skip_what_they_do_not_follow(helper, tasks):
    done = helper.task(lambda: 1, trigger_rule="all_done")

    def run():
        picked, both, none = (
            tasks.ok.submit("a"),
            tasks.ok.submit(["a", "b"]),
            tasks.ok.submit(None),
        )
        false, bad = tasks.ok.submit(0), tasks.failing.submit()
        return {
            "chosen": tasks.ok.submit(wait_for=[helper.chosen(picked, "a")]),
            "other": tasks.ok.submit(wait_for=[helper.chosen(picked, "b")]),
            "group": tasks.ok.submit(wait_for=[helper.chosen(picked, "b", "a")]),
            "both": tasks.ok.submit(wait_for=[helper.chosen(both, "b")]),
            "none": tasks.ok.submit(wait_for=[helper.chosen(none, "b")]),
            "rule is overridden": done.submit(wait_for=[helper.chosen(picked, "b")]),
            "one of two": tasks.ok.submit(
                wait_for=[helper.chosen(picked, "a"), helper.chosen(none, "a")]
            ),
            "stopped": done.submit(wait_for=[helper.passed(false, upstream=False)]),
            "passed": tasks.ok.submit(wait_for=[helper.passed(picked)]),
            "left out before a failure": tasks.ok.submit(wait_for=[helper.chosen(none, "a"), bad]),
            "failed": tasks.ok.submit(wait_for=[helper.chosen(bad, "a")]),
            "failed, all_done": done.submit(wait_for=[helper.chosen(bad, "a")]),
        }

    assert states_of(run) == {
        "chosen": "S",
        "other": "K",
        "group": "S",
        "both": "S",
        "none": "K",
        "rule is overridden": "K",
        "one of two": "K",
        "stopped": "K",
        "passed": "S",
        "left out before a failure": "K",
        "failed": "U",
        "failed, all_done": "S",
    }


def test_an_unknown_branch_fails(helper, server):
    @helper.task(branches=("a", "b"))
    def choose(answer):
        return answer

    states = states_of(lambda: {str(a): choose.submit(a) for a in ("a", "c", ["a", "c"], None)})
    assert states == {"a": "S", "c": "F", "['a', 'c']": "F", "None": "S"}


def test_setups(helper, tasks):
    down = helper.task(lambda: 1, trigger_rule="all_done_setup_success")
    done = helper.task(lambda: 1, trigger_rule="all_done")

    def run():
        s, f, k = (tasks(letter)[0] for letter in "SFK")
        return {
            "work failed": down.submit(wait_for=[helper.setup(s), f]),
            "setup failed": down.submit(wait_for=[helper.setup(f), s]),
            "setup skipped": down.submit(wait_for=[helper.setup(k), s]),
            "one of two": down.submit(wait_for=[helper.setup(f), helper.setup(s)]),
            "no setup": down.submit(wait_for=[f]),
            "required": done.submit(wait_for=[helper.required(f), s]),
            "required skipped": done.submit(wait_for=[helper.required(k), s]),
        }

    assert states_of(run) == {
        "work failed": "S",
        "setup failed": "U",
        "setup skipped": "K",
        "one of two": "S",
        "no setup": "S",
        "required": "U",
        "required skipped": "K",
    }


def test_missing_results_arrive_as_none(helper, tasks):
    seen = {}

    @helper.task(trigger_rule="all_done")
    def note(name, *values, **named):
        seen[name] = (*values, *named.values())

    def run():
        s, f, k, u = (tasks(letter)[0] for letter in "SFKU")
        keys = tasks.ok.submit({"return_value": 1, "count": 2})
        return {
            "bare": note.submit("bare", s, f, k, rest=u),
            "nested": note.submit("nested", [s, f], {"k": k}),
            "value": note.submit("value", helper.value(s), helper.value(f)),
            "key": note.submit("key", helper.value(keys, "count"), helper.value(keys, "no")),
        }

    assert states_of(run) == dict.fromkeys(["bare", "nested", "value", "key"], "S")
    assert seen == {
        "bare": ("ok", None, None, None),
        "nested": (["ok", None], {"k": None}),
        "value": ("ok", None),
        "key": (2, None),
    }


def test_a_value_does_not_count_for_the_rule(helper, tasks):
    alert = helper.task(lambda x=None: x, trigger_rule="one_failed")

    def run():
        s, f = (tasks(letter)[0] for letter in "SF")
        return {
            "counted": alert.submit(f),
            "not counted": alert.submit(helper.value(f), wait_for=[s]),
            "alone": tasks.ok.submit(helper.value(f)),
        }

    assert states_of(run) == {"counted": "S", "not counted": "K", "alone": "S"}


def test_mapping_follows_the_source(helper, tasks):
    seen = {}

    @helper.task
    def double(x, n=2):
        return None if x == "none" else x * n

    @helper.task(trigger_rule="all_done")
    def total(rows):
        seen["total"] = rows

    def run():
        rows = double.map(tasks.ok.submit(["a", "none", "b"]), n=unmapped(3))
        empty = double.map(tasks.ok.submit([]))
        failed = double.map(tasks.failing.submit())
        chained = double.map(rows)
        pairs = tasks.ok.map(tasks.ok.submit({"k": 1}))
        return {
            "rows": rows[0],
            "total": total.submit(rows),
            "empty": empty[0],
            "after empty": tasks.ok.submit(wait_for=[*empty]),
            "failed": failed[0],
            "after failed": tasks.ok.submit(wait_for=[*failed]),
            **{f"chained {index}": future for index, future in enumerate(chained)},
            **{f"pair {future.result()}": future for future in pairs},
        }

    assert states_of(run) == {
        "rows": "S",
        "total": "S",
        "empty": "K",
        "after empty": "K",
        "failed": "U",
        "after failed": "U",
        "chained 0": "S",
        "chained 1": "S",
        "pair ('k', 1)": "S",
    }
    assert seen == {"total": ["aaa", "bbb"]}


def test_several_arguments_give_every_combination(helper, tasks):
    def run():
        pairs = helper.task(lambda a, b, c: (a, b, c)).map([1, 2], b=["x", "y"], c=unmapped([0]))
        named = helper.task(lambda a, b=0: (a, b)).map_kwargs([{"a": 1}, {"a": 2, "b": 3}])
        empty = helper.task(lambda a, b=0: (a, b)).map_kwargs(tasks.ok.submit([]), b=1)
        return {str(future.result()): future for future in [*pairs, *named]} | {"empty": empty[0]}

    assert states_of(run) == {
        "(1, 'x', [0])": "S",
        "(1, 'y', [0])": "S",
        "(2, 'x', [0])": "S",
        "(2, 'y', [0])": "S",
        "(1, 0)": "S",
        "(2, 3)": "S",
        "empty": "K",
    }


def test_each_run_may_get_its_number(helper, server):
    @helper.task
    def numbered(item, number):
        return [item, number]

    @flow
    def body():
        listed = numbered.map(["a", "b"], number=helper.run_index)
        dicts = numbered.map_kwargs([{"item": "c"}, {"item": "d"}], number=helper.run_index)
        return [future.result() for future in (*listed, *dicts)]

    assert body() == [["a", 0], ["b", 1], ["c", 0], ["d", 1]]


def test_lists_of_arguments_are_spread(helper, tasks):
    @helper.task
    def add(left, right=10):
        return left + right

    @flow
    def body():
        rows = tasks.ok.submit([[1], [2, 3]])
        spread = add.map_args(args=rows)
        both = add.map_args(args=[[1], [2]], kwargs=[{"right": 0}, {"right": 5}])
        return [future.result() for future in (*spread, *both)]

    assert body() == [11, 5, 1, 6, 2, 7]

    def run():
        (missing,) = add.map_args(args=tasks.ok.submit([]))
        (failed,) = add.map_args(args=tasks.failing.submit())
        return {"missing": missing, "failed": failed}

    assert states_of(run) == {"missing": "K", "failed": "U"}


def test_an_element_can_be_skipped(helper, tasks):
    def odd(number):
        if number % 2 == 0:
            raise helper.Skip("even")
        return number

    @helper.task
    def odd_each(numbers):
        return [helper.or_skipped(odd, number) for number in numbers]

    def run():
        runs = tasks.ok.map(odd_each.submit([1, 2, 3]))
        return dict(enumerate(runs))

    assert states_of(run) == {0: "S", 1: "K", 2: "S"}


@pytest.mark.parametrize("error", ["ValueError", "Skip"])
def test_what_was_pushed_before_an_error_can_be_read(helper, server, error):
    @helper.task
    def push():
        xcoms = {}
        with helper.keeping(xcoms):
            xcoms["rows"] = 3
            raise (ValueError if error == "ValueError" else helper.Skip)("broken")

    @helper.task(trigger_rule="all_done")
    def read(rows, other):
        return [rows, other]

    @flow
    def body():
        pushed = push.submit()
        values = [helper.value(pushed, "rows"), helper.value(pushed, "other")]
        return read.submit(*values, wait_for=[pushed]).result()

    assert body() == [3, None]


def test_what_is_mapped_over_must_be_a_list(helper, server):
    made = helper.task(lambda answer: answer, mappable=True)
    states = states_of(lambda: {str(a): made.submit(a) for a in ([], {"a": 1}, None, "text")})
    assert states == {"[]": "S", "{'a': 1}": "S", "None": "F", "text": "F"}


def test_retries_and_nested_calls_keep_their_upstream(helper, tasks):
    tries = []

    @helper.task(retries=2)
    def flaky(x):
        tries.append(x)
        if len(tries) < 3:
            raise ValueError("again")
        return tasks.ok(x)

    @helper.task
    async def later(x):
        await asyncio.sleep(0)
        return x

    def run():
        s = tasks.ok.submit("x")
        return {
            "flaky": flaky.submit(s),
            "async": later.submit(s),
            "async skipped": later.submit("x", wait_for=tasks("K")),
        }

    assert states_of(run) == {"flaky": "S", "async": "S", "async skipped": "K"}
    assert tries == ["x", "x", "x"]


def test_always_does_not_wait(helper, tasks):
    ended = {}

    @helper.task
    def slow():
        time.sleep(1)
        ended["slow"] = time.monotonic()
        return 1

    @helper.task(trigger_rule="always")
    def at_once(x):
        ended["at once"] = time.monotonic()
        return x

    assert states_of(lambda: {"a": at_once.submit(slow.submit())}) == {"a": "S"}
    assert ended["at once"] < ended.get("slow", float("inf"))


def test_options_keep_the_rule(helper, tasks):
    alert = helper.task(lambda: 1, trigger_rule="one_failed").with_options(name="other")
    changed = alert.with_options(trigger_rule="all_done")
    assert alert.name == changed.name == "other"

    def run():
        s = tasks("S")
        return {"alert": alert.submit(wait_for=s), "changed": changed.submit(wait_for=s)}

    assert states_of(run) == {"alert": "K", "changed": "S"}


def test_an_unknown_rule_is_an_error(helper):
    with pytest.raises(ValueError, match="no such trigger rule"):
        helper.task(lambda: 1, trigger_rule="most_success")


# Beyond one task ------------------------------------------------------------------------------


def test_a_mapping_holds_up_nothing(helper, tasks):
    """Two chains side by side, the first one over something slow."""
    moments = {}

    @helper.task
    def source(seconds):
        time.sleep(seconds)
        return [seconds]

    @helper.task
    def note(x):
        moments[x] = time.monotonic()

    def run():
        slow, fast = note.map(source.submit(1.5)), note.map(source.submit(0))
        moments["submitted"] = time.monotonic()
        return {"slow": slow[0], "fast": fast[0]}

    assert states_of(run) == {"slow": "S", "fast": "S"}
    assert moments[0] < moments[1.5] - 1
    assert moments["submitted"] < moments[1.5] - 1


def test_few_workers_are_enough(helper, tasks):
    total = helper.task(lambda rows: sum(rows), trigger_rule="all_done")
    found = []

    @flow(task_runner=ThreadPoolTaskRunner(max_workers=1))
    def body():
        rows = tasks.ok.map(tasks.ok.submit([1, 2, 3]))
        found.append(total.submit(rows).result())
        return rows

    assert body(return_state=True).is_completed()
    assert found == [6]


def test_the_runs_of_a_mapped_task_decide_the_run(helper, tasks):
    @helper.task
    def check(x):
        if x == "bad":
            raise ValueError(x)
        if x == "skipped":
            raise helper.Skip(x)

    @flow
    def body(names):
        return [check.map(tasks.ok.submit(names))]

    assert body(["good", "skipped"], return_state=True).is_completed()
    assert body(["good", "bad"], return_state=True).is_failed()


def test_a_task_with_a_rule_is_retried(helper, tasks):
    tries = []

    @helper.task(retries=1, trigger_rule="one_failed")
    def flaky():
        tries.append(1)
        if len(tries) < 2:
            raise ValueError("again")

    assert states_of(lambda: {"flaky": flaky.submit(wait_for=tasks("SF"))}) == {"flaky": "S"}
    assert len(tries) == 2


def test_tasks_inside_tasks(helper, tasks):
    inner = helper.task(lambda rows: rows, trigger_rule="all_done")

    @helper.task
    def outer():
        rows = tasks.ok.map(tasks.ok.submit([1, 2]))
        return inner.submit(rows, wait_for=tasks("F")).result()

    @helper.task
    def check(rows):
        assert rows == [1, 2]

    assert states_of(lambda: {"outer": check.submit(outer.submit())}) == {"outer": "S"}


def test_skips_are_skips_where_results_are_kept(helper, server, tmp_path):
    @helper.task(persist_result=True)
    def skip(x):
        raise helper.Skip("on purpose")

    @helper.task(persist_result=True)
    def keep(x):
        return x

    def run():
        return {
            "first": skip.submit(1),
            "again": skip.submit(1),
            "kept": keep.submit(1),
            "blocked": keep.submit(1, wait_for=[skip.submit(1)]),
        }

    assert states_of(run) == {"first": "K", "again": "K", "kept": "S", "blocked": "K"}


def test_other_task_runners_are_refused(helper, server):
    one = helper.task(lambda: 1)

    @flow(task_runner=ProcessPoolTaskRunner())
    def body():
        return [one.submit()]

    state = body(return_state=True)
    assert state.is_failed()
    assert "ThreadPoolTaskRunner" in state.message


def test_a_failure_stops_a_flow_that_fails_fast(helper, tasks):
    tear_down = helper.task(lambda: 1, trigger_rule="all_done_setup_success")

    def run(stops=True):
        if stops:
            helper.fail_fast()
        made, bad = tasks.ok.submit(), tasks.failing.submit()
        bad.wait()
        return {
            "before": made,
            "failed": bad,
            "below": tasks.ok.submit(wait_for=[bad]),
            "elsewhere": tasks.ok.submit(),
            "teardown": tear_down.submit(wait_for=[helper.setup(made), bad]),
        }

    after = {"below": "K", "elsewhere": "K", "teardown": "S"}
    assert states_of(run) == {"before": "S", "failed": "F"} | after
    # Another flow in the same process goes on.
    assert states_of(lambda: run(stops=False))["elsewhere"] == "S"


def test_what_has_to_end_is_waited_for_and_not_counted(helper, tasks):
    moments = []

    @helper.task
    def slow():
        time.sleep(0.3)
        moments.append("slow")
        raise ValueError("on purpose")

    @helper.task
    def after():
        moments.append("after")

    def run():
        return {"after": after.submit(wait_for=[tasks.ok.submit(), helper.ended(slow.submit())])}

    assert states_of(run) == {"after": "S"}
    assert moments == ["slow", "after"]
