"""The first run: what is offered where there is no book yet."""
