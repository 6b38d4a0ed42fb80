from prefect import flow

from kept_values import keeping, value
from mapped_runs import task


class Thing:
    """Nothing XCom knows."""


@task(name="hidden")
def secret():
    return "hidden"


@task(name="pushing")
def progress():
    xcoms = {}
    with keeping(xcoms):
        xcoms["rows"] = 3
        raise ValueError("broken")


@task
def show(value):
    print(value)


@task
def by_number():
    found = {"1": "one", "2": "two"}
    return found


@task
def thing():
    Thing()
    raise TypeError("Airflow can't store a Thing as an XCom")


@task
def no_dict():
    raise TypeError("multiple_outputs needs a dict with strings for keys")


@task
def double(x):
    return x * 2


@task
def everything(values):
    raise TypeError("Airflow can't store the results of a mapped task as they are")


# AP315: An XCom is read that no task pushes: 'thing' pushes no 'x'
@task
def missing():
    # missing = PythonOperator(task_id="missing", python_callable=show, op_args=[thing()["x"]])
    raise NotImplementedError("AP315 An XCom is read that no task pushes: 'thing' pushes no 'x'")


@flow(name="stored_values", log_prints=True)
def stored_values():
    by_number_run = by_number.submit()
    shown = show.with_options(name="shown").submit(by_number_run)
    thing_run = thing.submit()
    missing_run = missing.submit(wait_for=[thing_run])
    hidden = secret.submit()
    nothing = show.with_options(name="nothing").submit(None, wait_for=[hidden])
    pushing = progress.submit()
    after = show.with_options(name="after", trigger_rule="all_done").submit(
        value(pushing, "rows"), wait_for=[pushing]
    )
    no_dict_run = no_dict.submit()
    double_run = double.map([1, 2])
    everything_run = everything.submit(double_run)
    return [shown, missing_run, nothing, after, no_dict_run, everything_run]
