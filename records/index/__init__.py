"""From a folder of files to a Snapshot, quickly and again."""
