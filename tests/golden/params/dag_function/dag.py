from airflow.sdk import dag, task


@task
def export(table, limit):
    print(table, limit)


@dag(schedule=None)
def export_table(table: str = "users", limit=10):
    export(table, limit)


export_table()
