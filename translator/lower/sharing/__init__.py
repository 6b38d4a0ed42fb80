"""What several tasks or flows have in common, written once."""
