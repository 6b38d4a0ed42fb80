"""A custom operator whose template field has a default in the constructor."""

from datetime import datetime

from airflow.sdk import DAG, BaseOperator


class ExportOperator(BaseOperator):
    template_fields = ("options", "target")

    def __init__(self, target, options=None, **kwargs):
        super().__init__(**kwargs)
        self.target = target
        self.options = options or {}

    def execute(self, context):
        return [self.target, self.options]


with DAG("custom_default_in_constructor", schedule=None, start_date=datetime(2024, 1, 1)):
    first = ExportOperator(task_id="first", target="{{ dag.dag_id }}")
    second = ExportOperator(
        task_id="second", target="out", options={"id": "{{ task.task_id }}", "n": 1}
    )
    first >> second
