from prefect import flow

from trigger_rules import task, value


class Thing:
    """Nothing XCom knows."""


@task(name="hidden")
def secret():
    return "hidden"


@task(name="pushing")
def progress():
    raise ValueError("broken")


@task
def show(value):
    print(value)


@task
def by_number():
    found = {1: "one", 2: "two"}
    return found


@task
def thing():
    return Thing()


@task
def no_dict():
    return [1, 2]


@task
def double(x):
    return x * 2


@task
def everything(values):
    return values


@flow(name="stored_values", log_prints=True)
def stored_values():
    by_number_run = by_number.submit()
    shown = show.with_options(name="shown").submit(by_number_run)
    thing_run = thing.submit()
    missing = show.with_options(name="missing").submit(value(thing_run, "x"), wait_for=[thing_run])
    hidden = secret.submit()
    nothing = show.with_options(name="nothing").submit(None, wait_for=[hidden])
    pushing = progress.submit()
    after = show.with_options(name="after", trigger_rule="all_done").submit(
        value(pushing, "rows"), wait_for=[pushing]
    )
    no_dict_run = no_dict.submit()
    double_run = double.map([1, 2])
    everything_run = everything.submit(double_run)
    return [shown, missing, nothing, after, no_dict_run, everything_run]
