"""Each iteration waits for the one before."""

from prefect import flow, task


@task
def vacuum(table):
    print(table)


# AP202: The callable cannot be found in the source tree: print
@task(name="open")
def open_task():
    # previous = PythonOperator(task_id="open", python_callable=print)
    raise NotImplementedError("AP202 The callable cannot be found in the source tree: print")


@flow(name="one_after_the_other", log_prints=True)
def one_after_the_other():
    opened = open_task.submit()
    previous = [opened]
    for table in ["users", "orders", "items"]:
        vacuumed = vacuum.with_options(name=f"vacuum_{table}").submit(table, wait_for=previous)
        previous = [vacuumed]
    return [vacuumed]
