"""Documents made from a Snapshot with Jinja2."""
