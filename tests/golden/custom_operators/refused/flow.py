from prefect import flow, task


# AP207: A custom operator class cannot be translated: ReadsTheDag reads self.dag, which only
#   Airflow sets
@task
def reads_the_dag():
    # ReadsTheDag()
    raise NotImplementedError(
        "AP207 A custom operator class cannot be translated: ReadsTheDag reads self.dag, which only Airflow sets"
    )


# AP207: A custom operator class cannot be translated: OfAProvider: its base
#   airflow.providers.postgres.operators.postgres.PostgresOperator is not translated
@task
def of_a_provider():
    # OfAProvider(
    #     table="users",
    # )
    raise NotImplementedError(
        "AP207 A custom operator class cannot be translated: OfAProvider: its base airflow.providers.postgres.operators.postgres.PostgresOperator is not translated"
    )


# AP207: A custom operator class cannot be translated: WithoutExecute has no execute
@task
def without_execute():
    # WithoutExecute()
    raise NotImplementedError(
        "AP207 A custom operator class cannot be translated: WithoutExecute has no execute"
    )


@flow(name="refused")
def refused():
    reads_the_dag_run = reads_the_dag.submit()
    of_a_provider_run = of_a_provider.submit()
    without_execute_run = without_execute.submit()
    return [reads_the_dag_run, of_a_provider_run, without_execute_run]
