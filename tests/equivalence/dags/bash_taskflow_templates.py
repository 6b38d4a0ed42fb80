# @task.bash: templates in a returned text and in the decorator's arguments; days of the week.
# logical_date: 2024-03-09T06:30:00+00:00
from datetime import datetime

from airflow.providers.standard.utils.weekday import WeekDay
from airflow.sdk import DAG, task

with DAG("bash_taskflow_templates", schedule=None, start_date=datetime(2024, 1, 1)):

    @task.bash
    def key():
        return 'echo "key={{ task_instance_key_str }} {{ ds }}"'

    @task.bash(env={"DAY": "{{ logical_date.strftime('%Y/%m/%d') }}"}, append_env=True)
    def folder(name, ds=None):
        if name == "plain":
            return "echo {{ ds_nodash }}"
        return f"echo $DAY/{name}/{ds}"

    @task
    def weekend(logical_date=None):
        day = logical_date.isoweekday()
        return [day in (WeekDay.SATURDAY, WeekDay.SUNDAY), WeekDay.MONDAY == 1, WeekDay.FRIDAY + 1]

    key()
    folder("a")
    folder("plain")
    weekend()
