"""Random edges between the runs of loops: the flow submits the same graph, in whatever form."""

from __future__ import annotations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.lower_flow.builder import Flow, code, loop, xcom

VALUES = {100: ["a", "b", "c"], 200: ["a", "b"]}
SOURCES = {100: "ITEMS", 200: "OTHERS"}


class Recorder:
    """Executes a flow body; what each task waited for and read."""

    def __init__(self) -> None:
        self.waits: dict[str, set[str]] = {}
        self.args: dict[str, list[object]] = {}

    def run(self, body: str, names: list[str]) -> list[str]:
        scope: dict[str, object] = {"ITEMS": VALUES[100], "OTHERS": VALUES[200]}
        scope |= {name: Submitter(self, name) for name in names}
        source = "def body():\n" + "\n".join(f"    {line}" for line in body.splitlines())
        exec(source, scope)
        return scope["body"]()  # type: ignore[operator,no-any-return]


class Submitter:
    def __init__(self, recorder: Recorder, name: str) -> None:
        self.recorder, self.name = recorder, name

    def with_options(self, name: str) -> Submitter:
        return Submitter(self.recorder, name)

    def submit(self, *args: object, wait_for: list[str] = []) -> str:  # noqa: B006
        assert self.name not in self.recorder.waits, f"{self.name} runs twice"
        self.recorder.waits[self.name] = set(wait_for)
        self.recorder.args[self.name] = list(args)
        return f"future {self.name}"


@st.composite
def flows(draw):
    """Two or three calls in loops, two tasks outside, any edges that make no circle."""
    flow = Flow()
    made: list[str] = []
    sites = draw(st.lists(st.sampled_from([100, 100, 200, None]), min_size=2, max_size=4))
    regular = draw(st.booleans())
    for number, site in enumerate(sites):
        if site is None:
            made.append(flow.task(f"t{number}"))
            continue
        for index, value in enumerate(VALUES[site]):
            if not regular and draw(st.integers(0, 5)) == 0:
                continue
            made.append(
                flow.task(
                    f"t{number}_{value}",
                    code("item", loops=(site,)),
                    define=f"t{number}",
                    site=number + 10,
                    frames=(loop("item", VALUES[site], index, site=site, source=SOURCES[site]),),
                    options={"name": code(f'f"t{number}_{{item}}"', loops=(site,))},
                )
            )
    order = draw(st.permutations(made))
    pairs = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]
    if pairs:
        for up, down in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)):
            flow.edge(down, up)
    pattern(draw, flow, made)
    return flow


def pattern(draw, flow: Flow, made: list[str]) -> None:
    """Sometimes edges as people write them: within an iteration, to the one before, to all."""
    kind = draw(st.sampled_from(["none", "same", "before", "all"]))
    runs: dict[str, list[str]] = {}
    for name in made:
        runs.setdefault(name.split("_")[0], []).append(name)
    ups = draw(st.sampled_from(sorted(runs))) if runs else None
    downs = draw(st.sampled_from(sorted(runs))) if runs else None
    if ups is None or downs is None or flow.edges or kind == "none":
        return
    if kind == "before":
        for left, right in zip(runs[ups], runs[ups][1:], strict=False):
            flow.edge(right, left)
    elif ups < downs:
        for left in runs[ups]:
            for right in runs[downs]:
                if kind == "all" or left.split("_")[1:] == right.split("_")[1:]:
                    flow.edge(right, left)


@settings(max_examples=300, deadline=None)
@given(flows())
def test_the_same_graph_is_submitted(flow):
    dag = flow.dag()
    body = flow.text()
    event("loop" if "for item" in body else "no loop")
    recorder = Recorder()
    returned = recorder.run(body, list(flow.defs))
    wanted = {
        task.task_id: {f"future {e.up}" for e in dag.edges if e.down == task.task_id}
        for task in dag.tasks
    }
    assert recorder.waits == wanted, body
    ups = {edge.up for edge in dag.edges}
    assert {f"future {t}" for t in wanted if t not in ups} <= set(returned), body
    assert len(returned) == len(set(returned)), body
    for name, args in recorder.args.items():
        assert args == ([name.split("_")[1]] if "_" in name else []), body


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_values_come_from_the_right_run(data):
    flow = Flow()
    for index, value in enumerate(VALUES[100]):
        frames = (loop("item", VALUES[100], index, source="ITEMS"),)
        options = {"name": code('f"up_{item}"', loops=(100,))}
        flow.task(f"up_{value}", define="up", site=1, frames=frames, options=options)
    choice = data.draw(st.permutations(VALUES[100]))
    chain = data.draw(st.booleans())
    for index, value in enumerate(VALUES[100]):
        frames = (loop("item", VALUES[100], index, source="ITEMS"),)
        options = {"name": code('f"down_{item}"', loops=(100,))}
        source = f"down_{VALUES[100][index - 1]}" if chain and index else f"up_{choice[index]}"
        flow.task(
            f"down_{value}", xcom(source), define="down", site=2, frames=frames, options=options
        )
    recorder = Recorder()
    recorder.run(flow.text(), list(flow.defs))
    for index, value in enumerate(VALUES[100]):
        source = f"down_{VALUES[100][index - 1]}" if chain and index else f"up_{choice[index]}"
        assert recorder.args[f"down_{value}"] == [f"future {source}"]
