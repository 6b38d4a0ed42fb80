"""Mappings over what the file says: one list, a product, a dict, keyword arguments."""

import itertools

from prefect import flow, task


@task
def load(name, size=1):
    return (name, size)


@task
def show(pair):
    print(pair)


@flow(name="literals", log_prints=True)
def literals():
    loaded = load.map(["a", "b"])
    product_run = [
        load.with_options(name="product").submit(name=name, size=size)
        for name, size in itertools.product(["a", "b"], [1, 2])
    ]
    show_run = show.map(list({"a": 1, "b": 2}.items()))
    kwargs_run = [
        load.with_options(name="kwargs").submit(**kwargs)
        for kwargs in [{"name": "a"}, {"name": "b", "size": 5}]
    ]
    return [*loaded, *product_run, *show_run, *kwargs_run]
