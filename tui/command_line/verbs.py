"""The verbs of the command line, each by its words in both languages; the first is that of the shell."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from ...schema.dataclass import dataclass
from ...schema.folding import fold_word
from ...schema.sentences import Sentence, sentence


class Takes(Enum):
    """What follows a verb."""

    NOTHING = auto()
    """Nothing: it performs an action."""
    LIST = auto()
    """A record type and a query."""
    QUERY = auto()
    """A query over the list on the screen."""
    ORDER = auto()
    """Fields to order the list on the screen by."""
    RECORD = auto()
    """What a record is called."""
    TEXT = auto()
    """Anything: it is searched for."""
    NEW = auto()
    """A record type, a title and fields."""
    FIELDS = auto()
    """Fields of the selected record."""
    STATE = auto()
    """A state of the selected record, and fields."""
    LOG = auto()
    """A log line."""
    TASK = auto()
    """What is to be done, and fields."""
    NAME = auto()
    """Another name for the selected record's file."""
    THEME = auto()
    """A theme."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb."""

    words: tuple[str, ...]
    """What it is called."""
    takes: Takes
    """What follows it."""
    says: Sentence
    """What it does."""
    shape: Sentence | None = None
    """How what follows is written."""
    action: str = ""
    """The action it performs, alone or without what it takes."""


_FIELDS = sentence("field=value …")

VERBS: tuple[Verb, ...] = (
    Verb(("list", "listar", "ls"), Takes.LIST, sentence("List records"), sentence("TYPE query"), "lists"),
    Verb(("go", "ir", "show", "ver", "open", "abrir"), Takes.RECORD, sentence("Open a record"), sentence("NAME"), "open"),
    Verb(("find", "buscar", "search"), Takes.TEXT, sentence("Search everything"), sentence("TEXT"), "search"),
    Verb(("filter", "filtrar"), Takes.QUERY, sentence("Filter this list"), sentence("query"), "filter"),
    Verb(("sort", "ordenar", "order"), Takes.ORDER, sentence("Order this list"), sentence("FIELD or FIELD-"), "order"),
    Verb(("new", "crear", "nuevo", "nueva"), Takes.NEW, sentence("New record"), sentence("TYPE title field=value …"), "new"),
    Verb(("set", "poner", "cambiar"), Takes.FIELDS, sentence("Change fields of this record"), _FIELDS, "edit"),
    Verb(("move", "mover", "mv"), Takes.STATE, sentence("Move this record"), sentence("STATE field=value …"), "move"),
    Verb(("done", "hecho", "hecha"), Takes.NOTHING, sentence("Mark as done"), action="done"),
    Verb(("log", "apuntar", "registrar"), Takes.LOG, sentence("Log an interaction"), sentence("call NAME: text > next @day"), "log"),
    Verb(("task", "tarea"), Takes.TASK, sentence("New task"), sentence("TEXT due=friday"), "task"),
    Verb(("rename", "renombrar"), Takes.NAME, sentence("Rename the record's file"), sentence("NAME"), "rename"),
    Verb(("edit", "editar"), Takes.NOTHING, sentence("Edit in a form"), action="edit"),
    Verb(("rm", "borrar", "delete"), Takes.NOTHING, sentence("Delete the record"), action="remove"),
    Verb(("history", "historial"), Takes.NOTHING, sentence("History of the record"), action="history"),
    Verb(("today", "hoy"), Takes.NOTHING, sentence("Today"), action="today"),
    Verb(("check", "problemas"), Takes.NOTHING, sentence("Problems"), action="problems"),
    Verb(("undo", "deshacer", "u"), Takes.NOTHING, sentence("Undo the last save"), action="undo"),
    Verb(("redo", "rehacer"), Takes.NOTHING, sentence("Redo what was undone"), action="redo"),
    Verb(("theme", "tema"), Takes.THEME, sentence("Colour theme"), sentence("NAME"), "theme"),
    Verb(("help", "ayuda", "keys", "teclas", "h"), Takes.NOTHING, sentence("Help"), action="help"),
    Verb(("quit", "salir", "q", "exit"), Takes.NOTHING, sentence("Leave Cartera"), action="quit"),
)  # fmt: skip
"""In the order they are offered."""

BY_WORD: Mapping[str, Verb] = {fold_word(word): verb for verb in VERBS for word in verb.words}
"""Every verb by each of its words."""


def word_in(verb: Verb, code: str) -> str:
    """Return the word of a verb in a language: Spanish stands second where the words differ."""
    return verb.words[1] if code == "es" and len(verb.words) > 1 else verb.words[0]
