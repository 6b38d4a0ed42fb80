# Events of assets that are none of the task's, or that are asked for something else.
from airflow.sdk import DAG, Asset, Metadata, asset, task

USERS = Asset("s3://lake/users")
ORDERS = Asset("s3://lake/orders")


@asset(schedule=None)
def report(self, unknown_asset):
    print(self)


with DAG("other_assets", schedule=None):

    @task(outlets=[USERS], inlets=[ORDERS])
    def say(kind, *, outlet_events=None, inlet_events=None):
        outlet_events[ORDERS].extra = {"rows": 3}
        outlet_events[USERS].add_partitions("2024")
        print(inlet_events[USERS])
        print(inlet_events[ORDERS].after("2024-01-01"))
        print(outlet_events)

    @task(outlets=[USERS])
    def say_more():
        yield Metadata(ORDERS, {"rows": 3})

    say("a") >> say_more()
