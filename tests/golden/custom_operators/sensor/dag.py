import os
from datetime import datetime

from airflow.sdk import DAG, BaseBranchOperator, BaseOperator, BaseSensorOperator


class PartsSensor(BaseSensorOperator):
    """Waits until all parts of a day are there."""

    template_fields = ("folder",)

    def __init__(self, folder, parts=1, **kwargs):
        super().__init__(mode="reschedule", **kwargs)
        self.folder = folder
        self.parts = parts

    def poke(self, context):
        found = os.listdir(self.folder)
        self.log.info("%s of %s", len(found), self.parts)
        return len(found) >= self.parts


class WeekBranch(BaseBranchOperator):
    def choose_branch(self, context):
        if context["logical_date"].weekday() == 0:
            return "weekly"
        return "daily"


class Print(BaseOperator):
    def __init__(self, text, **kwargs):
        super().__init__(**kwargs)
        self.text = text

    def execute(self, context):
        print(self.text)


with DAG("sensor", start_date=datetime(2024, 1, 1), schedule=None):
    arrived = PartsSensor(task_id="arrived", folder="/in/{{ ds }}", parts=3, timeout=600, retries=1)
    pick = WeekBranch(task_id="pick")
    arrived >> pick >> [Print(task_id=name, text=name) for name in ("weekly", "daily")]
