"""Variables become Prefect's; hooks and Connections stay red, with the original beside them."""

import logging

from prefect import flow, task
from prefect.variables import Variable

logger = logging.getLogger(__name__)


@task
def read_settings():
    settings = Variable.get("shop_settings", default={})
    if not settings:
        raise RuntimeError("no settings")
    logger.info("%d settings", len(settings))
    Variable.set("last_count", len(settings), overwrite=True)


# AP306: A Connection has no translation yet: count_rows uses PostgresHook
@task
def count_rows(table):
    """Count the rows of a table."""
    raise NotImplementedError(
        "AP306 A Connection has no translation yet: count_rows uses PostgresHook"
    )
    # hook = PostgresHook(postgres_conn_id="warehouse")
    #
    # # one row, one column
    # return hook.get_first(f"select count(*) from {table}")[0]


# AP306: A Connection has no translation yet: ask uses get_connection
@task
def ask():
    raise NotImplementedError("AP306 A Connection has no translation yet: ask uses get_connection")
    # password = BaseHook.get_connection("api").password
    # print(len(password))


@flow(name="settings", log_prints=True)
def settings():
    read_settings_run = read_settings.submit()
    counted = count_rows.submit(table="orders", wait_for=[read_settings_run])
    ask_run = ask.submit(wait_for=[counted])
    return [ask_run]
