"""HTTP in and out, the pages included."""
