"""DAG files drawn by hypothesis: all constructs that build a graph, in any combination.

A program is a main file, modules and data files beside it. It is valid Python that Airflow loads
(but for an occasional circle), and everything in it is known without running it.
"""

from tests.reality.programs.program import Program, programs

__all__ = ["Program", "programs"]
