# Sensors of one's own: one with state and a value, one that gives up softly.
from datetime import datetime

from airflow.sdk import DAG, BaseOperator, BaseSensorOperator
from airflow.sdk.bases.sensor import PokeReturnValue


class CountingSensor(BaseSensorOperator):
    template_fields = ("name",)

    def __init__(self, name, wanted=2, **kwargs):
        super().__init__(poke_interval=0.1, **kwargs)
        self.name = name
        self.wanted = wanted
        self.seen = 0

    def poke(self, context):
        self.seen += 1
        self.log.info("%s: %s", self.name, self.seen)
        done = self.seen >= self.wanted
        return PokeReturnValue(is_done=done, xcom_value=f"{self.name} {self.seen}")


class NeverSensor(BaseSensorOperator):
    def poke(self, context):
        return context["ds"] == "1999-01-01"


class Note(BaseOperator):
    def execute(self, context):
        return "noted"


with DAG("custom_sensor", schedule=None, start_date=datetime(2024, 1, 1)):
    counted = CountingSensor(task_id="counted", name="on {{ ds }}", timeout=20)
    never = NeverSensor(task_id="never", poke_interval=0.1, timeout=0.3, soft_fail=True)
    Note(task_id="after_counted") << counted
    Note(task_id="after_never") << never
