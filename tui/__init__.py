"""The terminal: a Textual app over the record keeper."""
