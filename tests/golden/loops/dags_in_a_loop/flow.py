from prefect import Flow, flow, task

from run_bash import run_bash


@task(retry_delay_seconds=300)
def copy(table, mode):
    print(f"copying {table} ({mode})")


@task(retry_delay_seconds=300)
def prepare(name):
    return run_bash(f"mkdir -p /data/{name}")


def make_flow(name: str, mode: str, tables: list[str], retries: int) -> Flow:
    @flow(name=f"copy_{name}", log_prints=True)
    def copy_flow():
        prepared = prepare.with_options(retries=retries).submit(name)
        copied = []
        for table in tables:
            copied.append(
                copy.with_options(name=f"copy_{name}_{table}", retries=retries).submit(
                    f"{name}.{table}", mode, wait_for=[prepared]
                )
            )
        return copied

    return copy_flow


copy_crm = make_flow("crm", mode="full", tables=["accounts", "contacts"], retries=2)
copy_erp = make_flow("erp", mode="delta", tables=["orders"], retries=1)
