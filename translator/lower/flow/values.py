"""Where the values that a task reads come from: futures, and small tasks that rework results.

One key of a result (`pick`), the results of a mapped task without those that are None (`pushed`),
and Airflow's `XComArg.map`, `.zip`, `.concat` are tasks of their own in the flow, so that nothing
waits in the flow body. In the rules tier the helper does the first two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from translator import ir
from translator.diagnostics import Severity, Span
from translator.lower.callables.outcomes import may_return_none
from translator.lower.context_types import LowerContext
from translator.lower.flow.blocks import Data, Slot, Step
from translator.lower.flow.element_functions import skips_elements
from translator.plan import Code, Import, TaskDef, TaskUse
from translator.references import EVERY_KEY
from translator.rules.data import XCOM_VERSION
from translator.rules.mapping import UNSUPPORTED_MAPPING

PICK = TaskDef(
    name="pick",
    source=(
        "def pick(result, key):\n"
        '    """One of the values that a task returned under a name."""\n'
        "    return result.get(key)\n"
    ),
)
PUSHED = TaskDef(
    name="pushed_only",
    source=(
        "def pushed_only(results):\n"
        '    """The results of a mapped task, without those of runs that returned nothing."""\n'
        "    return [result for result in results if result is not None]\n"
    ),
)
ZIP = "def zip_lists(*lists):\n    return list(zip(*lists))\n"
ZIP_LONGEST = (
    "def zip_longest(*lists, fillvalue=None):\n"
    "    return list(itertools.zip_longest(*lists, fillvalue=fillvalue))\n"
)
CONCAT = "def concatenate(*lists):\n    return list(itertools.chain(*lists))\n"

Readable = ir.XComRef | ir.XComTransform


@dataclass
class Values:
    """The values that one DAG's tasks read, and the tasks made for them."""

    ctx: LowerContext
    uses: Mapping[str, TaskUse]
    definitions: dict[str, TaskDef] = field(default_factory=dict)

    def mapped(self, task_id: str) -> bool:
        """Whether the result of this task is a list of results of its own runs."""
        use = self.uses[task_id]
        return bool(use.mapped) or use.mapped_kwargs is not None

    def keyed(self, ref: ir.XComRef) -> bool:
        """Whether one key of the result is wanted."""
        if ref.key == EVERY_KEY:
            return False
        return ref.key != ir.RETURN_VALUE or self.uses[ref.task_id].result == "keys"

    # Steps --------------------------------------------------------------------------------------

    def source(
        self, ref: Readable, reader: Step, direct: frozenset[str], over: bool
    ) -> tuple[list[Step], Data]:
        """The steps that make a value, and the value. `over`: it is mapped over."""
        if isinstance(ref, ir.XComTransform):
            return self._transform(ref, reader, direct)
        if not over:
            self._note_single(ref, reader)
        rules = self.ctx.tier == "rules"
        if rules:
            key = ref.key if self.keyed(ref) else None
            return [], Data(ref.task_id, key, bare=ref.task_id in direct)
        made: list[Step] = []
        data = Data(ref.task_id)
        if self.keyed(ref):
            made.append(self._pick(ref, reader))
            data = Data(made[-1].step_id)
        if not over and self._sparse(ref.task_id, reader):
            made.append(self._made(reader, PUSHED, "pushed", [data]))
            data = Data(made[-1].step_id)
        return made, data

    def _pick(self, ref: ir.XComRef, reader: Step) -> Step:
        key = Code(repr(ref.key))
        name = f"{ref.task_id}[{ref.key}]"
        made = self._made(reader, PICK, name, [Data(ref.task_id)], key)
        if self.mapped(ref.task_id):
            return replace(made, many=True)
        if any(scope.kind in ("loop", "elements") for scope in reader.scopes):
            return made
        # One for all that read it in the same place.
        where = (*reader.keys, name)
        return replace(made, step_id=f"{reader.keys or ''}<{name}", site=where)

    def _sparse(self, task_id: str, reader: Step) -> bool:
        """Whether a mapped task may have runs that return nothing."""
        task = self.ctx.dag.task(task_id)
        outside = self._outside_group(task_id, reader) is not None
        if not (self.mapped(task_id) or outside) or task.function is None:
            return False
        return may_return_none(task.function.source)

    def _outside_group(self, task_id: str, reader: Step) -> str | None:
        """The mapped group that a task is in and its reader is not."""
        group = self._mapped_group(self.ctx.dag.task(task_id))
        inside = reader.task is not None and self._mapped_group(reader.task) == group
        return None if inside else group

    def _note_single(self, ref: ir.XComRef, reader: Step) -> None:
        """Airflow 3 unwraps the list of a mapped group's results when there is only one."""
        group = self._outside_group(ref.task_id, reader)
        if group is None or reader.task is None or self.ctx.dag.major < 3:
            return
        detail = f"Airflow passes a single result of {ref.task_id} as it is, and no result as None"
        self.ctx.report(XCOM_VERSION, reader.task.span, detail, reader.task, Severity.INFO)

    def _mapped_group(self, task: ir.Task) -> str | None:
        groups = {group.group_id: group for group in self.ctx.dag.groups}
        name = task.group
        while name is not None and groups[name].mapped is None:
            name = groups[name].parent
        return name

    def _made(
        self, reader: Step, definition: TaskDef, name: str, data: Iterable[Data], *more: Code
    ) -> Step:
        """A step of our own, in the statements around the task that reads its value."""
        definition = self._named(definition)
        read = list(data)
        slots: dict[Slot, Data] = {(str(i), "__ref_0__"): one for i, one in enumerate(read)}
        args = [Code("__ref_0__", refs={"__ref_0__": ir.XComRef(one.step)}) for one in read]
        step_id = f"{reader.step_id}<{name}"
        use = TaskUse(step_id, definition.name, (*args, *more))
        site = (reader.site, name if reader.task is None else name.replace(reader.step_id, ""))
        return Step(step_id, "pick", site, reader.scopes, (), slots, use, reader.task)

    def _named(self, definition: TaskDef) -> TaskDef:
        """The definition under a name that the module has free."""
        name = self.ctx.names.claim(definition.name, ("value", definition.source))
        source = definition.source.replace(f"def {definition.name}(", f"def {name}(", 1)
        found = self.definitions[name] = replace(definition, name=name, source=source)
        return found

    # Transforms ---------------------------------------------------------------------------------

    def _transform(
        self, ref: ir.XComTransform, reader: Step, direct: frozenset[str]
    ) -> tuple[list[Step], Data]:
        made: list[Step] = []
        data: list[Data] = []
        for source in ref.sources:
            inner, found = self.source(source, reader, direct, over=False)
            made += inner
            data.append(found)
        definition, more = self._definition(ref, reader)
        step = self._made(reader, definition, f"{definition.name}{len(made)}", data)
        if more:
            assert step.use is not None
            step = replace(step, use=replace(step.use, kwargs=more))
        return [*made, step], Data(step.step_id)

    def _definition(self, ref: ir.XComTransform, reader: Step) -> tuple[TaskDef, dict[str, Code]]:
        chain = frozenset({Import("itertools")})
        if ref.kind == "concat":
            return TaskDef("concatenate", CONCAT, imports=chain), {}
        if ref.kind == "zip" and ref.fillvalue is ir.UNKNOWN:
            return TaskDef("zip_lists", ZIP), {}
        if ref.kind == "zip":
            fill = {"fillvalue": Code(repr(ref.fillvalue))}
            return TaskDef("zip_longest", ZIP_LONGEST, imports=chain), fill
        return self._each(ref.function, reader), {}

    def _each(self, function: ir.Function | None, reader: Step) -> TaskDef:
        """A task that calls a function of the user's for each element."""
        span = reader.task.span if reader.task else Span(self.ctx.file.path)
        skips = function is not None and skips_elements(function)
        if function is None or function.closure or (skips and self.ctx.tier == "plain"):
            self.ctx.report(UNSUPPORTED_MAPPING, span, "XComArg.map of this function", reader.task)
            return TaskDef("mapped_values", unsupported("XComArg.map of this function"))
        if function.name == "<lambda>":
            name, call, names = "mapped_values", f"({function.source})(value)", frozenset[str]()
        else:
            name, call = f"{function.name}_each", f"{function.name}(value)"
            names = frozenset({function.name})
        imports: frozenset[Import] = frozenset()
        if skips:
            call = f"or_skipped({function.name}, value)"
            imports = frozenset({Import("mapped_runs", "or_skipped")})
        source = f"def {name}(values):\n    return [{call} for value in values]\n"
        return TaskDef(name, source, names=names, imports=imports)


def unsupported(detail: str) -> str:
    """A function that raises: a person has to decide."""
    message = f"{UNSUPPORTED_MAPPING.code} {UNSUPPORTED_MAPPING.title}: {detail}"
    return f"def mapped_values(*values):\n    raise NotImplementedError({message!r})\n"
