"""Time and bells in."""
