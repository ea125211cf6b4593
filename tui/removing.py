"""Deleting and renaming a record: what goes and what follows is named before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..records.files.locate import slug
from ..records.removal import Losses, contents_words, losses_of
from ..records.snapshot import Snapshot
from ..schema.clean import clean
from ..schema.language import Language
from ..schema.record import Record
from ..schema.sentences import plural
from .modals.ask import AskModal
from .modals.line import LineModal, Understood
from .presentation.answers import Answer
from .presentation.cells import Tone
from .presentation.lines import Span

if TYPE_CHECKING:
    from .app import Cartera

_NAMED = 5
"""Linking records named one by one; the rest is counted."""


def ask_removal(app: Cartera, record: Record) -> None:
    """Delete a record, with the folder it names, once the user has seen what goes and what linked to it."""
    snapshot, root = app.snapshot, app.bridge.root
    if snapshot is None or root is None:
        return
    words = app.language.gettext
    label = app.language.choose(snapshot.type_of(record).label)
    losses = losses_of(snapshot, root, [record])
    lines = [
        f"{label}: {record.title}",
        record.path,
        *_losses(snapshot, losses, app.language),
        "",
        words("Git keeps it; u brings it back."),
    ]
    does = words("Delete all of it") if losses.has_contents else words("Delete it")
    answers = (Answer("y", "y", does, "yes"), Answer("escape", "Esc", words("Keep it"), ""))

    def answered(word: str | None) -> None:
        if word == "yes":
            app.bridge.save(app, lambda book: book.remove(record, with_contents=losses.has_contents))

    app.push_screen(AskModal(words("Delete this record?"), [clean(each) for each in lines], answers), answered)


def _losses(snapshot: Snapshot, losses: Losses, language: Language) -> list[str]:
    """Return what goes with a record, by type, and what a deletion leaves hanging."""
    lines: list[str] = []
    if losses.has_contents:
        lines += ["", language.gettext("With it goes everything in {folder}:").format(folder=losses.folder)]
        lines.append("  " + ", ".join(each.text(language) for each in contents_words(snapshot, losses)))
    if losses.linking:
        says = plural(
            "{n} record links to it and will lead nowhere:",
            "{n} records link to it and will lead nowhere:",
            len(losses.linking),
        )
        lines += ["", says.text(language)] if losses.has_contents else [says.text(language)]
        lines += [f"  - {each.title}" for each in losses.linking[:_NAMED]]
        lines += ["  ..."] if len(losses.linking) > _NAMED else []
    return lines


def ask_name(app: Cartera, record: Record) -> None:
    """Rename a record's file; links to it follow."""
    snapshot, language = app.snapshot, app.language
    if snapshot is None:
        return
    words = language.gettext
    linking = len(snapshot.backlinks(record.id))
    follows = plural("{n} record that links to it follows.", "{n} records that link to it follow.", linking).text(
        language
    )

    def judge(text: str) -> Understood:
        name = text.strip()
        if not name or name == record.name:
            return Understood(((Span(words("Write another name."), Tone.MUTED),),), is_good=False)
        if slug(name) != name:
            better = words("A file name has small letters, digits and hyphens: {name}").format(name=slug(name))
            return Understood(((Span(f"! {clean(better)}", Tone.WARNING),),), is_good=False)
        return Understood(((Span(follows),), (Span(words("The title stays as it is."), Tone.MUTED),)), is_good=True)

    def typed(name: str | None) -> None:
        if name:
            app.bridge.save(app, lambda book: book.rename(record, name.strip()))

    title = words("New name of the file of “{title}”").format(title=record.title)
    app.push_screen(LineModal(title, words("Enter renames, Esc closes."), judge, record.name), typed)
