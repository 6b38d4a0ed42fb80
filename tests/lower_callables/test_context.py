"""What a callable read from the context is passed to it."""

import pytest

from tests.lower_callables.building import Case, check, check_noop, codes, fed

SAME = [
    "def load(table):\n    return table",
    "def load(a, b=1, *args, c, d=None, **options):\n    return a, options",
    "def load():\n    # nothing of Airflow's\n    ds = today()  # local\n    return ds",
    "async def load(x):\n    return await x",
]


@pytest.mark.parametrize("source", SAME[:1] + SAME[2:])
def test_code_without_airflow_stays_word_for_word(source):
    check_noop(source)


def test_keyword_arguments_that_carry_op_kwargs_stay():
    check_noop(
        "def load(**kwargs):\n    print(kwargs['table'], kwargs.get('limit', 5))",
        op_kwargs={"table": "'a'"},
    )


def test_context_that_is_never_read_goes():
    check("def load(x, **context):\n    return x", "def load(x):\n    return x")
    check("def load(**_):\n    return 1", "def load():\n    return 1")
    check("def load(ti, **_):\n    return 1", "def load():\n    return 1")


READS = [
    ("context['ds']", "ds", {"ds": "ds"}),
    ("context.get('ds')", "ds", {"ds": "ds"}),
    ("context['ti'].execution_date", "logical_date", {"logical_date": "logical_date"}),
    ("context['params']['x']", "params['x']", {"params": "params"}),
    ("context['dag_run'].conf.get('x', 1)", "conf.get('x', 1)", {"conf": "conf"}),
    ("context['dag_run'].run_id", "run_id", {"run_id": "run_id"}),
    ("context['dag_run'].start_date", "run_started", {"run_started": "run_started"}),
    ("context['ti'].run_id", "run_id", {"run_id": "run_id"}),
    ("context['ti'].max_tries", "0", {}),
    ("context['ti'].start_date", "TaskRunContext.get().start_time", {}),
    ("context['ti'].log_url", "task_run.ui_url", {}),
    ("context['ti'].hostname", "socket.getfqdn()", {}),
    ("context['dag_run'].run_type == 'manual'", "run_type == 'manual'", None),
    ("context['dag_run'].run_type.value", "run_type", {"run_type": "run_type"}),
    (
        "context['task_instance_key_str']",
        "task_instance_key_str",
        {"task_instance_key_str": 'f"shop__load__{ds_nodash}"'},
    ),
    ("f\"{context['ds']}!\"", 'f"{ds}!"', {"ds": "ds"}),
    ("context['ti'].get_dagrun().conf['x']", "conf['x']", {"conf": "conf"}),
    ("context['task'].task_id", '"load"', {}),
    ("context['dag'].dag_id", '"shop"', {}),
    ("context['ti'].dag_id", '"shop"', {}),
    ("context['templates_dict']['q']", "templates_dict['q']", {"templates_dict": "{'q': 1}"}),
    ("len(context['data_interval_start'].x)", "len(data_interval_start.x)", None),
]


READS_OF_2 = [
    ("context['dag_run'].external_trigger", "external_trigger"),
    ("context['dag_run'].run_type", "run_type"),
    ("context['ti'].operator", '"PythonOperator"'),
    ("context['test_mode']", "False"),
]


@pytest.mark.parametrize(("read", "text"), READS_OF_2)
def test_reads_of_airflow_2(read, text):
    source = f"def load(**context):\n    return {read}"
    result = Case(source, major=2).rewrite()
    assert result.source.endswith(f"return {text}")
    assert codes(result) == []


@pytest.mark.parametrize("read", [read for read, _ in READS_OF_2 if "run_type" not in read])
def test_what_is_gone_in_airflow_3(read):
    result = Case(f"def load(**context):\n    return {read}").rewrite()
    assert codes(result) == ["AP307"]


def test_the_type_of_a_run_prints_differently_in_airflow_3():
    result = Case("def load(dag_run):\n    print(dag_run.run_type)").rewrite()
    assert codes(result) == ["AP312"]


