"""Saved views on the command line: those there are, and keeping another."""

from __future__ import annotations

from ..records.files.private import PrivateFolder, private_folder
from ..records.query.facts import Facts
from ..records.views.flaws import check_view
from ..records.views.private import keep_private, name_of_view, read_private
from ..records.views.saved import VIEW, SavedView, tree_of_view, views_of
from ..schema.dataclass import replace
from ..schema.language import LANGUAGES
from .marking import mark as _
from .session import Session


def own_folder(session: Session) -> PrivateFolder:
    """Return the private folder of whoever types."""
    return private_folder(session.book.root, session.world.environment)


def views_for(session: Session) -> tuple[SavedView, ...]:
    """Return every view there is for whoever types."""
    return views_of(session.book.snapshot(), read_private(own_folder(session)))


def keep_view(session: Session, view: SavedView, title: str, facts: Facts, *, private: bool) -> None:
    """Save a list as a view: in the book, as one commit, or for the person alone.

    Raises:
        FlawedView: something in it means nothing.

    """
    named = replace(view, name=name_of_view(title), titles=dict.fromkeys(LANGUAGES, title))
    check_view(named, facts)
    if private:
        keep_private(own_folder(session), named)
        session.say(_("Kept as your own view: {name}"), name=named.name)
        return
    plan = session.book.new(VIEW, tree_of_view(named), name=named.name)
    session.book.apply(plan)
    session.say(_("Saved: {subject}"), subject=plan.subject.text(session.language))
