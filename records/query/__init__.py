"""One query language for the filter line, the command line, saved views and rules."""
