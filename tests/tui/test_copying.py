"""Copying texts of a record, and the title of the window."""

import base64

from cartera.tui.looks.traits import Looks
from cartera.tui.modals.copied import CopyModal
from cartera.tui.presentation.copyables import copyables
from cartera.tui.titling import RESTORE_TITLE, SAVE_TITLE, title_order


def spy_on(app):
    """Return the orders written to the terminal beside what is drawn."""
    orders = []
    app._driver.write = orders.append
    return orders


async def test_the_mail_of_a_contact_is_copied_by_two_keys(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.looks = Looks(titles=True, copies=True)
        app.open_record("clients/acme/contacts/eva")
        await see_when(app, pilot, "Buyer")
        orders = spy_on(app)
        await pilot.press("y")
        await see_when(app, pilot, "Copy what?")
        await pilot.press("enter")
        await see_when(app, pilot, "Copied: eva@example.com")
        written = [each for each in orders if each.startswith("\x1b]52;c;")]
        assert base64.b64decode(written[0].removeprefix("\x1b]52;c;").removesuffix("\a")) == b"eva@example.com"


async def test_where_the_clipboard_is_out_of_reach_the_text_is_shown(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        orders = spy_on(app)
        await pilot.press("y", "enter")
        shown = await see_when(app, pilot, "To be copied")
        assert "Acme" in shown
        assert isinstance(app.screen, CopyModal)
        assert not [each for each in orders if "]52" in each]


def test_what_is_copied_holds_nothing_that_a_shell_would_obey(make_book):
    book = make_book({"clients/c/client.md": '---\ntitle: "a\\e[31m\\nrm"\nlifecycle: lead\n---\n'})
    snapshot = book.snapshot()
    from datetime import date

    from cartera.schema.language import Language
    from cartera.tui.presentation.values import Reader

    offers = copyables(snapshot, snapshot.records["clients/c/client"], Reader(Language("en"), date(2026, 7, 20)))
    assert [each.text for each in offers] == ["a[31mrm", "clients/c/client", "clients/c/client.md"]


async def test_the_window_says_where_one_is(run_app, seller_files, see_when):
    async with run_app(seller_files) as (app, pilot):
        app.looks = Looks(titles=True)
        orders = spy_on(app)
        await pilot.press("g", "h")
        await see_when(app, pilot, "Today")
        await pilot.pause()
        app.restore_title()
        titles = [each for each in orders if "]2;" in each]
        assert titles[0].startswith(SAVE_TITLE)
        assert any("Cartera · Prueba · Today" in each for each in titles)
        assert orders[-1] == RESTORE_TITLE


def test_a_title_is_one_order_whatever_it_is_made_of():
    order = title_order(("a\x07b", "\x1b]0;owned\x07", "\x9c", "long" * 100), " - ")
    assert order.startswith("\x1b]2;")
    assert order.endswith("\x07")
    assert order[4:-1].isprintable()
    assert len(order) < 140