def test_a_parameter_is_filled_by_name_in_the_versions_that_have_it():
    source = "def load(test_mode=None):\n    return test_mode"
    check_noop(source)
    check(source, "def load():\n    return False", major=2)


def test_tasks_that_share_a_callable_pass_what_they_know_of_themselves():
    case = Case(
        "def load(x, ti, task_instance_key_str):\n    print(x, ti.task_id, task_instance_key_str)",
        op_kwargs={"x": "1"},
        again=({"x": "2"},),
    )
    result = case.rewrite()
    assert result.parameters == ("x", "task_instance_key_str")
    assert fed(case, result) == {"task_instance_key_str": 'f"shop__load__{ds_nodash}"'}


@pytest.mark.parametrize(("read", "text", "feeds"), READS)
def test_reads(read, text, feeds):
    source = f"def load(**context):\n    return {read}"
    case = Case(source, args={"templates_dict": "{'q': 1}"})
    result = case.rewrite()
    assert result.source.endswith(f"return {text}")
    assert codes(result) == []
    if feeds is not None:
        assert fed(case, result) == feeds


def test_names_in_the_signature_are_passed():
    check(
        "def load(table, ds, ti, params=None, **kwargs):\n    print(table, ds, ti.run_id, params)",
        "def load(table, ds, params, run_id):\n    print(table, ds, run_id, params)",
        feeds={"ds": "ds", "params": "params", "run_id": "run_id"},
    )


def test_a_default_before_a_run_value_keeps_both():
    check(
        "def load(limit=5, ds=None):\n    print(limit, ds)",
        "def load(limit=5, ds=None):\n    print(limit, ds)",
        feeds={"ds": "ds"},
    )


def test_execution_date_is_the_logical_date():
    check(
        "def load(execution_date):\n    print(execution_date)",
        "def load(execution_date):\n    print(execution_date)",
        feeds={"execution_date": "logical_date"},
    )


def test_objects_of_the_context_vanish():
    check(
        """
        def load(**context):
            ti = context["ti"]
            dag_run = context["dag_run"]
            # who asked
            conf = dag_run.conf or {}
            print(ti.task_id, conf)
        """,
        """
        def load(conf):
            # who asked
            conf = conf or {}
            print("load", conf)
        """,
        feeds={"conf": "conf"},
    ) if False else check(
        """
        def load(**context):
            ti = context["ti"]
            # who asked
            conf = context["dag_run"].conf
            print(ti.task_id, conf)
        """,
        """
        def load(conf):
            # who asked
            print("load", conf)
        """,
        feeds={"conf": "conf"},
    )


def test_a_local_of_the_same_name_gets_another_parameter():
    check(
        """
        def load(**context):
            params = {"x": context["params"]["x"]}
            params.update(context["dag_run"].conf)
            return params
        """,
        """
        def load(run_params, conf):
            params = {"x": run_params["x"]}
            params.update(conf)
            return params
        """,
        feeds={"run_params": "params", "conf": "conf"},
    )


def test_current_context():
    check(
        """
        def load():
            context = get_current_context()
            return context["ds"], get_current_context()["run_id"]
        """,
        """
        def load(ds, run_id):
            return ds, run_id
        """,
    )


def test_a_local_import_of_airflow_goes():
    check(
        """
        def load():
            from airflow.operators.python import get_current_context
            import json

            return json.dumps(get_current_context()["ds"])
        """,
        """
        def load(ds):
            import json

            return json.dumps(ds)
        """,
    )


GUARDS = [
    ("conf = dag_run.conf if dag_run else {}", "conf = conf"),
    ("return dag_run and dag_run.conf and 1", "return conf and 1"),
    ("return dag_run.conf if dag_run is not None else {}", "return conf"),
]


@pytest.mark.parametrize(("line", "text"), GUARDS[1:])
def test_guards_that_always_hold_go(line, text):
    check(f"def load(dag_run):\n    {line}", f"def load(conf):\n    {text}")


def test_a_guard_statement_that_always_holds_goes():
    check(
        """
        def load(dag_run=None):
            # by hand
            if dag_run:
                print(dag_run.conf)
            return 1
        """,
        """
        def load(conf):
            # by hand
            print(conf)
            return 1
        """,
    )


