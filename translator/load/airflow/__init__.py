"""Airflow's own objects as the evaluator knows them: DAGs, tasks, groups, edges."""
