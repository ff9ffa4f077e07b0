"""The ledger: PostgreSQL, and nothing else."""
