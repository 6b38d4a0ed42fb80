from prefect import Flow, flow, task


@task
def table_of(number):
    return number


@task
def load(rows, table, list):
    print(rows, table, list)


def create_load_flow(table: str, number: int) -> Flow:
    @flow(name=f"{table}_load", log_prints=True)
    def load_flow():
        table_of_run = table_of.submit(number)
        loaded = load.submit(table_of_run, table, [number])
        return [loaded]

    return load_flow


orders_load = create_load_flow("orders", 1)
stock_load = create_load_flow("stock", 2)
