# Events of assets that are none of the task's, or that are asked for something else.

from prefect import flow, task

from asset_events import updates


# AP204: The code uses Airflow itself: the asset 'self' in report
@task(on_completion=[updates("asset://report")])
def report():
    # print(self)
    raise NotImplementedError("AP204 The code uses Airflow itself: the asset 'self' in report")


# AP307: A context variable has no translation: inlet_events[...].after
# AP307: A context variable has no translation: inlet_events[USERS]
# AP307: A context variable has no translation: outlet_events[...].add_partitions
# AP307: A context variable has no translation: outlet_events[ORDERS]
# AP308: The context is passed on as a whole: outlet_events in print(outlet_events)
@task(on_completion=[updates("s3://lake/users")])
def say(kind):
    raise NotImplementedError("AP307 A context variable has no translation: outlet_events[ORDERS]")
    # outlet_events[ORDERS].extra = {"rows": 3}
    # outlet_events[USERS].add_partitions("2024")
    # print(inlet_events[USERS])
    # print(inlet_events[ORDERS].after("2024-01-01"))
    # print(outlet_events)


# AP204: The code uses Airflow itself: Metadata(ORDERS, {"rows": 3})
@task(on_completion=[updates("s3://lake/users")])
def say_more():
    # yield Metadata(ORDERS, {"rows": 3})
    raise NotImplementedError("AP204 The code uses Airflow itself: Metadata(ORDERS, {'rows': 3})")


@flow(name="report", log_prints=True)
def report_flow():
    reported = report.submit()
    return [reported]


@flow(name="other_assets", log_prints=True)
def other_assets():
    say_run = say.submit("a")
    say_more_run = say_more.submit(wait_for=[say_run])
    return [say_more_run]
