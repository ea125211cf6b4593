"""Finding by a few letters: actions, lists and records, ranked by how well they fit and how often they were opened."""
