"""Signatures and template fields of the operators that Airflow ships (provider standard 1.21).

Which `default_args` an operator takes and which of its arguments make dependencies depends on them.
Of other providers' operators neither is known: they take everything and template everything.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

STANDARD = "airflow.providers.standard"
AI = "airflow.providers.common.ai.decorators"

BASE_DEFAULTS: dict[str, Any] = {
    "owner": "airflow",
    "email": None,
    "retries": 0,
    "retry_delay": timedelta(seconds=300),
    "depends_on_past": False,
    "pool": "default_pool",
    "pool_slots": 1,
    "priority_weight": 1,
    "queue": "default",
    "execution_timeout": None,
    "do_xcom_push": True,
    "start_date": None,
    "end_date": None,
    "doc": None,
    "doc_md": None,
}
"""What an argument of every operator is when nobody says it (the ones that code reads)."""

BASE_PARAMETERS = frozenset(
    [
        "allow_nested_operators",
        "dag",
        "default_args",
        "depends_on_past",
        "do_xcom_push",
        "doc",
        "doc_json",
        "doc_md",
        "doc_rst",
        "doc_yaml",
        "email",
        "email_on_failure",
        "email_on_retry",
        "end_date",
        "execution_timeout",
        "executor",
        "executor_config",
        "ignore_first_depends_on_past",
        "inlets",
        "logger_name",
        "map_index_template",
        "max_active_tis_per_dag",
        "max_active_tis_per_dagrun",
        "max_retry_delay",
        "multiple_outputs",
        "on_execute_callback",
        "on_failure_callback",
        "on_retry_callback",
        "on_skipped_callback",
        "on_success_callback",
        "outlets",
        "owner",
        "params",
        "pool",
        "pool_slots",
        "post_execute",
        "pre_execute",
        "priority_weight",
        "queue",
        "render_template_as_native_obj",
        "resources",
        "retries",
        "retry_delay",
        "retry_exponential_backoff",
        "retry_policy",
        "run_as_user",
        "sla",
        "start_date",
        "task_concurrency",
        "task_display_name",
        "task_group",
        "task_id",
        "trigger_rule",
        "wait_for_downstream",
        "wait_for_past_depends_before_skipping",
        "weight_rule",
    ]
)
"""`BaseOperator.__init__`, of all majors."""

SENSOR_PARAMETERS = frozenset(
    [
        "poke_interval",
        "timeout",
        "soft_fail",
        "mode",
        "exponential_backoff",
        "max_wait",
        "silent_fail",
        "never_fail",
    ]
)

_PYTHON = (
    "python_callable op_args op_kwargs templates_dict templates_exts show_return_value_in_logs"
)
_PYTHON += " provide_context"
_SUBPROCESS = f"{_PYTHON} serializer use_dill string_args expect_airflow skip_on_exit_code env_vars"
_SUBPROCESS += " inherit_env"
_VENV = f"{_SUBPROCESS} requirements python_version system_site_packages pip_install_options"
_VENV += " index_urls index_urls_from_connection_ids venv_cache_path"
_EXTERNAL = f"{_SUBPROCESS} python expect_pendulum"
_CALLABLE_FIELDS = "templates_dict op_args op_kwargs"
_VENV_FIELDS = f"{_CALLABLE_FIELDS} requirements index_urls index_urls_from_connection_ids"
_VENV_FIELDS += " venv_cache_path"
_BRANCHES = "follow_task_ids_if_true follow_task_ids_if_false"
_HITL = "subject options body defaults multiple params notifiers assigned_users response_timeout"
_DAY = "week_day use_task_logical_date use_task_execution_day"
_TIME = "deferrable start_from_trigger end_from_trigger trigger_kwargs"
_BASH = "bash_command env append_env output_encoding skip_on_exit_code skip_exit_code cwd"
_BASH += " output_processor"

# module below the standard provider, class, template fields, parameters, whether it is a sensor
_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("operators.bash", "BashOperator", "bash_command env cwd", _BASH),
    ("operators.empty", "EmptyOperator", "", ""),
    ("operators.smooth", "SmoothOperator", "", ""),
    ("operators.latest_only", "LatestOnlyOperator", "", ""),
    ("operators.branch", "BaseBranchOperator", "", ""),
    ("operators.python", "PythonOperator", _CALLABLE_FIELDS, _PYTHON),
    ("operators.python", "BranchPythonOperator", _CALLABLE_FIELDS, _PYTHON),
    (
        "operators.python",
        "ShortCircuitOperator",
        _CALLABLE_FIELDS,
        f"{_PYTHON} ignore_downstream_trigger_rules",
    ),
    ("operators.python", "PythonVirtualenvOperator", _VENV_FIELDS, _VENV),
    ("operators.python", "BranchPythonVirtualenvOperator", _VENV_FIELDS, _VENV),
    ("operators.python", "ExternalPythonOperator", f"{_CALLABLE_FIELDS} python", _EXTERNAL),
    ("operators.python", "BranchExternalPythonOperator", f"{_CALLABLE_FIELDS} python", _EXTERNAL),
    (
        "operators.trigger_dagrun",
        "TriggerDagRunOperator",
        "trigger_dag_id trigger_run_id logical_date conf wait_for_completion"
        " skip_when_already_exists",
        "allowed_states conf deferrable execution_date fail_when_dag_is_paused failed_states"
        " logical_date note openlineage_inject_parent_info poke_interval python_callable"
        " reset_dag_run run_after skip_when_already_exists trigger_dag_id trigger_run_id"
        " wait_for_completion",
    ),
    ("operators.weekday", "BranchDayOfWeekOperator", "", f"{_BRANCHES} {_DAY}"),
    (
        "operators.datetime",
        "BranchDateTimeOperator",
        "",
        f"{_BRANCHES} target_lower target_upper use_task_logical_date use_task_execution_date",
    ),
    ("operators.hitl", "HITLOperator", "subject body", _HITL),
    (
        "operators.hitl",
        "ApprovalOperator",
        "subject body",
        f"{_HITL} ignore_downstream_trigger_rules fail_on_reject",
    ),
    ("operators.hitl", "HITLBranchOperator", "subject body", f"{_HITL} options_mapping"),
    ("operators.hitl", "HITLEntryOperator", "subject body", _HITL),
    (
        "sensors.bash",
        "BashSensor",
        "bash_command env",
        "bash_command env output_encoding retry_exit_code",
    ),
    ("sensors.date_time", "DateTimeSensor", "target_time", "target_time"),
    ("sensors.date_time", "DateTimeSensorAsync", "target_time", f"target_time {_TIME}"),
    ("sensors.python", "PythonSensor", _CALLABLE_FIELDS, _PYTHON),
    ("sensors.time", "TimeSensor", "", f"target_time {_TIME}"),
    ("sensors.time", "TimeSensorAsync", "", f"target_time {_TIME}"),
    ("sensors.time_delta", "TimeDeltaSensor", "delta", f"delta {_TIME}"),
    ("sensors.time_delta", "TimeDeltaSensorAsync", "delta", f"delta {_TIME}"),
    ("sensors.time_delta", "WaitSensor", "time_to_wait", "time_to_wait deferrable"),
    ("sensors.weekday", "DayOfWeekSensor", "", _DAY),
    (
        "sensors.filesystem",
        "FileSensor",
        "filepath fs_conn_id",
        "filepath fs_conn_id recursive deferrable start_from_trigger trigger_kwargs",
    ),
    (
        "sensors.external_task",
        "ExternalTaskSensor",
        "external_dag_id external_task_id external_task_ids external_task_group_id",
        "allowed_states check_existence deferrable execution_date_fn execution_delta"
        " external_dag_id external_task_group_id external_task_id external_task_ids failed_states"
        " poll_interval skipped_states",
    ),
    (
        "sensors.external_task",
        "ExternalTaskMarker",
        "external_dag_id external_task_id logical_date",
        "external_dag_id external_task_id logical_date execution_date recursion_depth",
    ),
    ("decorators.python", "_PythonDecoratedOperator", _CALLABLE_FIELDS, _PYTHON),
    ("decorators.bash", "_BashDecoratedOperator", "op_args op_kwargs bash_command env cwd", _BASH),
    ("decorators.branch_python", "_BranchPythonDecoratedOperator", _CALLABLE_FIELDS, _PYTHON),
    (
        "decorators.short_circuit",
        "_ShortCircuitDecoratedOperator",
        _CALLABLE_FIELDS,
        f"{_PYTHON} ignore_downstream_trigger_rules",
    ),
    ("decorators.python_virtualenv", "_PythonVirtualenvDecoratedOperator", _VENV_FIELDS, _VENV),
    (
        "decorators.branch_virtualenv",
        "_BranchPythonVirtualenvDecoratedOperator",
        _VENV_FIELDS,
        _VENV,
    ),
    (
        "decorators.external_python",
        "_PythonExternalDecoratedOperator",
        f"{_CALLABLE_FIELDS} python",
        _EXTERNAL,
    ),
    (
        "decorators.branch_external_python",
        "_BranchExternalPythonDecoratedOperator",
        f"{_CALLABLE_FIELDS} python",
        _EXTERNAL,
    ),
    ("decorators.sensor", "DecoratedSensorOperator", "op_args op_kwargs", _PYTHON),
    ("decorators.stub", "_StubOperator", "op_args op_kwargs", _PYTHON),
)

TEMPLATE_FIELDS: dict[str, tuple[str, ...]] = {
    f"{STANDARD}.{module}.{name}": tuple(fields.split()) for module, name, fields, _ in _ROWS
} | {
    "airflow.sdk.BaseOperator": (),
    "airflow.sdk.BaseSensorOperator": (),
    "airflow.sdk.bases.sensor.BaseSensorOperator": (),
    "airflow.sdk.bases.operator.BaseOperator": (),
    "airflow.sdk.bases.branch.BaseBranchOperator": (),
    "airflow.sdk.BaseBranchOperator": (),
}

PARAMETERS: dict[str, frozenset[str]] = {
    f"{STANDARD}.{module}.{name}": frozenset(parameters.split())
    for module, name, _, parameters in _ROWS
} | {name: frozenset() for name in TEMPLATE_FIELDS if name.startswith("airflow.sdk.")}

DECORATED: dict[str, str] = {
    "python": f"{STANDARD}.decorators.python._PythonDecoratedOperator",
    "bash": f"{STANDARD}.decorators.bash._BashDecoratedOperator",
    "branch": f"{STANDARD}.decorators.branch_python._BranchPythonDecoratedOperator",
    "short_circuit": f"{STANDARD}.decorators.short_circuit._ShortCircuitDecoratedOperator",
    "virtualenv": f"{STANDARD}.decorators.python_virtualenv._PythonVirtualenvDecoratedOperator",
    "branch_virtualenv": (
        f"{STANDARD}.decorators.branch_virtualenv._BranchPythonVirtualenvDecoratedOperator"
    ),
    "external_python": f"{STANDARD}.decorators.external_python._PythonExternalDecoratedOperator",
    "branch_external_python": (
        f"{STANDARD}.decorators.branch_external_python._BranchExternalPythonDecoratedOperator"
    ),
    "sensor": f"{STANDARD}.decorators.sensor.DecoratedSensorOperator",
    "stub": f"{STANDARD}.decorators.stub._StubOperator",
    "sql": "airflow.providers.common.sql.decorators.sql._SQLDecoratedOperator",
    "analytics": "airflow.providers.common.sql.decorators.analytics._AnalyticsDecoratedOperator",
    "docker": "airflow.providers.docker.decorators.docker._DockerDecoratedOperator",
    "kubernetes": (
        "airflow.providers.cncf.kubernetes.decorators.kubernetes._KubernetesDecoratedOperator"
    ),
    "kubernetes_cmd": (
        "airflow.providers.cncf.kubernetes.decorators.kubernetes_cmd"
        "._KubernetesCmdDecoratedOperator"
    ),
    "pyspark": "airflow.providers.apache.spark.decorators.pyspark._PySparkDecoratedOperator",
    "snowpark": "airflow.providers.snowflake.decorators.snowpark._SnowparkDecoratedOperator",
    "sftp_sensor": "airflow.providers.sftp.decorators.sensors.sftp._DecoratedSFTPSensor",
    "agent": f"{AI}.agent._AgentDecoratedOperator",
    "llm": f"{AI}.llm._LLMDecoratedOperator",
    "llm_batch": f"{AI}.llm_batch._LLMBatchDecoratedOperator",
    "llm_branch": f"{AI}.llm_branch._LLMBranchDecoratedOperator",
    "llm_file_analysis": f"{AI}.llm_file_analysis._LLMFileAnalysisDecoratedOperator",
    "llm_schema_compare": f"{AI}.llm_schema_compare._LLMSchemaCompareDecoratedOperator",
    "llm_sql": f"{AI}.llm_sql._LLMSQLDecoratedOperator",
}
"""`@task.<name>` -> the operator class that it builds."""


INJECTED: dict[str, frozenset[str]] = {
    DECORATED["pyspark"]: frozenset({"spark", "sc"}),
    DECORATED["snowpark"]: frozenset({"session"}),
}
"""Parameters of a decorated function that its operator fills by itself."""

OUTPUTS: dict[str, frozenset[str]] = {
    "airflow.providers.yandex.operators.dataproc.DataprocCreateClusterOperator": frozenset(
        {"cluster_id"}
    ),
}
"""Attributes of an operator that are its XCom, by another name than `output`."""


def is_sensor(operator: str) -> bool:
    """Whether it has the arguments of a sensor."""
    return operator.rpartition(".")[2].endswith(("Sensor", "SensorOperator", "SensorAsync"))


def template_fields_of(operator: str) -> tuple[str, ...] | None:
    """Template fields of a class outside the tree; None where they are not known."""
    return TEMPLATE_FIELDS.get(operator)


def accepts(operator: str, name: str) -> bool:
    """Whether the signature of the class (or of a base) has the argument, as far as known."""
    own = PARAMETERS.get(operator)
    if own is None or name in BASE_PARAMETERS or name in own:
        return True
    return is_sensor(operator) and name in SENSOR_PARAMETERS