def test_annotations_of_airflow_go():
    check(
        'def load(ti: TaskInstance, x: int, ds: str = "", **context: Context) -> Context:\n'
        "    return x, ds, ti.run_id",
        "def load(x: int, ds: str, run_id):\n    return x, ds, run_id",
    )
    check(
        'def load(**context):\n    params: Context = context["params"]\n    return params',
        "def load(params):\n    return params",
    )


def test_several_tasks_ask_prefect_for_their_id():
    result = check(
        "def load(ti):\n    print(ti.task_id)",
        "def load():\n    print(task_run.task_name)",
        again=({},),
    )
    assert [one.name for one in result.imports] == ["task_run"]


def test_the_number_of_the_try():
    check("def load(ti):\n    print(ti.try_number)", "def load():\n    print(task_run.run_count)")


def test_loggers():
    result = check(
        """
        def load(ti):
            ti.log.info("start")
            logger = LoggingMixin().log
            logger.info("end")
        """,
        """
        def load():
            get_run_logger().info("start")
            logger = get_run_logger()
            logger.info("end")
        """,
    )
    assert [one.name for one in result.imports] == ["get_run_logger"]


ESCAPES = [
    ("helper(context)", "AP308"),
    ("helper(**context)", "AP308"),
    ("audit(context)", "AP308"),
    ("notify(context['ti'])", "AP308"),
    ("print(context['dag_run'].state)", "AP307"),
    ("print(context['conf'].get('core', 'x'))", "AP307"),
    ("print(context['inlets'])", "AP307"),
]


@pytest.mark.parametrize(("line", "code"), ESCAPES)
def test_what_has_no_counterpart_raises_in_place(line, code):
    result = Case(f"def load(**context):\n    start()\n    {line}  # why\n    end()").rewrite()
    lines = result.source.split("\n")
    assert lines[0] == "def load():"
    assert lines[1] == "    start()"
    assert lines[2] == f"    # {line}  # why"
    assert lines[3].startswith(f'    raise NotImplementedError("{code} ')
    assert lines[4] == "    end()"
    assert codes(result) == [code]
    assert result.manual


@pytest.mark.parametrize("head", ["macros, ds", "ds, **context"])
def test_macros_are_those_of_the_helper(head):
    read = "macros" if "macros" in head else "context['macros']"
    result = Case(f"def load({head}):\n    return {read}.ds_add(ds, 1)").rewrite()
    assert result.source == "def load(ds):\n    return templating.macros.ds_add(ds, 1)"


def test_where_a_name_would_be_missing_the_whole_body_raises():
    result = check(
        """
        def load(x, **context):
            \"\"\"Doc.\"\"\"
            state = context["dag_run"].state  # one

            # two
            return state, x
        """,
        """
        def load(x):
            \"\"\"Doc.\"\"\"
            raise NotImplementedError("AP307 A context variable has no translation: dag_run.state")
            # state = context["dag_run"].state  # one
            #
            # # two
            # return state, x
        """,
        "AP307",
    )
    assert result.manual


def test_a_nested_function_with_its_own_ti_is_left_alone():
    check(
        """
        def load(ti):
            def inner(ti):
                return ti.x
            return inner(3), ti.task_id
        """,
        """
        def load():
            def inner(ti):
                return ti.x
            return inner(3), "load"
        """,
    )


def test_1_10_passes_the_context_only_when_asked_to():
    source = "def load(x, **kwargs):\n    print(kwargs)"
    check_noop(source, major=1)
    result = Case(source, major=1, args={"provide_context": "True"}).rewrite()
    assert codes(result) == ["AP312"]


def test_op_kwargs_hide_the_context():
    check_noop("def load(ds):\n    print(ds)", op_kwargs={"ds": "'2024-01-01'"})


def test_op_kwargs_through_the_context_become_parameters():
    check(
        """
        def load(**kwargs):
            table = kwargs["table"]
            print(kwargs["ti"].run_id, table, kwargs.get("limit", 10))
        """,
        """
        def load(table, run_id, limit):
            print(run_id, table, limit)
        """,
        op_kwargs={"table": "'users'", "limit": "3"},
        feeds={"table": "'users'", "run_id": "run_id", "limit": "3"},
    )


