"""Benchmarks (§11): ours and its baselines side by side, on one server, in one run."""
