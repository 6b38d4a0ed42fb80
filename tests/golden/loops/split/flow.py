"""A task between two parts of one body splits the loop."""

from prefect import flow, task

REGIONS = {"eu": "Europe", "us": "America"}


@task
def stage(region, name):
    print(region, name)


@task
def swap():
    print("swap")


@task
def publish(region):
    print(region)


@flow(name="split", log_prints=True)
def split():
    staged = {}
    for region, name in REGIONS.items():
        staged[region] = stage.with_options(name=f"stage_{region}").submit(region, name)
    swapped = swap.submit(wait_for=[*staged.values()])
    published = []
    for region, name in REGIONS.items():
        published.append(
            publish.with_options(name=f"publish_{region}").submit(
                region, wait_for=[swapped, staged[region]]
            )
        )
    return published
