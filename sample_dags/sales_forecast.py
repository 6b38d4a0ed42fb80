"""Airflow 3 TaskFlow: values handed from task to task, multiple outputs, an override."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from airflow.sdk import dag, task
from helpers.warehouse import read_source


@task
def load_amounts() -> list[float]:
    return [order["amount"] for order in read_source("orders")]


@task
def split(amounts: list[float]) -> dict[str, Any]:
    """The first half to learn from, the rest to check against."""
    middle = len(amounts) // 2
    return {"train": amounts[:middle], "test": amounts[middle:]}


@task
def fit(train: list[float]) -> float:
    # A very simple model: the mean.
    return sum(train) / len(train)


@task(retries=1)
def evaluate(model: float, test: list[float], label: str = "mean") -> str:
    error = sum(abs(value - model) for value in test) / len(test)
    return f"{label}: {error:.3f}"


@task
def baseline(test: list[float]) -> float:
    return max(test)


@dag(schedule="@weekly", start_date=datetime(2024, 1, 1), catchup=False, tags=["forecast"])
def sales_forecast():
    """Forecast next week's sales."""
    parts = split(load_amounts())
    model = fit(parts["train"])
    evaluate(model, parts["test"])
    evaluate.override(task_id="evaluate_baseline")(
        baseline(parts["test"]), parts["test"], label="max"
    )


sales_forecast()
