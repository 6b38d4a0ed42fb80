from prefect import flow, task

from run_bash import run_bash


@task(retries=2, retry_delay_seconds=300)
def copy(table, mode):
    print(f"copying {table} ({mode})")


@task(retries=2, retry_delay_seconds=300)
def prepare():
    return run_bash("mkdir -p /data/crm")


@task(retries=1, retry_delay_seconds=300)
def prepare_task():
    return run_bash("mkdir -p /data/erp")


@flow(name="copy_crm", log_prints=True)
def copy_crm():
    prepared = prepare.submit()
    copied = []
    for table in ["accounts", "contacts"]:
        copied.append(
            copy.with_options(name=f"copy_crm_{table}").submit(
                f"crm.{table}", "full", wait_for=[prepared]
            )
        )
    return copied


@flow(name="copy_erp", log_prints=True)
def copy_erp():
    prepared = prepare_task.with_options(name="prepare").submit()
    copied = []
    for table in ["orders"]:
        copied.append(
            copy.with_options(name=f"copy_erp_{table}", retries=1).submit(
                f"erp.{table}", "delta", wait_for=[prepared]
            )
        )
    return copied
