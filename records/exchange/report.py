"""The report an import leaves in the book: what came in, what was mended, what was refused and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...schema.language import Language
from ...schema.sentences import Sentence, plural, sentence
from .ledger import FOLDER
from .preview import Preview

MOST_LINES = 500
"""Longer lists end with how many more there are."""


def report_path(recipe: str, now: datetime) -> str:
    """Return the report's file."""
    return f"{FOLDER}/{now:%Y-%m-%d-%H%M%S}-{recipe}.md"


def write_report(preview: Preview, now: datetime, language: Language) -> str:
    """Return the report as Markdown in ``language``."""
    title = sentence("Import of {day}: {title}", day=now.date().isoformat(), title=preview.recipe.title)
    parts = [f"# {title.text(language)}"]
    for heading, lines in sections(preview):
        written = [f"- {_plain(each.text(language))}" for each in lines[:MOST_LINES]]
        if len(lines) > MOST_LINES:
            rest = plural("and one more", "and {n} more", len(lines) - MOST_LINES)
            written.append(f"- {rest.text(language)}")
        parts.append(f"## {heading.text(language)}\n\n" + "\n".join(written))
    return "\n\n".join(parts) + "\n"


def sections(preview: Preview) -> Iterator[tuple[Sentence, list[Sentence]]]:
    """Yield the parts of a preview that say something, each with a heading and its lines: for reports and screens."""
    parts = (
        (sentence("What comes in"), _counts(preview)),
        (sentence("Mended"), _mends(preview)),
        (sentence("Refused rows"), _refusals(preview)),
        (sentence("Kept as edited here"), _kept(preview)),
        (sentence("Good to know"), _notices(preview)),
    )
    for heading, lines in parts:
        if lines:
            yield heading, lines


def _counts(preview: Preview) -> list[Sentence]:
    return [
        sentence(
            "{type}: {created} new, {updated} changed, {unchanged} as they were",
            type=each.label,
            created=each.created,
            updated=each.updated,
            unchanged=each.unchanged,
        )
        for each in preview.counts.values()
    ]


def _mends(preview: Preview) -> list[Sentence]:
    return [
        sentence(
            "{file}, {column}: “{said}” is read as “{meant}” ({rows}, first in line {line})",
            file=each.file,
            column=each.column,
            said=each.said,
            meant=each.meant,
            rows=_rows(each.rows),
            line=each.line,
        )
        if each.meant
        else sentence(
            "{file}, {column}: “{said}” is no value of its field and was left out ({rows}, first in line {line})",
            file=each.file,
            column=each.column,
            said=each.said,
            rows=_rows(each.rows),
            line=each.line,
        )
        for each in preview.mends
    ]


def _refusals(preview: Preview) -> list[Sentence]:
    return [
        sentence(
            "{file}, line {line}, {column}: {reason} {hint}",
            file=each.file,
            line=each.line,
            column=each.column or "–",
            reason=each.reason,
            hint=each.hint or "",
        )
        for each in preview.refusals
    ]


def _kept(preview: Preview) -> list[Sentence]:
    return [
        sentence("{path}, {field}: the source now says {said}", path=each.path, field=each.field, said=str(each.said))
        for each in preview.kept
    ]


def _notices(preview: Preview) -> list[Sentence]:
    return [
        sentence(
            "{file}: {what} ({rows}, first in line {line})",
            file=each.file,
            what=each.what,
            rows=_rows(each.rows),
            line=each.line,
        )
        if each.line
        else sentence("{file}: {what}", file=each.file, what=each.what)
        for each in preview.notices
    ]


def _rows(count: int) -> Sentence:
    return plural("{n} row", "{n} rows", count)


def _plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return " ".join(text.split()).replace("<", "&lt;")
