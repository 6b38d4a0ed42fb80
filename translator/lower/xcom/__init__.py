"""XComs: what a task pushes, what another one pulls, and what the flow passes for it."""
