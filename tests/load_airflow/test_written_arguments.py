"""The code of arguments that helper functions pass on."""

from tests.load_airflow.reading import inside, read_dag

HELPER = """
def load(table, **options):
    options["task_id"] = options.get("task_id", table)
    options["queue"] = options.get("queue", options["task_id"].replace("_", "-"))
    options["pool"] = options.get("pool", options["queue"] + options["task_id"])
    options["owner"] = options.get("owner", options["pool"] + options["queue"])
    options["doc"] = options.get("doc", options["owner"] + options["pool"])
    return BashOperator(bash_command="load " + table, **options)


"""


def test_a_dict_that_is_read_to_change_itself_is_written_in_a_few_steps():
    body = 'load("daily_rows")\nload("rows", retries=2, pool="small")'
    dag = read_dag(HELPER + inside(body), steps=5_000)
    assert [task.task_id for task in dag.tasks] == ["daily_rows", "rows"]
    assert dag.tasks[0].args["queue"].value == "daily-rows"
    assert dag.tasks[1].args["pool"].code == '"small"'
