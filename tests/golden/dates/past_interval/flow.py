"""Airflow 2: the data interval of the last successful run, by month."""

from datetime import datetime, timedelta

import pendulum
from croniter import croniter
from prefect import flow, task
from prefect.runtime import flow_run

from previous_runs import last_success


@task
def load(prev_data_interval_start_success, prev_execution_date_success):
    return [str(prev_data_interval_start_success), str(prev_execution_date_success)]


@flow(name="past_interval")
def past_interval(logical_date: datetime | None = None):
    logical_date = pendulum.instance(
        logical_date or croniter("0 0 1 * *", flow_run.scheduled_start_time).get_prev(datetime)
    )
    previous_success = last_success(
        logical_date, lambda moment: croniter("0 0 1 * *", moment).get_prev(datetime)
    )
    prev_execution_date_success = previous_success and previous_success.date
    prev_data_interval_end_success = previous_success and pendulum.instance(
        croniter("0 0 1 * *", previous_success.moment + timedelta(seconds=1)).get_prev(datetime)
    )
    prev_data_interval_start_success = prev_data_interval_end_success and pendulum.instance(
        croniter("0 0 1 * *", prev_data_interval_end_success).get_prev(datetime)
    )
    loaded = load.submit(prev_data_interval_start_success, prev_execution_date_success)
    return [loaded]
