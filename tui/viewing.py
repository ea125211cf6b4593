"""Saved views of a list: choosing one, saving the list as one, taking one away, opening one from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ..records.files.edits import Drop, Edit, Put
from ..records.rows.names import is_row_type
from ..records.views.flaws import FlawedView, check_view
from ..records.views.private import name_of_view
from ..records.views.saved import VIEW, Origin, SavedView, find_view, tree_of_view, views_of
from ..schema.clean import clean
from ..schema.dataclass import replace
from ..schema.folding import fold
from ..schema.language import LANGUAGES, Language
from ..schema.sentences import sentence
from .modals.ask import AskModal
from .modals.chooser import Chooser, Wording
from .modals.line import LineModal, Understood
from .presentation.answers import Answer
from .presentation.cells import Tone
from .presentation.lines import Item, Span

if TYPE_CHECKING:
    from .app import Cartera
    from .screens.arranged import ArrangedScreen

_SAVE, _AGAIN, _NAME, _DROP = "=save", "=again", "=name", "=drop"
"""Answers of the chooser that are no views; a view's name never begins so."""
_DEED = "="

GO_VIEW = "view:"
"""What the target of an item begins with that leads to a view."""


def known_views(app: Cartera) -> tuple[SavedView, ...]:
    """Return every view of records there is for the person at the keyboard."""
    return views_of(app.snapshot, app.lists.views) if app.snapshot else ()


def fitting_views(screen: ArrangedScreen) -> list[SavedView]:
    """Return the views that can be shown on a list; of rows that are no records there are only the person's own."""
    views = [each for each in screen.cartera.lists.views.values() if any(map(is_row_type, each.types))]
    return [each for each in (*known_views(screen.cartera), *views) if screen.is_view_of(each)]


def view_called(app: Cartera, name: str) -> SavedView:
    """Return the view called ``name``.

    Raises:
        NoSuchView: none is.

    """
    return find_view(known_views(app), name)


def list_of_views(text: str, app: Cartera) -> list[Item]:
    """Return the views whose title or name fits ``text``, as lists one can go to."""
    wanted, language = fold(text.strip()), app.language
    return [
        Item(
            (Span(title), Span(f"  {clean(_said(each, app))}", Tone.MUTED)),
            label=language.gettext("View"),
            target=f"{GO_VIEW}{each.name}",
        )
        for each in known_views(app)
        if wanted in fold(title := clean(each.title(language))) or wanted in each.name
    ]


def choose_view(screen: ArrangedScreen, more: Sequence[tuple[Item, Callable[[], None]]] = ()) -> None:
    """Let the user choose a view of these types, or what to do with the present one; ``more`` comes first."""
    app, language = screen.cartera, screen.language
    fitting = fitting_views(screen)
    items = [*(item for item, _ in more), *_view_items(fitting, screen), *_deed_items(screen)]
    deeds = {item.target: deed for item, deed in more}

    def narrow(text: str) -> list[Item]:
        wanted = fold(text.strip())
        return [each for each in items if wanted in fold(each.text)]

    def chosen(answer: str | None) -> None:
        if not answer:
            return
        if answer in deeds:
            deeds[answer]()
        elif answer.startswith(_DEED):
            _DEEDS[answer](screen)
        else:
            screen.set_out(find_view(fitting, answer), as_saved=True)

    words = language.gettext
    wording = Wording(
        words("Views"), words("Type to narrow, Enter chooses, Esc closes."), words("No view is called that.")
    )
    app.push_screen(Chooser(wording, narrow), chosen)


def _said(view: SavedView, app: Cartera) -> str:
    """Return what a view asks for in the reader's words; one of rows that are no records has none."""
    from ..records.query.said import say_query

    return (
        view.query if any(map(is_row_type, view.types)) else say_query(view.query, app.facts, view.types, app.language)
    )


def _view_items(views: Sequence[SavedView], screen: ArrangedScreen) -> list[Item]:
    language = screen.language
    whose = {Origin.OWN: "", Origin.BOOK: language.gettext("the book's"), Origin.PRIVATE: language.gettext("yours")}
    return [
        Item(
            (
                Span(clean(each.title(language)), Tone.STRONG if each.name == screen.saved.name else Tone.NORMAL),
                Span(f"  {whose[each.origin]}" if whose[each.origin] else "", Tone.NORMAL),
                Span(f"  {clean(_said(each, screen.cartera))}", Tone.MUTED),
            ),
            target=each.name,
        )
        for each in views
    ]


def _deed_items(screen: ArrangedScreen) -> list[Item]:
    words, title = screen.language.gettext, clean(screen.saved.title(screen.language))
    deeds = [(_SAVE, words("Save this list as a view..."))] if screen.present.types else []
    if screen.saved.name and screen.saved.origin is not Origin.OWN:
        if screen.present != screen.saved:
            deeds.append((_AGAIN, words("Save the changes of “{title}”").format(title=title)))
        deeds.append((_NAME, words("Rename “{title}”...").format(title=title)))
        deeds.append((_DROP, words("Delete “{title}”").format(title=title)))
    return [Item((Span(says, Tone.LINK),), target=word) for word, says in deeds]


