"""From values back to source: code that the emitted module can hold."""
