"""The body of a flow: which statements, in which order, waiting for what."""
