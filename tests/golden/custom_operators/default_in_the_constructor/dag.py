# A template field with a default: the same as Airflow's unless a text gets empty when it is rendered.
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


with DAG("exports", start_date=datetime(2024, 1, 1), schedule=None, params={"note": ""}):
    ExportOperator(task_id="plain", target="s3://out/{{ ds }}")
    ExportOperator(task_id="with_options", target="s3://out", options={"day": "{{ ds }}"})
    ExportOperator(task_id="may_be_empty", target="s3://out", options="{{ params.note }}")
