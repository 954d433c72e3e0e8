"""The terminal program on top of laborcase."""
