# A hook has no translation: the code is kept as a comment, with its XCom as a parameter and a result.

from datetime import datetime, timedelta

from prefect import flow, task
from prefect.runtime import flow_run

SCHEMA = "staging"


def cleaned(name):
    return name.strip().lower()


@task
def pick(result, key):
    """One of the values that a task returned under a name."""
    return result.get(key)


# AP306: A Connection has no translation yet: extract uses PostgresHook
@task
def extract(ds):
    """Extract the day's rows."""
    raise NotImplementedError(
        "AP306 A Connection has no translation yet: extract uses PostgresHook"
    )
    # import json
    # import logging
    # hook = PostgresHook(postgres_conn_id="shop")
    # rows = hook.get_records("select name from orders where day = %s", parameters=(ds,))
    # if not rows:
    #     logging.info("nothing new")
    # return {"names": json.dumps([cleaned(row[0]) for row in rows]), "return_value": len(rows)}


# AP306: A Connection has no translation yet: load uses PostgresHook
@task
def load(table, names, mode):
    raise NotImplementedError("AP306 A Connection has no translation yet: load uses PostgresHook")
    # # one transaction
    # with PostgresHook(postgres_conn_id="dwh").get_conn() as connection:
    #     connection.execute(f"insert into {SCHEMA}.{table} values (%s)", (mode, names))


@task
def report(extract):
    print(extract)


@flow(name="hook_inside", log_prints=True)
def hook_inside(logical_date: datetime | None = None):
    ds = (logical_date or flow_run.scheduled_start_time - timedelta(days=1)).strftime("%Y-%m-%d")
    extracted = extract.submit(ds)
    names = pick.submit(extracted, "names")
    loaded = load.submit("orders", names, mode="full")
    extract_result = pick.submit(extracted, "return_value")
    reported = report.submit(extract_result, wait_for=[loaded])
    return [loaded, reported]
