"""@task.bash: templates in what the function returns, and in the arguments of the decorator."""

from datetime import datetime

from airflow.sdk import dag, task


@dag(schedule=None, start_date=datetime(2024, 1, 1))
def task_bash_templates():
    @task.bash
    def key() -> str:
        return 'echo "key={{ task_instance_key_str }} {{ ds }}"'

    @task.bash(env={"DAY": "{{ logical_date.strftime('%Y/%m/%d') }}"}, append_env=True)
    def folder(name: str, ds=None) -> str:
        if name == "plain":
            return "echo {{ ds }}"
        return f"echo $DAY/{name}/{ds}"

    @task.bash
    def put_together(name: str) -> str:
        return "echo {{ ds }} " + name

    key() >> folder("a") >> put_together("b")


task_bash_templates()
