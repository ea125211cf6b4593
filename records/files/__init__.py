"""A record's text: found, read strictly, spliced, written so that nothing saved is ever lost."""
