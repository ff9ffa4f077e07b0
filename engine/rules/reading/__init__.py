"""Reading answers: raw mail -> parsed mail -> verdict."""