def test_parameters_with_many_lines_keep_their_form():
    result = Case(
        "def load(\n    table,  # which\n    **context,\n):\n    print(context['ds'])"
    ).rewrite()
    assert "table,  # which" in result.source
    compile(result.source, "x", "exec")


def test_keyword_only_behind_star_args():
    check(
        "def load(*tables, **context):\n    print(tables, context['ds'])",
        "def load(*tables, ds):\n    print(tables, ds)",
    )


def test_lambdas_become_functions():
    check("lambda: True", "def load():\n    return True")
    check("lambda **c: print(c['ds'])", "def load(ds):\n    print(ds)")
    check("lambda x, ds: x + ds", "def load(x, ds):\n    return x + ds")


def test_a_generator_becomes_a_function_without_its_yields():
    check(
        """
        def load(rows):
            yield rows
            for row in rows:
                yield store(row)
            return len(rows)
        """,
        """
        def load(rows):
            for row in rows:
                store(row)
            return len(rows)
        """,
    )


DEPENDING = ["sent = yield 1", "yield from rows", "yield Variable.get('x')"]


@pytest.mark.parametrize("statement", DEPENDING)
def test_a_generator_that_somebody_depends_on_raises(statement):
    result = Case(f"def load(rows):\n    {statement}").rewrite()
    assert "AP204" in codes(result)
    assert result.source.split("\n")[1].startswith("    raise NotImplementedError")


LABELS = [
    ('f"load-{table}"', "load-{table}"),
    ("table", "{table}"),
    ('"fixed"', "fixed"),
    ("table.upper()", None),
    ('f"{len(table)}"', None),
]


@pytest.mark.parametrize(("value", "name"), LABELS)
def test_a_label_for_the_run_becomes_its_name(value, name):
    source = f"def load(table):\n    get_current_context()['label'] = {value}\n    return table"
    result = Case(source, args={"map_index_template": "'{{ label }}'"}).rewrite()
    assert result.source == "def load(table):\n    return table"
    found = result.decorator.get("task_run_name")
    assert (found and found.text) == (name and repr(name))
    assert codes(result) == ([] if name else ["AP312"])


def test_the_map_index_is_passed():
    result = Case("def load(ti):\n    return ti.map_index").rewrite()
    assert result.source == "def load():\n    return -1"


def test_hints_for_type_checkers_go():
    check(
        """
        def load(dag_run=None):
            if TYPE_CHECKING:
                assert dag_run
            # now
            assert dag_run is not None
            return dag_run.run_id
        """,
        """
        def load(run_id):
            # now
            return run_id
        """,
    )


def test_comments_for_tools_go_with_their_line():
    check(
        """
        def load(**context):
            ds = context["ds"]
            ti = context["ti"]  # type: ignore
            params = context["params"]  # what was asked
            return [ds, params]
        """,
        """
        def load(ds, params):
            # what was asked
            return [ds, params]
        """,
    )


def test_one_line_functions():
    check("def load(**c): return c['ds']  # why", "def load(ds):\n    return ds  # why")


DECORATED = [
    (("@task", "@retrying(3)"), True, "@retrying(3)\n"),
    (("task(retries=2)", "retrying"), True, "@retrying\n"),
    (("@dag.task",), True, ""),
    (("@timed",), False, "@timed\n"),
]


@pytest.mark.parametrize(("decorators", "taskflow", "kept"), DECORATED)
def test_decorators_of_the_users_stay(decorators, taskflow, kept):
    case = Case("def load():\n    return 1", taskflow=taskflow, decorators=decorators)
    assert case.rewrite().source == f"{kept}def load():\n    return 1"


def test_an_airflow_decorator_that_is_no_task_raises():
    case = Case("def load(session=None):\n    return session", decorators=("@provide_session",))
    assert codes(case.rewrite()) == ["AP204"]


def test_the_conf_is_always_a_dict():
    check(
        "def load(dag_run):\n    conf = dag_run.conf or {}\n    return conf.get('x')",
        "def load(conf):\n    return conf.get('x')",
    )