def _save_as(screen: ArrangedScreen) -> None:
    """Ask for a title and for whom the view is."""
    words = screen.language.gettext

    def titled(title: str | None) -> None:
        if title and title.strip() and any(map(is_row_type, screen.present.types)):
            _keep(screen, title.strip(), private=True)  # a view of the book is one of records
        elif title and title.strip():
            _ask_for_whom(screen, title.strip())

    keys = words("Enter goes on, Esc closes.")
    screen.app.push_screen(LineModal(words("Title of the view"), keys, _judge_title(screen.language)), titled)


def _judge_title(language: Language) -> Callable[[str], Understood]:
    def judge(text: str) -> Understood:
        if not text.strip():
            says = Span(language.gettext("Write a title."), Tone.MUTED)
        else:
            says = Span(
                clean(language.gettext("It is called {name} in commands.").format(name=name_of_view(text))), Tone.MUTED
            )
        return Understood(((says,),), is_good=bool(text.strip()))

    return judge


def _ask_for_whom(screen: ArrangedScreen, title: str) -> None:
    words = screen.language.gettext
    answers = (
        Answer("b", "b", words("For everybody: a file of the book"), "book"),
        Answer("m", "m", words("For me: kept on this machine"), "me"),
        Answer("escape", "Esc", words("Do not save it"), ""),
    )

    def answered(word: str | None) -> None:
        if word:
            _keep(screen, title, private=word == "me")

    screen.app.push_screen(AskModal(words("For whom is “{title}”?").format(title=clean(title)), (), answers), answered)


def _keep(screen: ArrangedScreen, title: str, *, private: bool) -> None:
    """Save the list as it stands, under a title."""
    app = screen.cartera
    named = replace(
        screen.present,
        name=name_of_view(title),
        titles=dict.fromkeys(LANGUAGES, title),
        origin=Origin.PRIVATE if private else Origin.BOOK,
    )
    if not _is_sound(screen, named):
        return
    if private:
        app.lists.keep_view(named)
        app.tell(sentence("Kept as your own view: {title}", title=title))
    else:
        app.bridge.save(app, lambda book: book.new(VIEW, tree_of_view(named), name=named.name))
    screen.saved = named
    screen.refresh_header()
    screen.keep()


def _save_again(screen: ArrangedScreen) -> None:
    """Save the list as it stands over the view it shows."""
    _write(screen, screen.present)


def _rename(screen: ArrangedScreen) -> None:
    """Give the view another title; its name in commands stays, so that nothing that uses it breaks."""
    words = screen.language.gettext

    def titled(title: str | None) -> None:
        if title and title.strip():
            _write(screen, replace(screen.saved, titles=dict.fromkeys(LANGUAGES, title.strip())))

    screen.app.push_screen(
        LineModal(
            words("New title of the view"),
            words("Enter renames, Esc closes."),
            _judge_title(screen.language),
            screen.saved.title(screen.language),
        ),
        titled,
    )


def _is_sound(screen: ArrangedScreen, view: SavedView) -> bool:
    """Return whether all of a view means something; say what does not."""
    try:
        check_view(view, screen.facts)
    except FlawedView as mistake:
        screen.cartera.show_mistake(mistake)
        return False
    return True


def _write(screen: ArrangedScreen, view: SavedView) -> None:
    app = screen.cartera
    if not _is_sound(screen, view):
        return
    if view.origin is Origin.PRIVATE:
        app.lists.keep_view(view)
        app.tell(sentence("Kept as your own view: {title}", title=view.titles))
    else:
        record_id = f"views/{view.name}"
        app.bridge.save(app, lambda book: book.edit(book.find(record_id), _edits(view)))
    screen.saved = view
    screen.refresh_header()
    screen.keep()


def _edits(view: SavedView) -> list[Edit]:
    tree = tree_of_view(view)
    names = ("title", "titles", "types", "query", "order", "columns", "group")
    return [Put((name,), tree[name]) if name in tree else Drop((name,)) for name in names]


def _drop(screen: ArrangedScreen) -> None:
    """Take the view away; the list stays as it stands."""
    app, view = screen.cartera, screen.saved
    if view.origin is Origin.PRIVATE:
        app.lists.drop_view(view.name)
        app.tell(sentence("Your view “{title}” is gone.", title=view.titles))
    else:
        record_id = f"views/{view.name}"
        app.bridge.save(app, lambda book: book.remove(book.find(record_id)))
    screen.saved = replace(screen.present, name="", titles={})
    screen.refresh_header()
    screen.keep()


_DEEDS: dict[str, Callable[[ArrangedScreen], None]] = {
    _SAVE: _save_as,
    _AGAIN: _save_again,
    _NAME: _rename,
    _DROP: _drop,
}
