"""What the branch returns is only known when it runs: the helper checks it."""

from prefect import flow

from trigger_rules import task
from upstream_roles import chosen


@task(branches=("load_api", "load_files", "publish"))
def choose(params):
    return f"load_{params['source']}"


@task
def load_api():
    print("api")


@task
def load_files():
    print("files")


@task(trigger_rule="none_failed_min_one_success")
def publish():
    print("publish")


@flow(name="computed", log_prints=True)
def computed(source: str = "api"):
    params = {"source": source}
    picked = choose.submit(params)
    loaded_api = load_api.submit(wait_for=[chosen(picked, "load_api")])
    loaded_files = load_files.submit(wait_for=[chosen(picked, "load_files")])
    published = publish.submit(wait_for=[loaded_api, loaded_files])
    return [published]
