"""Operators that several DAGs share."""

import shutil

from airflow.models import BaseOperator, Variable


class CopyOperator(BaseOperator):
    template_fields = ["source", "target"]

    def __init__(self, source, target, **kwargs):
        super().__init__(**kwargs)
        self.source = source
        self.target = target

    def execute(self, context):
        return shutil.copytree(self.source, self.target)


class AnnounceOperator(BaseOperator):
    template_fields = ["title"]

    def __init__(self, source, title=None, **kwargs):
        super().__init__(**kwargs)
        self.source = source
        self.title = title

    def execute(self, context):
        path = context["ti"].xcom_pull(task_ids=self.source)
        print(Variable.get("channel"), self.title, path)
