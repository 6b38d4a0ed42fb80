from typing import Annotated, Literal

from prefect import flow, task
from pydantic import Field

from run_bash import run_bash


@task(name="export")
def export_task(table, limit, dry_run, target):
    return run_bash(f"export {table} {limit} {dry_run} > {target}")


@flow(name="export", log_prints=True)
def export(
    target: Annotated[str, Field(min_length=3)],
    table: Literal["users", "orders"] = "users",
    limit: Annotated[int, Field(ge=1, le=1000, description="Rows at most.")] = 100,
    day: Annotated[str | None, Field(json_schema_extra={"format": "date"})] = None,
    columns: list[str] = ["id"],
    dry_run: bool = False,
    ratio: int | float = 0.5,
):
    exported = export_task.submit(table, limit, dry_run, target)
    return [exported]
