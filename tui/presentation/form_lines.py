"""The lines of a form: headings for maps, a label and a value for each row, and what is wrong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from ...schema.clean import clean
from ...schema.dataclass import dataclass
from ...schema.language import Language
from ...schema.sentences import Sentence, sentence
from ...schema.tree import Path
from .cells import Tone, fit
from .conflict import clash_note, taken_note
from .form import BODY, Form
from .form_rows import FormRow, RowKind
from .item_totals import total_of
from .judging import Judged, words_of_item
from .lines import Span

SIGN = 2
"""Cells before a label: the cursor and the mark of what is wrong."""

BESIDE = 44
"""Cells of the value column from which what is said of a row stands beside it while it is typed."""


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of a form."""

    label: str
    """Clean text before the value; the whole line where it is a heading."""
    row: FormRow | None = None
    """What is filled in here; None for headings and the text below."""
    path: Path = ()
    """Where the value stands; empty for a heading."""

    @property
    def can_be_chosen(self) -> bool:
        """Whether the cursor stops here."""
        return bool(self.path)


def lines_of(rows: Iterable[FormRow], language: Language, *, body: bool) -> tuple[FormLine, ...]:
    """Return the lines for ``rows``; a map's rows stand under its label, the record's text comes last."""
    lines: list[FormLine] = []
    before: Path = ()
    for row in rows:
        parents = row.path[:-1]
        if parents and parents != before:
            lines.append(FormLine(clean(" · ".join(language.choose(each) for each in row.parents))))
        before = parents
        indent = "  " if parents else ""
        label = language.choose(row.field.label) or row.field.name
        lines.append(FormLine(indent + clean(label), row, row.path))
    if body:
        lines.append(FormLine(language.gettext("Text"), None, BODY))
    return tuple(lines)


