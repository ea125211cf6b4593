"""Records in from other programs' files, by recipe."""
