"""`with setup >> teardown:`: the edges between a scope's setup, work and teardown tasks.

Airflow: `BaseSetupTeardownContext`. Roots of the work get the setup as upstream, leaves the
teardown as downstream; nested scopes chain setup to setup and teardown to teardown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from translator.load.airflow.nodes import link, native
from translator.load.language.values import AirflowObject, Arguments, Known, Value

if TYPE_CHECKING:
    from translator.load.airflow.tasks import TaskObject
    from translator.load.language.evaluator import Evaluator

Tasks = tuple["TaskObject", ...]


class SetupTeardownScope(AirflowObject):
    """The stacks of the scopes around, and what `with ... as scope` gives."""

    __slots__ = ("_setups", "_setups_of", "_teardowns", "_teardowns_of", "active", "members")

    def __init__(self) -> None:
        super().__init__()
        self.active = False
        self.members: dict[Tasks, list[TaskObject]] = {}
        """Work tasks by the setup or teardown tasks around them."""
        self._setups: list[Tasks] = []
        self._teardowns: list[Tasks] = []
        self._teardowns_of: list[Tasks] = []
        """Teardowns downstream of the scope's setups."""
        self._setups_of: list[Tasks] = []
        """Setups upstream of the scope's teardowns."""

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """`scope.add_task(task)`."""
        return native(name, self._add_task) if name == "add_task" else None

    def _add_task(self, ev: Evaluator, args: Arguments) -> Value:
        from translator.load.airflow.tasks import task_behind

        for value in args.positional[:1]:
            task = task_behind(value)
            if task is not None and self.active:
                self.add(task)
        return Known(None)

    def add(self, task: TaskObject) -> None:
        """A task was made inside the scope."""
        if task.is_setup or task.is_teardown:
            return
        for stack in (self._setups, self._teardowns):
            if stack and stack[-1]:
                self.members.setdefault(stack[-1], []).append(task)

    def push(self, tasks: Tasks) -> None:
        """`with tasks:`."""
        if tasks[0].is_teardown:
            _push(self._teardowns, tasks)
            _push(self._setups_of, _nearest(tasks[0], up=True))
        elif tasks[0].is_setup:
            _push(self._setups, tasks)
            _push(self._teardowns_of, _nearest(tasks[0], up=False))
        self.active = True

    def pop(self, ev: Evaluator) -> None:
        """The end of the `with`."""
        setups, teardowns = _top(self._setups), _top(self._teardowns)
        if setups:
            self._wrap(ev, setups, up=True)
        if teardowns:
            self._wrap(ev, teardowns, up=False)
        self._pop(ev, self._setups, up=True)
        self._pop(ev, self._teardowns, up=False)
        self._pop(ev, self._teardowns_of, up=False)
        self._pop(ev, self._setups_of, up=True)
        self.members.pop(setups, None)
        self.members.pop(teardowns, None)
        self.active = False

    def _wrap(self, ev: Evaluator, around: Tasks, *, up: bool) -> None:
        """Tie the work to its setup (`up`) or teardown, and the other end to the other."""
        work = [
            task for task in self.members.get(around, []) if not (task.is_setup or task.is_teardown)
        ]
        if not work:
            return
        roots = [task for task in work if not task.upstream] or work[:1]
        if up:
            _tie(ev, around, roots, up=True)
            leaves = [task for task in work if not task.downstream] or work[-1:]
            other = _top(self._teardowns) or tuple(leaves)
            _tie(ev, _top(self._teardowns_of), list(other), up=False)
            return
        leaves = [task for task in work if not task.downstream] or work[-1:]
        _tie(ev, around, leaves, up=False)
        roots = [task for task in work if not task.upstream] or work[:1]
        other = _top(self._setups) or tuple(roots)
        _tie(ev, _top(self._setups_of), list(other), up=True)

    def _pop(self, ev: Evaluator, stack: list[Tasks], *, up: bool) -> None:
        """Leave one scope: the outer setup runs before the inner one, the teardown after it."""
        if not stack:
            return
        inner = stack.pop()
        outer = _top(stack)
        if inner and outer:
            _tie(ev, outer, list(inner), up=up)


def _top(stack: list[Tasks]) -> Tasks:
    return stack[-1] if stack else ()


def _push(stack: list[Tasks], tasks: Tasks) -> None:
    """The same tasks twice in a row count once; an empty scope is replaced."""
    if stack and (stack[-1] == tasks or not stack[-1]):
        stack[-1] = tasks
    else:
        stack.append(tasks)


def _tie(ev: Evaluator, around: Tasks, work: list[TaskObject], *, up: bool) -> None:
    for task in work:
        for outer in around:
            if outer is not task:
                link(ev, task, outer, upstream=up)


def _nearest(task: TaskObject, *, up: bool) -> Tasks:
    """The setups upstream (teardowns downstream) of a task, searched in ever wider circles."""
    circle = list(task.upstream if up else task.downstream)
    seen: set[TaskObject] = {task}
    while circle:
        found = tuple(t for t in circle if (t.is_setup if up else t.is_teardown))
        if found:
            return found
        seen.update(circle)
        wider = [n for t in circle for n in (*t.downstream, *t.upstream)]
        circle = list(dict.fromkeys(n for n in wider if n not in seen))
    return ()
