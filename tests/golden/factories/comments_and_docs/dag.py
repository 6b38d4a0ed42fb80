"""Each DAG has a text of its own, and a comment."""

from datetime import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Param


def make(name, limit):
    # The limit is that of the service.
    with DAG(
        f"crawl-{name}",
        schedule=None,
        start_date=datetime(2024, 1, 1),
        doc_md=f"Crawl {name}, at most {limit} pages.",
        params={"limit": Param(limit, type="integer"), "depth": 2},
    ) as dag:
        # Nothing is kept of what was there.
        BashOperator(task_id="crawl", bash_command=f"crawl {name} {{{{ params.limit }}}}")
    return dag


# The news change all the time.
news = make("news", 1000)
# The blog is small.
blog = make("blog", 50)
