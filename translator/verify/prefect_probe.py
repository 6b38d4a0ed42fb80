"""Run emitted flows under Prefect and print what became of every task, as JSON.

A script for Prefect's interpreter: it needs Prefect 3 and the standard library.

    python prefect_probe.py run REQUEST RESULT    # run flows, write RESULT

REQUEST is `{"folder", "timeout", "api_url", "runs": [{"dag_id", "module", "flow", "conf",
"logical_date"}]}`; `module` is relative to `folder`, `flow` is the name of the flow or of its
function. Flows run in a worker process against the server; when one hangs, the worker is killed and
the rest go to a new one.

States are read where Prefect sets them, in the task run engine: nothing of the emitted module is
changed, and tasks that never ran for a failed upstream ("NotReady") are seen too.
"""

from __future__ import annotations

import contextlib
import importlib.util
import inspect
import itertools
import json
import os
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

# As a script this folder comes first on sys.path, where its modules would shadow the user's.
from probe_values import jsonable  # type: ignore[import-not-found]

sys.path[:] = [entry for entry in sys.path if Path(entry or ".") != Path(__file__).parent]

DEFAULT_TIMEOUT = 120.0
START_TIMEOUT = 120.0
"""Seconds for a worker to import Prefect and load the first module."""

LEAN = {
    **{
        f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false"
        for name in (
            "TRIGGERS",
            "EVENT_PERSISTER",
            "SCHEDULER",
            "LATE_RUNS",
            "FOREMAN",
            "CANCELLATION_CLEANUP",
            "TASK_RUN_RECORDER",
        )
    },
    "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
"""Services of the throw-away server that nobody here reads from."""


def main(argv: list[str]) -> int:
    """Dispatch on the command; returns the exit code."""
    match argv:
        case ["run", request, result]:
            os.environ.update(LEAN)
            answer = run(json.loads(Path(request).read_text()))
            Path(result).write_text(json.dumps(answer))
        case ["work"]:
            work()
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


# The parent: server and workers ------------------------------------------------------------------


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Run all flows of the request, on the given server or a throw-away one."""
    import prefect

    if url := request.get("api_url"):
        return {"prefect": prefect.__version__, "dags": run_all(request, url)}
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        return {"prefect": prefect.__version__, "dags": run_all(request, PREFECT_API_URL.value())}


def run_all(request: dict[str, Any], api_url: str) -> list[dict[str, Any]]:
    """Hand the runs to workers; a worker that hangs or dies costs one flow, not the rest."""
    jobs: list[dict[str, Any]] = list(request["runs"])
    results: list[dict[str, Any]] = []
    timeout = float(request.get("timeout") or DEFAULT_TIMEOUT)
    while len(results) < len(jobs):
        with worker(request["folder"], api_url) as (ask, lines):
            for job in jobs[len(results) :]:
                answer, alive = ask_worker(job, ask, lines, timeout)
                results.append(answer)
                if not alive:
                    break
    return results


@contextlib.contextmanager
def worker(folder: str, api_url: str) -> Iterator[tuple[Callable[[str], None], queue.Queue[str]]]:
    """A worker process: how to send it a line, and the queue of its answers."""
    environment = os.environ | {"PREFECT_API_URL": api_url, "FLOWS_FOLDER": folder}
    process = subprocess.Popen(
        [sys.executable, __file__, "work"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=folder,
    )
    assert process.stdin
    assert process.stdout
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=forward, args=(process.stdout, lines), daemon=True).start()

    def ask(line: str) -> None:
        with contextlib.suppress(BrokenPipeError):
            print(line, file=process.stdin, flush=True)

    try:
        started = take(lines, START_TIMEOUT)
        if not started:
            raise RuntimeError("the worker did not start: is Prefect importable?")
        yield ask, lines
    finally:
        process.kill()
        process.wait()


def forward(stream: Any, lines: queue.Queue[str]) -> None:
    """Copy lines to the queue; "" marks the end."""
    for line in stream:
        lines.put(line)
    lines.put("")


def take(lines: queue.Queue[str], timeout: float) -> str | None:
    """The next line, "" at the end, None when time runs out."""
    try:
        return lines.get(timeout=timeout)
    except queue.Empty:
        return None


def ask_worker(
    job: dict[str, Any], ask: Callable[[str], None], lines: queue.Queue[str], timeout: float
) -> tuple[dict[str, Any], bool]:
    """The answer for one run, and whether the worker survived it."""
    started = time.monotonic()
    ask(json.dumps(job))
    line = take(lines, timeout)
    if line:
        answer = json.loads(line)
    elif line is None:
        answer = failure(job, f"timed out after {timeout:g} s") | {"timed_out": True}
    else:
        answer = failure(job, "the process ended without a result")
    return answer | {"seconds": round(time.monotonic() - started, 3)}, bool(line)


def failure(job: dict[str, Any], error: str, details: str = "") -> dict[str, Any]:
    """The answer for a flow that could not be run to its end."""
    return {
        "dag_id": job["dag_id"],
        "state": None,
        "error": error,
        "traceback": details,
        "tasks": [],
    }


# The worker --------------------------------------------------------------------------------------


def work() -> None:
    """Read one job a line from stdin, write one answer a line to the real stdout."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    sys.path.append(os.environ["FLOWS_FOLDER"])
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    cut_delays()
    recorder = Recorder()
    recorder.install()
    print("ready", file=answers, flush=True)
    # Sync flows join their heartbeat thread, which sleeps in steps of a second.
    with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        for line in sys.stdin:
            job = json.loads(line)
            print(json.dumps(attempt(job, recorder)), file=answers, flush=True)


def cut_delays() -> None:
    """Retry at once, as the Airflow probe does: the delay changes no state."""
    from prefect import Task

    make = Task.__init__

    def make_impatient(task: Any, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("retry_delay_seconds"):
            kwargs["retry_delay_seconds"] = 0
        make(task, *args, **kwargs)

    Task.__init__ = make_impatient


def attempt(job: dict[str, Any], recorder: Recorder) -> dict[str, Any]:
    """Run one flow; every exception outside it becomes a failure."""
    recorder.clear()
    try:
        state, error = run_flow(job)
    except BaseException as fault:
        text = "".join(traceback.format_exception(type(fault), fault, fault.__traceback__))
        return failure(job, f"{type(fault).__name__}: {fault}", text)
    return {
        "dag_id": job["dag_id"],
        "state": state,
        "error": error,
        "traceback": "",
        "tasks": recorder.rows(),
    }


def run_flow(job: dict[str, Any]) -> tuple[str, str | None]:
    """The flow's final state as Airflow would name it, and its message when it is not a success."""
    flow = find_flow(load_module(Path(os.environ["FLOWS_FOLDER"]), job["module"]), job)
    given = parameters(flow.fn, job)
    try:
        result = flow(**given, return_state=True)
        state = asyncio_run(result) if inspect.isawaitable(result) else result
    except BaseException as fault:
        # A crash of the flow run: Prefect lets a SystemExit out of a task pass through.
        return "failed", f"{type(fault).__name__}: {fault}"
    return ("success", None) if state.is_completed() else ("failed", state.message)


def asyncio_run(awaitable: Any) -> Any:
    """Wait for an async flow."""
    import asyncio

    return asyncio.run(awaitable)


def load_module(folder: Path, module: str) -> Any:
    """Import an emitted file under a name of its own, for two files may be called the same."""
    name = module.removesuffix(".py").replace("/", ".")
    spec = importlib.util.spec_from_file_location(name, folder / module)
    assert spec
    assert spec.loader
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def find_flow(module: Any, job: dict[str, Any]) -> Any:
    """The flow that has this name in the module, as a flow, or as a function."""
    from prefect import Flow

    own = vars(module).get(job.get("flow") or "")
    if isinstance(own, Flow):
        return own
    flows = [value for value in vars(module).values() if isinstance(value, Flow)]
    wanted = (job.get("flow"), job["dag_id"])
    for flow in flows:
        if flow.name in wanted or flow.fn.__name__ in wanted:
            return flow
    raise LookupError(f"no flow named {wanted} in {job['module']}")


def parameters(function: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Flow parameters: those of the conf that the flow has, the conf itself, the logical date."""
    accepted = inspect.signature(function).parameters
    conf = job.get("conf") or {}
    given = {key: value for key, value in conf.items() if key in accepted}
    # A param with a name that the flow needs itself has this suffix.
    given |= {f"{key}_param": conf[key] for key in conf if f"{key}_param" in accepted}
    if "conf" in accepted:
        given["conf"] = conf
    if job.get("logical_date") and "logical_date" in accepted:
        given["logical_date"] = datetime.fromisoformat(job["logical_date"])
    return given


# What the engine does ----------------------------------------------------------------------------


class Recorder:
    """Every task run's last state and value, by patching two methods of Prefect's engine."""

    def __init__(self) -> None:
        self.runs: dict[Any, dict[str, Any]] = {}
        self.order: dict[Any, int] = {}
        self.counter = itertools.count()
        self.lock = threading.Lock()

    def clear(self) -> None:
        """Forget the runs of the flow before."""
        with self.lock:
            self.runs, self.order = {}, {}

    def install(self) -> None:
        """Wrap `set_state` of both engines, and `submit` of the thread runner for the order."""
        from prefect import task_engine
        from prefect.task_runners import ThreadPoolTaskRunner

        recorder, sync_engine = self, task_engine.SyncTaskRunEngine
        async_engine = task_engine.AsyncTaskRunEngine
        set_state, set_state_async = sync_engine.set_state, async_engine.set_state
        submit = ThreadPoolTaskRunner.submit

        def recording(engine: Any, state: Any, force: bool = False) -> Any:
            result = set_state(engine, state, force)
            recorder.note(engine, result)
            return result

        async def recording_async(engine: Any, state: Any, force: bool = False) -> Any:
            result = await set_state_async(engine, state, force)
            recorder.note(engine, result)
            return result

        def ordered(runner: Any, *args: Any, **kwargs: Any) -> Any:
            number = next(recorder.counter)
            future = submit(runner, *args, **kwargs)
            with recorder.lock:
                recorder.order[future.task_run_id] = number
            return future

        sync_engine.set_state = recording
        async_engine.set_state = recording_async
        ThreadPoolTaskRunner.submit = ordered

    def note(self, engine: Any, state: Any) -> None:
        """Remember the state that a task run is in now."""
        run_id = engine.task_run.id
        with self.lock:
            first = next(self.counter)
            row = self.runs.setdefault(run_id, {"first": first})
            row |= {"name": engine.task.name, "state": airflow_state(state)}
            row["message"] = None if row["state"] == "success" else state.message
            row["value"] = value_of(state)
            moment = state.timestamp.timestamp()
            row["end"] = moment
            if state.is_running():
                row.setdefault("start", moment)

    def rows(self) -> list[dict[str, Any]]:
        """One row a task run, in the order of submission."""
        with self.lock:
            runs = [(self.order.get(key, row["first"]), row) for key, row in self.runs.items()]
        keep = ("name", "state", "message", "value", "start", "end")
        return [{key: row.get(key) for key in keep} for _, row in sorted(runs, key=lambda r: r[0])]


def airflow_state(state: Any) -> str:
    """A Prefect state in Airflow's words."""
    if state.is_completed():
        return "skipped" if state.name == "Skipped" else "success"
    if state.is_pending() and state.name == "NotReady":
        return "upstream_failed"
    if state.is_failed() or state.is_crashed() or state.is_cancelled():
        return "failed"
    return str(state.name)


def value_of(state: Any) -> Any:
    """The task's result when it is there, in JSON types."""
    if not state.is_completed():
        return None
    data = state.data
    return jsonable(getattr(data, "result", data))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
