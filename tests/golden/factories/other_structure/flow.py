# An Airflow DAG for each of two teams.

from prefect import flow, task

from run_bash import run_bash


@task
def load(table, team):
    return run_bash(f"load {team} {table}")


@task
def check():
    return run_bash("check people")


@task
def end(team):
    return run_bash(f"echo end of {team}")


@flow(name="team_sales", log_prints=True)
def team_sales():
    loaded = []
    for table in ["orders", "offers"]:
        loaded.append(load.with_options(name=f"load_{table}").submit(table, "sales"))
    ended = end.submit("sales")
    return [*loaded, ended]


@flow(name="team_people", log_prints=True)
def team_people():
    checked = []
    for table in ["staff"]:
        loaded = load.with_options(name=f"load_{table}").submit(table, "people")
        checked.append(check.with_options(name=f"check_{table}").submit(wait_for=[loaded]))
    ended = end.submit("people")
    return [*checked, ended]
