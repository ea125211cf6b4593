"""Rows computed from a Snapshot: pure functions, no screen."""
