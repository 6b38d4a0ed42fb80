from prefect import flow, task


@task
def export(table, limit):
    print(table, limit)


@flow(name="export_table", log_prints=True)
def export_table(table: str = "users", limit: int = 10):
    exported = export.submit(table, limit)
    return [exported]
