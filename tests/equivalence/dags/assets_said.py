# Shows: what tasks say about assets (metadata that is yielded, extra, aliases) changes no result.
from datetime import datetime

from airflow.exceptions import AirflowSkipException
from airflow.sdk import DAG, Asset, AssetAlias, Metadata, task

USERS = Asset("s3://said/users")
ORDERS = Asset(name="said orders", uri="s3://said/orders")
DAILY = AssetAlias("said daily")

with DAG("assets_said", schedule=None, start_date=datetime(2024, 1, 1)):

    @task(outlets=[USERS, DAILY])
    def by_yield(days):
        for day in days:
            yield Metadata(Asset(f"s3://said/users/{day}"), {"day": day}, alias=DAILY)
        yield Metadata(USERS, extra={"days": len(days)})
        return len(days)

    @task(outlets=[ORDERS])
    def by_context(count, *, outlet_events=None, ds=None):
        outlet_events[ORDERS].extra = {"ds": ds}
        outlet_events[ORDERS].extra["count"] = count
        return outlet_events[ORDERS].extra

    @task(outlets=[ORDERS])
    def skipped(**context):
        context["outlet_events"][ORDERS].extra = {"never": "sent"}
        raise AirflowSkipException

    @task(outlets=[DAILY])
    def under(*, outlet_events):
        outlet_events[DAILY].add(ORDERS)
        outlet_events[DAILY].add(Asset("s3://said/more"), extra={"more": True})

    by_context(by_yield(["a", "b"])) >> skipped()
    under()
