from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param

with DAG(
    "export",
    schedule=None,
    params={
        "table": Param("users", type="string", enum=["users", "orders"]),
        "limit": Param(100, type="integer", minimum=1, maximum=1000, description="Rows at most."),
        "day": Param(None, type=["null", "string"], format="date"),
        "columns": Param(["id"], type="array", items={"type": "string"}),
        "target": Param(type="string", minLength=3),
        "dry-run": False,
        "ratio": 0.5,
    },
):
    BashOperator(
        task_id="export",
        bash_command="export {{ params.table }} {{ params.limit }} {{ params['dry-run'] }} > {{ params.target }}",
    )
