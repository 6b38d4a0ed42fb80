from prefect import flow, task

TABLES = ["orders", "customers"]


@task
def count():
    xcoms = {}
    for number, table in enumerate(TABLES):
        xcoms[f"rows_{table}"] = number
    return xcoms


@task
def total(count_xcoms):
    return sum(count_xcoms.get(f"rows_{table}") for table in TABLES)


@task
def which():
    return "customers"


@task
def orders():
    return 1


@task
def customers():
    return 2


@task
def chosen(name, results):
    return results[name]


@flow(name="computed")
def computed():
    counted = count.submit()
    total_run = total.submit(counted)
    orders_run = orders.submit()
    customers_run = customers.submit()
    which_run = which.submit()
    chosen_run = chosen.submit(
        which_run, {"orders": orders_run, "customers": customers_run, "which": which_run}
    )
    return [total_run, chosen_run]
