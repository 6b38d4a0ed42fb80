from prefect import flow, task


# AP306: A Connection has no translation yet: conn.db
@task
def connection():
    # BashOperator(task_id="connection", bash_command="psql {{ conn.db.host }}")
    raise NotImplementedError("AP306 A Connection has no translation yet: conn.db")


# AP304: A template has no translation: the filter wordwrap
@task(name="filter")
def filter_task():
    # BashOperator(task_id="filter", bash_command="echo {{ ds | wordwrap(3) }}")
    raise NotImplementedError("AP304 A template has no translation: the filter wordwrap")


# AP304: A template has no translation: no_such_name
@task
def unknown():
    # BashOperator(task_id="unknown", bash_command="echo {{ no_such_name }}")
    raise NotImplementedError("AP304 A template has no translation: no_such_name")


# AP301: An xcom_pull cannot be traced to its task: xcom_pull with an argument that is only known
#   at run time
@task
def pull():
    # BashOperator(task_id="pull", bash_command="echo {{ ti.xcom_pull(task_ids=params.which) }}")
    raise NotImplementedError(
        "AP301 An xcom_pull cannot be traced to its task: xcom_pull with an argument that is only known at run time"
    )


@flow(name="refused", log_prints=True)
def refused():
    connection_run = connection.submit()
    filtered = filter_task.submit()
    unknown_run = unknown.submit()
    pulled = pull.submit()
    return [connection_run, filtered, unknown_run, pulled]
