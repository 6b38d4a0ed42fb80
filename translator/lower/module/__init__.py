"""The emitted module: what stays of the user's own code, and where."""
