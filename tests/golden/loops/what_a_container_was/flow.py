from prefect import flow, task


@task
def show(*values):
    print(values)


@flow(name="what_a_container_was", log_prints=True)
def what_a_container_was():
    show_run = show.submit(["orders"], ["orders", "items"])
    loaded_orders = show.with_options(name="load_orders").submit(7, 0)
    loaded_items = show.with_options(name="load_items").submit(7, 0)
    return [show_run, loaded_orders, loaded_items]
