"""Several books in one window: the others are offered, one is chosen, and nothing typed in the present one is lost."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest
from cartera.cli import showing
from cartera.cli.running import run
from cartera.cli.world import World
from cartera.records.files.edits import Put
from cartera.records.files.private import PrivateFolder
from cartera.records.known_books import remember_book
from cartera.schema.language import ENGLISH
from cartera.tui.app import Ending
from cartera.tui.modals.books import BookChooser, book_items
from cartera.tui.modals.mistake import MistakeModal
from cartera.tui.presentation.lines import Item


@pytest.fixture
def other(tmp_path):
    folder = tmp_path / "confidential"
    folder.mkdir()
    (folder / "cartera.yaml").write_text("name: Confidential\n")
    return folder


@pytest.fixture
def person(tmp_path, other):
    """What is kept of a person who has opened the other book."""
    folder = PrivateFolder(tmp_path / "state")
    remember_book(folder, other)
    return folder


async def ask(app, pilot, wait_until, person):
    app.person = person
    await pilot.press("g", "B")
    await wait_until(pilot, lambda: isinstance(app.screen, BookChooser))


async def test_another_book_is_opened_by_its_line(run_app, seller_files, person, other, wait_until, see_when):
    async with run_app(seller_files) as (app, pilot):
        await ask(app, pilot, wait_until, person)
        await see_when(app, pilot, "confidential")
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.next_book is not None)
        assert app.next_book == other


async def test_a_path_without_a_book_is_told_and_another_may_be_typed(run_app, seller_files, tmp_path, wait_until):
    (tmp_path / "nothing").mkdir()
    async with run_app(seller_files) as (app, pilot):
        await ask(app, pilot, wait_until, None)
        await pilot.press(*str(tmp_path / "nothing"), "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MistakeModal))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, BookChooser))
        assert app.next_book is None


async def test_the_present_book_is_not_left_for_itself(run_app, seller_files, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await ask(app, pilot, wait_until, None)
        await pilot.press(*str(app.bridge.root), "enter")
        await wait_until(pilot, lambda: not isinstance(app.screen, BookChooser))
        assert app.next_book is None


async def test_a_save_under_way_ends_before_the_book_is_left(run_app, seller_files, person, other, wait_until):
    async with run_app(seller_files) as (app, pilot):
        root = app.bridge.root
        await ask(app, pilot, wait_until, person)
        await wait_until(pilot, lambda: app.screen.query_one("#chooser-list").items[0].target == str(other))
        client = app.snapshot.records["clients/acme/client"]
        app.bridge.save(app, lambda book: book.edit(client, [Put(("owner",), "luis")]))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.next_book == other)
    assert "owner: luis" in (root / "clients/acme/client.md").read_text()


def test_only_books_that_fit_are_offered_and_a_path_is_a_line_of_its_own(tmp_path):
    books = [tmp_path / "team", tmp_path / "quiet"]

    def targets(text):
        return [each.target for each in book_items(text, books, ENGLISH) if isinstance(each, Item)]

    assert targets("") == [str(each) for each in books]
    assert targets("QUI") == [str(books[1])]
    assert targets("/srv/book") == ["/srv/book"]


async def test_reading_only_goes_along_to_the_next_book(run_app, seller_files, person, other, wait_until):
    async with run_app(seller_files) as (app, pilot):
        app.bridge.read_only = True
        await ask(app, pilot, wait_until, person)
        await wait_until(pilot, lambda: app.screen.query_one("#chooser-list").items[0].target == str(other))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.next_book == other)
    assert app.is_read_only


@pytest.mark.parametrize("is_read_only", [True, False])
def test_the_next_book_is_opened_as_the_last_one_was_left(monkeypatch, tmp_path, other, is_read_only):
    shown = []

    def show(session, _typed=()):
        shown.append((session.hand_over().root, session.read_only))
        return Ending(0, other if len(shown) == 1 else None, is_read_only)

    (tmp_path / "first").mkdir()
    (tmp_path / "first/cartera.yaml").write_text("name: First\n")
    monkeypatch.setattr(showing, "show_book", show)
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, SimpleNamespace(isatty=lambda: True, encoding="utf-8"))
    run(["-C", str(tmp_path / "first")], World(environment={"LANG": "en_US.UTF-8"}, is_interactive=lambda: True))
    assert shown == [(tmp_path / "first", False), (other, is_read_only)]
