"""The save protocol: lock, journal, file, commit."""
