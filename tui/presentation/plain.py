"""Values made into text for widgets.

Textual parses a bare ``str`` as markup; a ``Content`` made here is never parsed, and nothing in it is for the terminal
to obey (``schema/clean.py``).
"""

from __future__ import annotations

from textual.content import Content

from ...schema.clean import clean, clean_lines
from ...schema.errors import CarteraError
from ...schema.language import Language
from ...schema.sentences import Sentence


def plain(value: object, style: str = "") -> Content:
    """Return ``value`` as text for a widget: never markup, nothing for the terminal to obey.

    ``style`` is ours, never from a record: a Textual style such as ``bold`` or ``$text-muted``.
    """
    text = "\n".join(clean_lines(str(value)))
    return Content.styled(text, style) if style else Content(text)


def mistake_text(mistake: CarteraError, language: Language) -> str:
    """Return why something cannot be done and what to do next, as one clean line."""
    return sentence_text(mistake.sentence, mistake.hint, language)


def sentence_text(says: Sentence, hint: Sentence | None, language: Language) -> str:
    """Return a sentence and what to do next as one clean line."""
    parts = [says, hint] if hint else [says]
    return clean(" ".join(each.text(language) for each in parts))
