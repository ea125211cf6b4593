"""Today: what is due, overdue or coming, whatever record makes it due, ranked by one transparent score.

``sources`` and ``with_clients`` find it, ``score`` weighs it, ``listing`` ranks it. Imported by its modules: a screen
that only asks for ``day_field`` loads nothing of the rest.
"""
