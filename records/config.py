"""What ``cartera.yaml`` says of a book: its name, money, languages and calendar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..schema.dataclass import dataclass, field
from ..schema.kinds import KINDS, BadValueError
from ..schema.problems import Problem, Severity
from ..schema.record import Record
from ..schema.sentences import sentence
from ..schema.tree import Tree
from .rates import Rates
from .tiering import TierFormula

CONFIG_FILE = "cartera.yaml"
"""The file that makes a folder a book."""


@dataclass(frozen=True)
class BookConfig:
    """The settings of a book; each has a default, so an empty file is a book."""

    name: str = "Cartera"
    """What the book is called."""
    currency: str = "EUR"
    """ISO 4217 code of amounts written without one, and of totals."""
    language: str = "es"
    """The language of the book's own texts, for a reader whose environment names none."""
    country: str = "ES"
    """ISO 3166-1 code new clients begin with."""
    tz: str = "Europe/Madrid"
    """IANA zone in which "today" is judged."""
    fiscal_year_start: int = 1
    """The month the fiscal year begins with."""
    settings: Mapping[str, Tree] | None = None
    """Everything else the file says: tiers, cadences, clocks."""
    rates: Rates = field(default_factory=Rates)
    """What other currencies are worth, from ``fx.csv``."""
    tiering: TierFormula | None = None
    """What makes the tier of a client, from ``tiers.yaml``; without it its potential does."""
    disputed: tuple[Record, ...] = ()
    """The settings files in which two people wrote one value differently."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of ``tz``."""
        return ZoneInfo(self.tz)


_KINDS = {"currency": "currency", "language": "choice", "country": "country", "tz": "text", "name": "text"}


def read_config(tree: Mapping[str, Tree]) -> tuple[BookConfig, list[Problem]]:
    """Return the settings of a ``cartera.yaml`` tree; a bad one keeps its default and becomes a Problem."""
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for name, kind in _KINDS.items():
        text = tree.get(name)
        if text is None or text == "":
            continue
        try:
            values[name] = _checked(name, kind, text)
        except BadValueError as mistake:
            problems.append(_bad(name, mistake))
    month, bad_month = _month(tree.get("fiscal_year_start"))
    if bad_month:
        problems.append(_bad("fiscal_year_start", bad_month))
    rest = {name: each for name, each in tree.items() if name not in _KINDS and name != "fiscal_year_start"}
    return BookConfig(
        **values, fiscal_year_start=month, settings=rest, rates=Rates(), tiering=None, disputed=()
    ), problems


def _checked(name: str, kind: str, text: Tree) -> str:
    """Return the text of a setting that is sound.

    Raises:
        BadValueError: it is not.

    """
    if not isinstance(text, str):
        raise BadValueError(sentence("It must be one value."))
    KINDS[kind].parse(text)
    if name == "language" and text not in {"es", "en"}:
        raise BadValueError(sentence("“{text}” is not one of es, en.", text=text))
    if name == "tz":
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise BadValueError(
                sentence("“{text}” is not a time zone.", text=text), sentence("Write it like Europe/Madrid.")
            ) from None
    return text


def _month(text: Tree) -> tuple[int, BadValueError | None]:
    if text is None or text == "":
        return 1, None
    if isinstance(text, str) and text.isdecimal() and 1 <= int(text) <= 12:
        return int(text), None
    return 1, BadValueError(sentence("The fiscal year begins with a month from 1 to 12."))


def _bad(field: str, mistake: BadValueError) -> Problem:
    return Problem(CONFIG_FILE, "bad-value", mistake.reason, Severity.ERROR, field=field, hint=mistake.hint)
