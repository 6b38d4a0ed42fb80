"""What the shop does with its orders."""


def load_orders(source, ds, limit=10):
    """Load the orders of one source."""
    return [f"{source}-{ds}-{number}" for number in range(limit)]


def clean(ti):
    return [order.strip() for order in ti.xcom_pull(task_ids="load")]
