# An airflow DAG factory in a helper module: the DAGs have different tasks, so each stays its own.
from factories.loads import make_dag

few = make_dag("factory_helper_few", ["a"])
many = make_dag("factory_helper", ["a", "b"], check=True)
