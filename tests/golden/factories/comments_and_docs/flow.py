"""Each DAG has a text of its own, and a comment."""

from prefect import Flow, flow, task

from run_bash import run_bash


# Nothing is kept of what was there.
@task
def crawl(limit, name):
    return run_bash(f"crawl {name} {limit}")


# The limit is that of the service.
def make_flow(name: str, default_limit: int) -> Flow:
    @flow(
        name=f"crawl-{name}",
        log_prints=True,
        description=f"Crawl {name}, at most {default_limit} pages.",
    )
    def crawl_flow(limit: int = default_limit, depth: int = 2):
        crawled = crawl.submit(limit, name)
        return [crawled]

    return crawl_flow


# The news change all the time.
crawl_news = make_flow("news", 1000)
# The blog is small.
crawl_blog = make_flow("blog", 50)
