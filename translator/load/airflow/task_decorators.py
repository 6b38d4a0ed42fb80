"""Around `@task`: `@setup`, `@teardown`, `@task.run_if`, `@task.skip_if`, `context_wrapper`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator import ir
from translator.load.airflow.nodes import native, nodes_in, refuse, state_of
from translator.load.airflow.taskflow import TaskDecorator, decorate
from translator.load.airflow.tasks import TaskObject
from translator.load.language.values import AirflowObject, Arguments, UnknownValue, Value

if TYPE_CHECKING:
    from translator.load.language.evaluator import Evaluator


def call_setup(ev: Evaluator, args: Arguments) -> Value:
    """`@setup`."""
    decorator = decorate(ev, "python", args)
    if isinstance(decorator, TaskDecorator):
        decorator.is_setup = True
    return decorator


def call_teardown(ev: Evaluator, args: Arguments) -> Value:
    """`@teardown`, `@teardown(on_failure_fail_dagrun=True)`."""
    fails = args.plain("on_failure_fail_dagrun", default=False) is True
    if args.positional:
        return _teardown(ev, args, fails)
    return native("teardown", lambda ev, more: _teardown(ev, more, fails))


def _teardown(ev: Evaluator, args: Arguments, fails: bool) -> Value:
    plain = Arguments(args.node, args.positional[:1], {}, origin=args.origin)
    decorator = decorate(ev, "python", plain)
    if isinstance(decorator, TaskDecorator):
        decorator.is_teardown, decorator.fail_dagrun = True, fails
    return decorator


def call_gate(ev: Evaluator, kind: str, args: Arguments) -> Value:
    """`@task.run_if(condition)`, `@task.skip_if(condition)`."""
    condition = args.expr(ev, 0 if args.positional else "condition")
    message = None
    if args.get("skip_message", 1) is not None:
        message = args.expr(ev, "skip_message" if "skip_message" in args.keywords else 1)
    gate = ir.Gate("run_if" if kind == "run_if" else "skip_if", condition, message)
    return native(kind, _gated, gate)


def _gated(ev: Evaluator, args: Arguments, gate: ir.Gate) -> Value:
    decorator = args.positional[0] if args.positional else None
    if not isinstance(decorator, TaskDecorator):
        refuse(ev, f"{gate.kind} stands on something that is no @task")
        return decorator or UnknownValue(gate.kind)
    decorator.gates.append(gate)
    return decorator


def call_result(ev: Evaluator, args: Arguments) -> Value:
    """`@result`: marks the task whose value is the DAG's."""
    return args.positional[0] if args.positional else UnknownValue("@result")


def call_context_wrapper(ev: Evaluator, args: Arguments) -> Value:
    """`with context_wrapper([setup1, setup2]):`."""
    tasks = args.get("tasks", 0)
    return UnknownValue("context_wrapper") if tasks is None else TaskListContext(tasks)


class TaskListContext(AirflowObject):
    """Several setups (or teardowns) as one context manager."""

    __slots__ = ("tasks",)

    def __init__(self, tasks: Value) -> None:
        super().__init__()
        self.tasks = tasks

    def iterate(self, ev: Evaluator) -> list[Value] | None:
        """It is a list, too."""
        return ev.iterate(self.tasks)

    def enter(self, ev: Evaluator) -> Value:
        """`with`."""
        nodes = [leaf for node in nodes_in(ev, self.tasks, None) for leaf in node.leaves(ev)]
        tasks = tuple(node for node in nodes if isinstance(node, TaskObject))
        scope = state_of(ev).scope
        if tasks:
            scope.push(tasks)
        return scope

    def exit(self, ev: Evaluator) -> None:
        """The end of the `with`."""
        state_of(ev).scope.pop(ev)