def label_width(lines: Sequence[FormLine], width: int) -> int:
    """Return how wide the column of labels is: the longest one, at most two fifths of the form."""
    longest = max((cell_len(line.label) for line in lines if line.path), default=0)
    return min(longest, max(10, width * 2 // 5))


def spans_of_line(line: FormLine, form: Form, labels: int, width: int, *, at_cursor: bool) -> list[Span]:
    """Return what a line shows; the widget that edits the row under the cursor covers its value."""
    if not line.path:
        return [Span("  "), Span(line.label, Tone.STRONG)]
    verdict = form.judge(line.row) if line.row else Judged()
    sign = [Span(">" if at_cursor else " "), _mark(line, form, verdict)]
    label = Span(fit(line.label, labels) + "  ", Tone.STRONG if at_cursor else Tone.MUTED)
    room = max(4, width - SIGN - labels - 2)
    return [*sign, label, *_value_spans(line, form, verdict, room, at_cursor=at_cursor)]


def _mark(line: FormLine, form: Form, verdict: Judged) -> Span:
    """Return the sign before a label: what must be decided or mended, or that somebody else wrote it just now."""
    if line.path in form.clashes:
        return Span("=", Tone.BAD)
    if verdict.complaint:
        return Span("!" if verdict.blocks else "?", Tone.BAD if verdict.blocks else Tone.WARNING)
    return Span("<", Tone.LINK) if line.path in form.taken else Span(" ")


def field_width(room: int, note: str) -> int:
    """Return how much of ``room`` the text field takes: not all where what is said of it fits beside it."""
    return room // 2 if note and room >= BESIDE else room


def _value_spans(line: FormLine, form: Form, verdict: Judged, room: int, *, at_cursor: bool) -> list[Span]:
    text = value_text(line, form)
    note, tone = note_at(line, form)
    if at_cursor and line.row and line.row.kind is RowKind.LINE:
        width = field_width(room, note)
        return [Span(fit("", width)), *([Span(fit(f"  {note}", room - width), tone)] if width < room else [])]
    if not text and verdict.complaint:
        return [Span(fit(note, room), tone)]
    if not note:
        return [Span(fit(text, room))]
    note = f"  {note}"
    used = min(cell_len(text), room)
    return (
        [Span(fit(text, used)), Span(fit(note, room - used), tone)]
        if room - used > SIGN + 6
        else [Span(fit(text, room))]
    )


def value_text(line: FormLine, form: Form) -> str:
    """Return the value of a line as clean text: of a list of items a summary, of a long text its beginning."""
    language = form.ground.language
    if line.row is None:
        first = next((clean(each.strip()) for each in form.body.splitlines() if each.strip()), "")
        return first or language.gettext("(Enter to write)")
    if line.row.kind is RowKind.LINE:
        return clean(form.text(line.row))
    items = form.items(line.row)
    if not items:
        return language.gettext("(Enter to add)")
    field = form.item_field(line.row)
    shown = "; ".join(clean(words_of_item(field, each.tree, form.ground)) for each in items)
    total = total_of(field, [each.tree for each in items], language)
    return f"{len(items)}, {total}: {shown}" if total else f"{len(items)}: {shown}"


def note_of(verdict: Judged, language: Language) -> tuple[str, Tone]:
    """Return what is said about a row, in one line: what is wrong and what would be right, or what was understood."""
    if verdict.complaint:
        parts = [verdict.complaint, *([verdict.hint] if verdict.hint else [])]
        return " ".join(clean(each.text(language)) for each in parts), Tone.BAD if verdict.blocks else Tone.WARNING
    if verdict.echo:
        hint = f"  {verdict.hint.text(language)}" if verdict.hint else ""
        return f"→ {clean(verdict.echo)}{hint}", Tone.GOOD
    return "", Tone.NORMAL


def note_at(line: FormLine | None, form: Form) -> tuple[str, Tone]:
    """Return what is said about a line: what somebody else wrote there, what is wrong, or what was understood."""
    if line is None or not line.path:
        return "", Tone.NORMAL
    if line.path in form.clashes:
        return clash_note(form, line.path), Tone.BAD
    verdict = form.judge(line.row) if line.row else Judged()
    if line.path in form.taken and not verdict.complaint:
        return taken_note(form, line.path), Tone.LINK
    return note_of(verdict, form.ground.language)


def place_of(lines: Sequence[FormLine], path: Path) -> int:
    """Return the index of the line of ``path``; of the first one that can be chosen where there is none."""
    stops = [index for index, line in enumerate(lines) if line.can_be_chosen]
    return next((index for index in stops if lines[index].path == path), stops[0] if stops else 0)


_EXAMPLES = {
    "money": sentence("An amount: 50k, 48.000 €, 1200 USD"),
    "date": sentence("A day: friday, +2w, end of month, 14 jul, 2026-07-14"),
    "when": sentence("A day or moment: friday, tomorrow 10:00, 2026-07-14"),
    "datetime": sentence("A moment: now, yesterday 16:30, fri 10:00"),
    "duration": sentence("A length of time: 2 weeks, 3 months, 30 min"),
    "phone": sentence("A phone: 600 111 222 or +34600111222"),
    "pct": sentence("A percentage from 0 to 100"),
    "dec": sentence("A number"),
    "int": sentence("A whole number"),
    "bool": sentence("yes or no"),
    "email": sentence("An e-mail address"),
    "url": sentence("A web address"),
    "ref": sentence("Type part of a title; Ctrl-N offers what fits"),
    "user": sentence("Type part of a name; Ctrl-N offers who fits"),
    "country": sentence("Two letters: ES, MX, US"),
    "lang": sentence("A language code: es, en, pt-BR"),
}


def help_of(row: FormRow, language: Language) -> str:
    """Return what may be written into a row: what the schema says about it, else examples of its kind."""
    about = language.choose(row.field.about) if row.field.about else ""
    if row.field.choices:
        labels = ", ".join(language.choose(each.label) or each.word for each in row.field.choices)
        return clean(f"{about} ({labels})" if about else labels)
    example: Sentence | None = _EXAMPLES.get(row.field.kind.name)
    shown = example.text(language) if example and row.kind is RowKind.LINE else ""
    return clean(" ".join(filter(None, (about, shown))))
