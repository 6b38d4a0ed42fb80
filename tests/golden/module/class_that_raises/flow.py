# A class of the team's own raises Airflow's exception.

from prefect import flow, task


class Gauge:
    """Reads a metric."""

    def __init__(self, name, limit):
        self.name = name
        self.limit = limit

    def check(self, value):
        # A gauge at its limit is still fine.
        if value > self.limit:
            raise RuntimeError(f"{self.name} is at {value}")
        return value


@task
def watch(name):
    return Gauge(name, 90).check(len(name))


@flow(name="gauges")
def gauges():
    watched = watch.submit("disk")
    return [watched]
