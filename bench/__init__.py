"""Benchmarks: one per operation a user waits for, each beside its floor."""
