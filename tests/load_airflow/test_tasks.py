"""What a task carries: arguments, functions, mapping, gates, classes of the tree."""

from tests.load_airflow.reading import edges, inside, read, read_dag
from translator import ir


def code(expressions):
    return {name: expr.code for name, expr in expressions.items()}


def test_arguments_and_what_default_args_add():
    dag = read_dag(
        inside(
            """
            op = BashOperator(task_id="a", bash_command="x", retries=1)
            """,
            'default_args={"retries": 3, "owner": "me", "nonsense": 1, "bash_command": "y"}',
        )
    )
    (task,) = dag.tasks
    assert code(task.args) == {"task_id": '"a"', "bash_command": '"x"', "retries": "1"}
    assert code(task.inherited) == {"owner": '"me"'}
    assert (task.retries, task.variable) == (1, "op")


def test_a_provider_operator_inherits_everything():
    text = inside('Load(task_id="a", x=1)', 'default_args={"project_id": "p", "retries": 2}')
    (task,) = read_dag(f"from airflow.providers.x.operators.y import Load\n{text}").tasks
    assert task.operator == "airflow.providers.x.operators.y.Load"
    assert set(task.inherited) == {"project_id", "retries"}


def test_a_taskflow_call():
    dag = read_dag(
        inside(
            """
            @task(retries=2, pool="p")
            def f(a, b=1, *, c=None) -> dict:
                return {}

            first = f(1)
            f.override(task_id="second")(first, c=first["key"])
            """
        )
    )
    first, second = dag.tasks
    assert first.operator.endswith("decorators.python._PythonDecoratedOperator")
    assert first.function is not None
    assert first.function.name == "f"
    assert code(first.args) == {"retries": "2", "pool": '"p"', "multiple_outputs": "True"}
    assert [expr.code for expr in first.call_args] == ["1"]
    assert [expr.refs[expr.code] for expr in second.call_args] == [ir.XComRef("f")]
    assert second.call_kwargs["c"].refs == {"__ref_0__": ir.XComRef("f", "key")}
    assert [(edge.up, edge.down, edge.data) for edge in dag.edges] == [("f", "second", True)]


def test_default_args_fill_the_parameters_of_the_function():
    dag = read_dag(
        inside("@task\ndef f(v=1): pass\nf(); f(2)", 'default_args={"v": 42}'.replace("v", "w"))
    )
    assert [one.call_kwargs for one in dag.tasks] == [{}, {}]
    dag = read_dag(inside("@task\ndef f(v=1): pass\nf(); f(v=2)", 'default_args={"v": 42}'))
    assert [code(one.call_kwargs) for one in dag.tasks] == [{"v": "42"}, {"v": "2"}]


def test_classic_callables():
    dag = read_dag(
        """
        def work(a, b):
            return a


        with DAG("example", schedule=None):
            PythonOperator(task_id="a", python_callable=work, op_args=[1], op_kwargs={"b": 2})
        """
    )
    (task,) = dag.tasks
    assert task.function is not None
    assert task.function.name == "work"
    assert [expr.code for expr in task.call_args] == ["1"]
    assert code(task.call_kwargs) == {"b": "2"}


def test_mapping():
    dag = read_dag(
        inside(
            """
            @task
            def n(): return [1]

            @task
            def f(x, y=1): return x

            f.partial(y=2).expand(x=n())
            BashOperator.partial(task_id="b").expand_kwargs([{"bash_command": "x"}])
            """
        )
    )
    _, mapped, classic = dag.tasks
    assert mapped.mapped is not None
    assert mapped.mapped.kind == "expand"
    assert mapped.mapped.arguments["x"].refs == {"__ref_0__": ir.XComRef("n")}
    assert code(mapped.call_kwargs) == {"y": "2"}
    assert classic.mapped is not None
    assert classic.mapped.kwargs is not None
    assert classic.mapped.kwargs.value == [{"bash_command": "x"}]
    assert edges(dag) == [("n", "f")]


def test_an_expanded_group():
    dag = read_dag(
        inside(
            """
            @task
            def n(): return [1]

            @task
            def f(x): return x

            @task_group
            def g(v, w): return f(v)

            g.partial(w=1).expand(v=n())
            """
        )
    )
    (group,) = dag.groups
    assert group.mapped is not None
    assert list(group.mapped.arguments) == ["v"]
    (argument,) = dag.task("g.f").call_args
    assert argument.refs == {"__ref_0__": ir.GroupArgument("g", "v")}
    assert edges(dag) == [("n", "g.f")]


