from prefect import flow, task

from untranslated import Untranslated

path_of = Untranslated("AP204 path_of belongs to the building of the DAG")


# AP206: An argument could not be followed to its value: bump from the function around
#   sets_a_variable
@task
def sets_a_variable():
    raise NotImplementedError(
        "AP206 An argument could not be followed to its value: bump from the function around sets_a_variable"
    )
    # return bump(1)


# AP206: An argument could not be followed to its value: factorial from the function around
#   calls_itself
@task
def calls_itself():
    raise NotImplementedError(
        "AP206 An argument could not be followed to its value: factorial from the function around calls_itself"
    )
    # return factorial(3)


# AP206: An argument could not be followed to its value: path_of from the function around hidden
@task
def hidden():
    raise NotImplementedError(
        "AP206 An argument could not be followed to its value: path_of from the function around hidden"
    )
    # return [path_of for path_of in "ab"], path_of("orders")


# AP206: An argument could not be followed to its value: path_of from the function around
#   as_default
@task
def as_default(make=path_of):
    raise NotImplementedError(
        "AP206 An argument could not be followed to its value: path_of from the function around as_default"
    )
    # return make("orders")


# AP206: An argument could not be followed to its value: path_of from the function around
#   with_attribute
@task
def with_attribute():
    raise NotImplementedError(
        "AP206 An argument could not be followed to its value: path_of from the function around with_attribute"
    )
    # path_of.used = True
    # return path_of("orders")


@flow(name="helpers_that_stay")
def helpers_that_stay():
    sets_a_variable_run = sets_a_variable.submit()
    calls_itself_run = calls_itself.submit()
    hidden_run = hidden.submit()
    as_default_run = as_default.submit()
    with_attribute_run = with_attribute.submit()
    return [sets_a_variable_run, calls_itself_run, hidden_run, as_default_run, with_attribute_run]
