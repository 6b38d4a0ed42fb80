"""What the evaluation of one file knows of Airflow: the stacks of `with`, and all DAGs."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translator.load.airflow.setup_teardown import SetupTeardownScope

if TYPE_CHECKING:
    from translator.load.airflow.dags import DagObject
    from translator.load.airflow.edge_conditions import Ways
    from translator.load.airflow.groups import GroupObject


@dataclass(slots=True)
class AirflowState:
    """`ev.airflow`."""

    dags: list[DagObject] = field(default_factory=list)
    """All that were made, in order."""
    registered: dict[DagObject, None] = field(default_factory=dict)
    """Those that left a `with` (or a `@dag` call): Airflow finds them without a name (2.4+)."""
    dag_stack: list[DagObject] = field(default_factory=list)
    group_stack: list[GroupObject] = field(default_factory=list)
    scope: SetupTeardownScope = field(default_factory=SetupTeardownScope)
    lines: set[int] = field(default_factory=set)
    """Lines of the DAG file that made or changed something, those of calls that led there too."""
    edge_ways: Ways = field(default_factory=dict)
    """The conditions of the edges that only hold under some."""
    preset: DagObject | GroupObject | None = None
    """The instance of a user's subclass of DAG or TaskGroup whose base is made next."""
    structural: set[ast.AST] = field(default_factory=set)
    """Calls of `@dag` and `@task_group` functions: no factories."""

    def take_preset(self) -> DagObject | GroupObject | None:
        """The instance that waits for its base to be made."""
        preset, self.preset = self.preset, None
        return preset

    @property
    def current_dag(self) -> DagObject | None:
        """`DagContext.get_current()`."""
        return self.dag_stack[-1] if self.dag_stack else None

    def current_group(self, dag: DagObject | None = None) -> GroupObject | None:
        """`TaskGroupContext.get_current(dag)`: the innermost group of any DAG, else the root."""
        if self.group_stack:
            return self.group_stack[-1]
        dag = dag or self.current_dag
        return None if dag is None else dag.root