def test_gates():
    dag = read_dag(
        inside(
            """
            @task.skip_if(lambda context: False, "why")
            @task.run_if(lambda context: True)
            @task
            def f(): pass

            f()
            """
        )
    )
    run, skip = dag.tasks[0].gates
    assert (run.kind, skip.kind) == ("run_if", "skip_if")
    assert run.condition.function is not None
    assert skip.message is not None
    assert skip.message.value == "why"


def test_setup_and_teardown():
    dag = read_dag(
        inside(
            """
            s = empty("s").as_setup()
            w = empty("w")
            t = empty("t").as_teardown(setups=s, on_failure_fail_dagrun=True)
            s >> w >> t
            """
        )
    )
    assert dag.task("s").is_setup
    teardown = dag.task("t")
    assert teardown.is_teardown
    assert teardown.on_failure_fail_dagrun
    assert teardown.trigger_rule == "all_done_setup_success"
    assert edges(dag) == [("s", "w"), ("s", "t"), ("w", "t")]


def test_a_class_of_the_tree():
    helper = """
from airflow.providers.standard.operators.bash import BashOperator


class Script(BashOperator):
    template_fields = (*BashOperator.template_fields, "where")

    def __init__(self, script, where=None, **kwargs):
        super().__init__(bash_command=f"sh {script}", retries=4, **kwargs)
        self.where = where
"""
    found, said = read(
        "from tools.operators import Script\n"
        + inside('Script(task_id="a", script="x.sh", where=empty("b").output)'),
        texts={"dags/tools/operators.py": helper},
    )
    assert said == []
    (dag,) = found.dags
    task = dag.task("a")
    assert task.operator == "tools.operators.Script"
    assert task.custom is not None
    assert task.custom.base == "airflow.providers.standard.operators.bash.BashOperator"
    assert task.custom.base_args["bash_command"].value == "sh x.sh"
    assert task.custom.template_fields == ("bash_command", "env", "cwd", "where")
    assert set(task.args) == {"task_id", "script", "where", "retries"}
    assert task.retries == 4
    assert edges(dag) == [("b", "a")]
    assert found.helpers == ("dags/tools/operators.py",)


def test_a_decorated_dag():
    dag = read_dag(
        '''
        # Above it.
        @dag(schedule=None, tags=["x"])
        def pipeline(n: int = 3, name="x"):
            """What it does."""
            BashOperator(task_id="a", bash_command=n)


        pipeline(n=5)
        '''
    )
    assert (dag.dag_id, dag.function, dag.doc) == ("pipeline", "pipeline", "What it does.")
    assert [(one.name, one.default) for one in dag.parameters] == [("n", "5"), ("name", '"x"')]
    assert [(one.name, one.default) for one in dag.params] == [("n", 5), ("name", "x")]
    assert dag.comments == ("# Above it.",)
    assert dag.tasks[0].args["bash_command"].refs == {"__ref_0__": ir.DagParamRef("n")}
    assert dag.tasks[0].frames == ()


def test_a_factory_is_a_frame():
    dag = read_dag(
        """
        def make(name):
            return EmptyOperator(task_id=name)


        with DAG("example", schedule=None):
            for name in ["a", "b"]:
                make(name)
        """
    )
    for task in dag.tasks:
        loop, call = task.frames
        assert isinstance(loop, ir.Loop)
        assert loop.count == 2
        assert isinstance(call, ir.Call)
        assert call.function == "make"


def test_a_group_of_tasks_has_no_frame_of_its_function():
    dag = read_dag(inside('@task_group\ndef g():\n    EmptyOperator(task_id="a")\n\ng()'))
    assert dag.task("g.a").frames == ()
    assert [(one.group_id, one.function is not None) for one in dag.groups] == [("g", True)]


def test_an_asset_function():
    found, said = read("@asset(schedule='@daily')\ndef made(context, other):\n    pass\n")
    assert said == []
    (dag,) = found.dags
    (task,) = dag.tasks
    assert (dag.dag_id, task.task_id) == ("made", "made")
    assert task.args["outlets"].value == [ir.AssetRef("asset", "made", "made")]
    assert task.args["inlets"].value == [ir.AssetRef("asset", "other")]


def test_a_sub_dag_is_a_dag_of_its_own():
    found, said = read(
        """
        from airflow.operators.subdag import SubDagOperator

        with DAG("outer", schedule_interval=None) as outer:
            inner = DAG("outer.inner", schedule_interval=None)
            EmptyOperator(task_id="a", dag=inner)
            SubDagOperator(task_id="inner", subdag=inner)
        """,
        major=2,
    )
    assert said == []
    assert [dag.dag_id for dag in found.dags] == ["outer", "outer.inner"]
    (task,) = found.dags[0].tasks
    assert task.args["subdag"].refs == {"__ref_0__": ir.DagRef("outer.inner")}
