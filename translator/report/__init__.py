"""From what a run did to what people and machines read: terminal, JSON, SARIF, graphs."""
