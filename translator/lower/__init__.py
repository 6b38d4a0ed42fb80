"""From what Airflow means to what Prefect will say: `ir.DagFile` → `plan.Module` (`file.py`)."""
