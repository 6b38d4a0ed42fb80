from prefect import flow, task


# Airflow reads this file as a template.
# AP310: A template file cannot be read: run.sh
@task
def run():
    # BashOperator(task_id="run", bash_command="run.sh")
    raise NotImplementedError("AP310 A template file cannot be read: run.sh")


@flow(name="scripts", log_prints=True)
def scripts():
    ran = run.submit()
    return [ran]
