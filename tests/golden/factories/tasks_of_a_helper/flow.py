from prefect import flow, task

from run_bash import run_bash


@task
def run(table, mode):
    print(table, mode)


@task
def check(table, limit):
    return run_bash(f"""
        count {table}
        test $? -gt {limit}
        """)


@flow(name="shop", log_prints=True)
def shop():
    loaded_orders = run.with_options(name="load_orders").submit("orders", "full")
    orders_there_run = check.with_options(name="orders_there").submit(
        "orders", 10, wait_for=[loaded_orders]
    )
    loaded_stock = run.with_options(name="load_stock").submit("stock", "delta")
    stock_there_run = check.with_options(name="stock_there").submit(
        "stock", 0, wait_for=[loaded_stock]
    )
    return [orders_there_run, stock_there_run]


@flow(name="finance", log_prints=True)
def finance():
    loaded_invoices = run.with_options(name="load_invoices").submit("invoices", "full")
    loaded_payments = run.with_options(name="load_payments").submit("payments", "full")
    checked = check.with_options(name="all").submit(
        "invoices", 1, wait_for=[loaded_invoices, loaded_payments]
    )
    return [checked]
