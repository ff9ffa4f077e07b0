"""One verb per file: load, ask a rule, save."""
