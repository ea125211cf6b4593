"""The tour of the sample book: each step waits for the real key."""

import pytest
from cartera.records.files.private import PrivateFolder
from cartera.records.known_books import BOOKS_FILE, known_books, remember_book
from cartera.schema.language import LANGUAGES, Language
from cartera.tui.actions.table import USUAL
from cartera.tui.presentation.tour import STEPS, Tour, tour_lines
from cartera.tui.touring import TOUR_FILE, Guide, offer_tour, recall_tour


class Scribe:
    """Keeps nothing but what was told last."""

    folder = None

    def write(self, name, content):
        self.said = (name, content)


def test_a_step_waits_for_what_it_asks_for_and_nothing_else():
    tour = Tour()
    assert tour.saw("at:client") == tour
    assert tour.saw("filtered").step == 1
    assert tour.saw("filtered").saw("at:client").step == 2


def test_a_step_can_be_skipped_and_the_tour_put_away_and_taken_up_again():
    tour = Tour().skip().toggle()
    assert not tour.is_shown
    assert tour.saw("at:client") == tour
    assert tour.toggle() == Tour(1)


def test_the_tour_ends_and_begins_again():
    tour = Tour()
    for step in STEPS:
        tour = tour.saw(min(step.waits_for))
    assert tour.is_over
    assert not tour.is_shown
    assert tour.skip() == tour
    assert tour.toggle() == Tour()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_step_says_itself_in_two_lines_of_eighty_columns(code, step):
    todo, leave = tour_lines(Tour(step), Language(code), USUAL)
    assert len(todo) <= 2 * 76
    assert len(leave) <= 76
    assert "F7" in leave


def test_how_far_one_is_is_kept_with_the_book(tmp_path):
    folder = PrivateFolder(tmp_path / "kept")
    assert recall_tour(folder) is None
    offer_tour(folder)
    assert recall_tour(folder) == Tour()
    scribe = Scribe()
    scribe.folder = folder
    shown = []
    guide = Guide(scribe, lambda: shown.append(guide.shown))
    guide.saw("filtered")
    folder.write(*scribe.said)
    assert recall_tour(folder) == Tour(1)
    assert shown == [Tour(1)]
    offer_tour(folder)
    assert recall_tour(folder) == Tour(1)
    folder.write(TOUR_FILE, b"[]")
    assert recall_tour(folder) is None


async def test_the_panel_follows_the_person(run_app, seller_files, see, see_when):
    async with run_app(seller_files) as (app, pilot):
        await see_when(app, pilot, "Calm")
        assert "Tour" not in "\n".join(see(app))
        await pilot.press("f6")
        await see_when(app, pilot, "Tour 1/9")
        await pilot.press("slash", *"acme", "enter")
        await see_when(app, pilot, "Tour 2/9")
        await pilot.press("enter")
        await see_when(app, pilot, "Tour 3/9")
        await pilot.press("l", *"call: fine > send it @friday", "enter")
        await see_when(app, pilot, "Tour 4/9")
        await pilot.press("f7", "f6")
        await pilot.pause()
        assert "Tour" not in "\n".join(see(app))
        await pilot.press("f6")
        await see_when(app, pilot, "Tour 5/9")


def test_books_are_remembered_the_last_first_as_long_as_they_are_there(tmp_path):
    folder = PrivateFolder(tmp_path / "person")
    one, other = tmp_path / "one", tmp_path / "other"
    for root in (one, other):
        root.mkdir()
        (root / "cartera.yaml").write_text("name: x\n")
        remember_book(folder, root)
    assert known_books(folder) == (other, one)
    remember_book(folder, one)
    (other / "cartera.yaml").unlink()
    assert known_books(folder) == (one,)
    folder.write(BOOKS_FILE, b'{"no": "list"}')
    assert known_books(folder) == ()
