from airflow.sdk import DAG, task

with DAG("commands", schedule=None):

    @task.bash(env={"LANG": "C"}, append_env=True)
    def count(folder: str) -> str:
        """Number of files."""
        if not folder:
            return "exit 99"
        return f"ls {folder} | wc -l"

    @task.bash
    def templated():
        return "echo {{ ds }}"

    @task
    def show(number):
        print(number)

    show(count("/data")) >> templated()
