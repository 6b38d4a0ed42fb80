from typing import Any

from prefect import flow, task


@task
def use(params):
    return [params["x"], params["y"]]


@flow(name="of_a_task")
def of_a_task(x: str = "dag", y: str = "dag", conf: dict[str, Any] | None = None):
    conf = conf or {}
    params = {"x": x, "y": y, **conf}
    own_run = use.with_options(name="own").submit(params | {"x": "task"} | conf)
    typed_run = use.with_options(name="typed").submit(params | {"x": "t"} | conf)
    shared_run = use.with_options(name="shared").submit(params)
    return [own_run, typed_run, shared_run]
