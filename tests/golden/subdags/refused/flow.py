# What looks at the skips inside of a sub-DAG, and a sub-DAG that nobody knows.

from prefect import flow, task


@task
def one():
    """Nothing to do: the end of the flow."""


# AP203: An operator argument has no translation:
#   propagate_skipped_state=SkippedStatePropagationOptions.ANY_LEAF
@task
def orders():
    # SubDagOperator(
    #     task_id="orders",
    #     subdag=inner,
    #     dag=dag,
    #     propagate_skipped_state=SkippedStatePropagationOptions.ANY_LEAF,
    # )
    raise NotImplementedError(
        "AP203 An operator argument has no translation: propagate_skipped_state=SkippedStatePropagationOptions.ANY_LEAF"
    )


# AP206: An argument could not be followed to its value: subdag=make_dag("shop.unknown")
@task
def unknown():
    # SubDagOperator(task_id="unknown", subdag=make_dag("shop.unknown"), dag=dag)
    raise NotImplementedError(
        'AP206 An argument could not be followed to its value: subdag=make_dag("shop.unknown")'
    )


@flow(name="shop")
def shop():
    orders_run = orders.submit()
    unknown_run = unknown.submit()
    return [orders_run, unknown_run]


@flow(name="shop.orders")
def shop_orders():
    one_run = one.submit()
    return [one_run]
