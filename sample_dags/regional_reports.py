"""Dynamic mapping: one report per region found at run time, reduced to a summary."""

from datetime import datetime

from airflow.sdk import DAG, task
from helpers.warehouse import read_source

with DAG("regional_reports", schedule="@daily", start_date=datetime(2024, 1, 1), catchup=False):

    @task
    def find_countries():
        """Countries with at least one customer."""
        return sorted({customer["country"] for customer in read_source("customers")})

    @task
    def currency():
        return "EUR"

    @task(map_index_template="{{ task.op_kwargs['country'] }}")
    def report(country, unit):
        names = [c["name"] for c in read_source("customers") if c["country"] == country]
        return {"country": country, "customers": len(names), "unit": unit}

    @task
    def grade(country, threshold):
        return f"{country}>{threshold}"

    @task
    def summarize(reports):
        return {one["country"]: one["customers"] for one in reports}

    countries = find_countries()
    reports = report.partial(unit=currency()).expand(country=countries)
    grade.expand(country=countries, threshold=[1, 10])
    summarize(reports)
