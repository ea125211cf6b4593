"""Keys that arrive in one burst, as a fast typist's do over a slow line, do what they do one by one."""

from cartera.tui.modals.chooser import Chooser
from cartera.tui.screens.clients import ClientsScreen
from textual import events

MARC = """
    ---
    title: Marc Soler
    email: marc@example.com
    role: am
    ---
    """


def burst(app, *keys):
    """Give the app all keys at once, before it looks at the first."""
    for key in keys:
        app.post_message(events.Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))


def owners(app):
    return {each.name: each.text("owner") for each in app.snapshot.of_type("client")}


async def test_a_field_of_the_marked_is_edited_in_one_burst(run_app, seller_files, see_when, wait_until):
    async with run_app({**seller_files, "people/marc/user.md": MARC}) as (app, pilot):
        await see_when(app, pilot, "Calm")
        burst(app, "space", "space", "e", *"owner", "enter", *"marc", "enter")
        await see_when(app, pilot, "Owner: Marc Soler (2 records)")
        burst(app, "enter")
        await wait_until(pilot, lambda: sorted(owners(app).values()) == ["ana", "marc", "marc"])


async def test_a_box_in_which_nothing_fits_stays_open_at_enter(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        burst(app, "space", "e", *"zzz", "enter")
        await see_when(app, pilot, "No field is called that")
        burst(app, "escape", "j")
        await wait_until(pilot, lambda: not isinstance(app.screen, Chooser))


async def test_a_box_that_has_answered_does_not_close_the_screen_below(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        burst(app, "space", "e")
        await wait_until(pilot, lambda: isinstance(app.screen, Chooser))
        box = app.screen
        box.answer("")
        box.answer("")
        await wait_until(pilot, lambda: isinstance(app.screen, ClientsScreen))


async def test_a_call_and_its_next_step_are_logged_in_one_burst(run_app, seller_files, see_when, wait_until):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        burst(app, "enter", "l", *"fine", "space", *">", "space", *"send", "space", *"@friday", "enter")
        await wait_until(pilot, lambda: any(each.title == "fine" for each in app.snapshot.of_type("interaction")))
