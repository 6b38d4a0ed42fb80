# What tasks say about the assets that they update, and read about those that they use.
from airflow.sdk import DAG, Asset, AssetAlias, Metadata, asset, task

USERS = Asset("s3://lake/users")
ORDERS = Asset(name="orders", uri="s3://lake/orders")
DAILY = AssetAlias("daily")


@asset(uri="s3://lake/report", schedule=[DAILY])
def report(self, context, users_by_day):
    """Counts the users."""
    context["outlet_events"][self].extra = {"rows": 3, "of": self.uri}
    print(len(context["inlet_events"][users_by_day]))


@asset(uri="s3://lake/users_by_day", schedule=Asset.ref(name="orders"))
def users_by_day(outlet_events):
    outlet_events[Asset(name="users_by_day", uri="s3://lake/users_by_day")].extra["rows"] = 1


with DAG("produce", schedule=None):

    @task(outlets=[USERS, DAILY])
    def by_yield(days):
        # One file a day.
        for day in days:
            yield Metadata(Asset(f"s3://lake/users/{day}"), {"day": day}, alias=DAILY)
        yield Metadata(USERS, extra={"days": len(days)})
        return len(days)

    @task(outlets=[ORDERS, AssetAlias("daily")])
    def by_context(*, outlet_events=None, ds=None):
        outlet_events[ORDERS].extra = {"ds": ds}
        outlet_events.for_asset_alias(name="daily").add(ORDERS, extra={"ds": ds})

    @task(inlets=[USERS, DAILY, Asset.ref(name="orders")])
    def read(*, inlet_events, **context):
        for event in inlet_events[USERS][-2:]:
            print(event.extra["days"])
        last = context["inlet_events"].for_asset(name="orders")[-1]
        return [last.extra, [event.uri for event in inlet_events[DAILY]], len(inlet_events[0])]

    [by_yield([1, 2]), by_context()] >> read()
