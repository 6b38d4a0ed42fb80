"""XComArg.map and zip are small tasks of their own."""

from prefect import flow, task


def upper(name):
    return name.upper()


@task
def upper_each(values):
    return [upper(value) for value in values]


@task
def zip_lists(*lists):
    return list(zip(*lists))


@task
def names():
    return ["a", "b"]


@task
def sizes():
    return [1, 2]


@task
def load(row):
    print(row)


@flow(name="transforms", log_prints=True)
def transforms():
    names_run = names.submit()
    sizes_run = sizes.submit()
    upper_values = upper_each.submit(names_run)
    zipped = zip_lists.submit(upper_values, sizes_run)
    zipped.wait()
    loaded = load.map(zipped) if zipped.state.is_completed() else []
    return [zipped, *loaded]
