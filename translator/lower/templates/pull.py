"""`{{ ti.xcom_pull(task_ids="extract", key="path") }}`: the XCom of a task, as a ref.

The flow passes the future of that task, so the value is there when the template is rendered.
"""

from __future__ import annotations

from jinja2 import nodes

from translator import ir
from translator.diagnostics import Rule, Severity
from translator.lower.callables.outcomes import returns_no_text
from translator.lower.templates.scope import Kind, Piece, Scope, Untranslatable
from translator.lower.templates.source import TemplateSource
from translator.lower.xcom.pull_untold import only_pusher
from translator.lower.xcom.pushed_keys import ancestors, never_pushes
from translator.rules.data import DYNAMIC_PULL, UNORDERED_PULL, XCOM_VERSION

ARGUMENTS = ("task_ids", "dag_id", "key", "include_prior_dates")


def pull(scope: Scope, source: TemplateSource, node: nodes.Call) -> Piece:
    """What one call reads."""
    given = dict(zip(ARGUMENTS, node.args, strict=False))
    given |= {str(keyword.key): keyword.value for keyword in node.kwargs}
    given = {name: arg for name, arg in given.items() if not _is_default(name, arg)}
    if extra := sorted(set(given) - {"task_ids", "key", "dag_id"}):
        raise Untranslatable(f"xcom_pull with {extra[0]}", DYNAMIC_PULL)
    dag_id = _text(source, given.get("dag_id")) if "dag_id" in given else scope.ctx.dag.dag_id
    if dag_id != scope.ctx.dag.dag_id:
        raise Untranslatable("xcom_pull of another DAG", DYNAMIC_PULL)
    key = _text(source, given["key"]) if "key" in given else ir.RETURN_VALUE
    match given.get("task_ids"):
        case None:
            if scope.ctx.dag.major >= 3:
                _warn(scope, XCOM_VERSION, "Airflow 3 pulls from the task itself: nothing")
                return Piece("None", "value")
            return Piece(_reference(scope, _untold(scope, key), key))
        case nodes.List(items=items) | nodes.Tuple(items=items):
            many = [_reference(scope, _text(source, item), key) for item in items]
            if scope.ctx.dag.major == 2:
                _warn(scope, XCOM_VERSION, "Airflow 2 leaves out tasks that pushed nothing")
            return Piece(f"[{', '.join(many)}]")
        case one:
            task_id = _text(source, one)
            return Piece(_reference(scope, task_id, key), _kind(scope, task_id, key))


def _kind(scope: Scope, task_id: str, key: str) -> Kind:
    """What is known of an XCom: whether it is never a text."""
    found = next((task for task in scope.ctx.dag.tasks if task.task_id == task_id), None)
    if found is None:
        return "value"
    function = found.function if key == ir.RETURN_VALUE else None
    return "value" if function is not None and returns_no_text(function.source) else "any"


def _untold(scope: Scope, key: str) -> str:
    """The task that a pull without task ids can only mean."""
    dag, task = scope.ctx.dag, scope.task
    found = only_pusher(dag, task, key) if dag.major < 3 and task is not None else None
    if found is None:
        raise Untranslatable("xcom_pull without task_ids", DYNAMIC_PULL)
    return found


def _is_default(name: str, arg: nodes.Node) -> bool:
    defaults: dict[str, object] = {"include_prior_dates": False, "default": None, "dag_id": None}
    return isinstance(arg, nodes.Const) and name in defaults and arg.value == defaults[name]


def _text(source: TemplateSource, node: nodes.Node | None) -> str:
    """A literal string, with the holes of this instance filled."""
    text = source.known(node.value) if isinstance(node, nodes.Const) and _is_text(node) else None
    if text is None:
        raise Untranslatable(
            "xcom_pull with an argument that is only known at run time", DYNAMIC_PULL
        )
    return text


def _is_text(node: nodes.Const) -> bool:
    return isinstance(node.value, str)


def _reference(scope: Scope, task_id: str, key: str) -> str:
    dag = scope.ctx.dag
    known = {task.task_id: task for task in dag.tasks}
    if task_id not in known:
        _warn(scope, DYNAMIC_PULL, f"DAG {dag.dag_id!r} has no task {task_id!r}: nothing is pulled")
        return "None"
    if scope.task is not None and task_id not in ancestors(dag, scope.task.task_id):
        if scope.task.task_id in {task_id, *ancestors(dag, task_id)}:
            raise Untranslatable(f"{task_id!r} runs after this task", DYNAMIC_PULL)
        _warn(scope, UNORDERED_PULL, f"{task_id!r} is not upstream of {scope.task.task_id!r}")
    if key != ir.RETURN_VALUE and never_pushes(known[task_id], key):
        _warn(scope, DYNAMIC_PULL, f"{task_id!r} pushes no {key!r}: it is None")
        return "None"
    if known[task_id].mapped is not None:
        _warn(scope, XCOM_VERSION, f"{task_id!r} is mapped")
    return scope.out.ref(ir.XComRef(task_id, key))


def _warn(scope: Scope, rule: Rule, detail: str) -> None:
    span = scope.task.span if scope.task else scope.ctx.dag.span
    scope.ctx.report(rule, span, detail, scope.task, Severity.WARNING)
