"""Python, evaluated without being executed: values, expressions, statements, libraries."""
