# Operators of one's own that skip, fail, and fail for good.
from datetime import datetime, timedelta

from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from airflow.sdk import DAG, BaseOperator


class CheckOperator(BaseOperator):
    def __init__(self, value, **kwargs):
        super().__init__(**kwargs)
        self.value = value

    def execute(self, context):
        if self.value == 0:
            raise AirflowSkipException("nothing to do")
        if self.value < 0:
            raise AirflowFailException("hopeless")
        if self.value > 9:
            raise AirflowException("too much")
        return self.value


with DAG("custom_failing", schedule=None, start_date=datetime(2024, 1, 1)):
    good = CheckOperator(task_id="good", value=1, retries=1, retry_delay=timedelta(seconds=0))
    none = CheckOperator(task_id="none", value=0)
    bad = CheckOperator(task_id="bad", value=-1, retries=2, retry_delay=timedelta(seconds=0))
    much = CheckOperator(task_id="much", value=10)
    good >> CheckOperator(task_id="after_good", value=2)
    none >> CheckOperator(task_id="after_none", value=2)
    bad >> CheckOperator(task_id="after_bad", value=2)
    much >> CheckOperator(task_id="after_much", value=2)
