from prefect import Flow, flow, task

from run_bash import run_bash


@task(retry_delay_seconds=300)
def read(source, table):
    return f"{source}/{table}"


@task(retry_delay_seconds=300)
def end(source):
    return run_bash(f"echo {source}/done")


def create_sync_flow(dag_id: str, source: str, retries: int, tables: list[str]) -> Flow:
    @flow(name=dag_id, log_prints=True)
    def sync_flow():
        read_run = []
        for table in tables:
            read_run.append(
                read.with_options(name=f"read_{table}", retries=retries).submit(source, table)
            )
        ended = end.with_options(retries=retries).submit(source, wait_for=read_run)
        return [*read_run, ended]

    return sync_flow


sync_orders = create_sync_flow(
    "sync_orders", source="s3://shop/orders", retries=2, tables=["orders"]
)
sync_people = create_sync_flow(
    "sync_people", source="s3://shop/people", retries=0, tables=["a", "b"]
)
