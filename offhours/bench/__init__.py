"""What the program's throughput is measured with: docs/benchmarks.md says how, and what came out."""
