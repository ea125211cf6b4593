"""Where in the program actions can be done, and the words for it."""

from __future__ import annotations

from enum import StrEnum

from ...schema.sentences import Sentence, sentence


class Place(StrEnum):
    """Where an action can be done. A screen stands in one place; ``ANYWHERE`` is in all of them but forms."""

    ANYWHERE = "anywhere"
    CLIENTS = "clients"
    CLIENT = "client"
    LIST = "list"
    RECORD = "record"
    PIPELINE = "pipeline"
    TODAY = "today"
    REVIEW = "review"
    SEARCH = "search"
    PROBLEMS = "problems"
    HISTORY = "history"
    FILE = "file"
    INBOX = "inbox"
    BROUGHT = "brought"
    NUMBERS = "numbers"
    NUMBER = "number"
    FORECAST = "forecast"
    FORM = "form"
    ITEMS = "items"
    TEXT = "text"


PLACE_TITLES: tuple[tuple[Place, Sentence], ...] = (
    (Place.ANYWHERE, sentence("Everywhere")),
    (Place.CLIENTS, sentence("Clients")),
    (Place.CLIENT, sentence("Client")),
    (Place.LIST, sentence("List")),
    (Place.RECORD, sentence("Record")),
    (Place.PIPELINE, sentence("Pipeline")),
    (Place.TODAY, sentence("Today")),
    (Place.REVIEW, sentence("Review of the day")),
    (Place.SEARCH, sentence("Search")),
    (Place.PROBLEMS, sentence("Problems")),
    (Place.HISTORY, sentence("History")),
    (Place.FILE, sentence("File")),
    (Place.INBOX, sentence("Conflicts")),
    (Place.BROUGHT, sentence("What came in")),
    (Place.NUMBERS, sentence("Numbers")),
    (Place.NUMBER, sentence("One number")),
    (Place.FORECAST, sentence("Forecast")),
    (Place.FORM, sentence("Form")),
    (Place.ITEMS, sentence("Items of a list")),
    (Place.TEXT, sentence("Text")),
)


DUE = frozenset({Place.TODAY, Place.REVIEW})
"""Where due things stand in rows."""
LISTS = frozenset({Place.CLIENTS, Place.CLIENT, Place.LIST, Place.PIPELINE, Place.SEARCH}) | DUE
"""Where records stand in rows."""
RECORDS = LISTS | {Place.RECORD}
"""Where one record is selected."""
PAGES = RECORDS | {Place.PROBLEMS, Place.HISTORY, Place.BROUGHT, Place.FILE, Place.NUMBER, Place.FORECAST}
"""Everything of the book that has a cursor."""
FORMS = frozenset({Place.FORM})
ITEMS = frozenset({Place.ITEMS})
STEPPED = PAGES | ITEMS | {Place.NUMBERS, Place.INBOX}
"""Where a cursor moves."""
CLOSED = frozenset({Place.FORM, Place.ITEMS, Place.TEXT})
"""Places in which one writes: only what says so can be done there."""
EVERYWHERE = frozenset({Place.ANYWHERE, Place.FORM})
"""Forms too."""
