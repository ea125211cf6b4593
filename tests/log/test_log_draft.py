"""What a log line means with a book at hand, and what is written."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from cartera.records.log_draft import plan_log, understand_line
from cartera.records.log_entry import split_title
from cartera.schema.dates_in_words import Moment
from cartera.schema.language import SPANISH

MONDAY = datetime(2026, 7, 20, 9, 30, tzinfo=ZoneInfo("Europe/Madrid"))
FILES = {
    "people/ana/user.md": "---\ntitle: Ana Ruiz\nemail: ana@example.com\n---\n",
    "clients/acme/client.md": "---\ntitle: Acme Aceros\n---\n",
    "clients/acme/contacts/eva-sol.md": "---\ntitle: Eva Sol\n---\n",
    "clients/acme/contacts/eva-luna.md": "---\ntitle: Eva Luna\n---\n",
    "clients/acme/contacts/maria-de-la-cruz.md": "---\ntitle: María de la Cruz\n---\n",
    "clients/acme/opportunities/red-k3x9.md": "---\ntitle: Red\nstage: proposal\nnext_step: nada\n---\n",
    "clients/bold/client.md": "---\ntitle: Bold\n---\n",
    "clients/bold/contacts/zoe.md": "---\ntitle: Zoe Paz\n---\n",
}


@pytest.fixture
def book(make_book):
    return make_book(FILES)


@pytest.fixture
def understand(book):
    """Return a function that reads a line as someone who selected ``client`` or ``about``."""
    snapshot = book.snapshot()

    def read(text, client=None, about=None):
        return understand_line(
            text,
            snapshot,
            Moment(MONDAY, SPANISH),
            client=snapshot.records[client] if client else None,
            about=snapshot.records[about] if about else None,
        )

    return read


def names(draft):
    return [each.title for each in draft.contacts]


def test_a_person_of_the_selected_client_is_known_by_part_of_the_name(understand):
    draft = understand("llamada maria: hola", "clients/acme/client")
    assert names(draft) == ["María de la Cruz"]
    assert draft.complaints == ()


def test_a_whole_name_with_small_words_is_one_person(understand):
    assert names(understand("llamada a María de la Cruz: hola", "clients/acme/client")) == ["María de la Cruz"]


def test_the_client_may_be_named_in_the_line(understand):
    draft = understand("reunión acme aceros eva luna y maría: hola")
    assert draft.client is not None
    assert draft.client.title == "Acme Aceros"
    assert names(draft) == ["Eva Luna", "María de la Cruz"]


def test_a_person_alone_brings_the_client_along(understand):
    draft = understand("llamada zoe: hola")
    assert draft.client is not None
    assert draft.client.title == "Bold"


def test_a_colleague_takes_part_without_being_a_contact(understand):
    draft = understand("reunión acme ana: hola")
    assert [each.title for each in draft.users] == ["Ana Ruiz"]
    assert draft.contacts == ()


def test_a_name_two_people_have_is_not_guessed(understand):
    draft = understand("llamada eva: hola", "clients/acme/client")
    assert any("eva" in str(each) for each in draft.complaints)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("llamada: hola", "Name the client"),
        ("llamada acme:", "Say what happened"),
        ("llamada acme @nunca: hola", "not understood as a date"),
        ("llamada acme: hola > llamar @nunca", "not understood as a date"),
    ],
)
def test_what_is_missing_is_said(understand, text, complaint):
    assert any(complaint in str(each) for each in understand(text).complaints)


def test_days_are_read_in_words(understand):
    draft = understand("llamada acme @ayer 10:00: hola > llamar @viernes")
    assert draft.at == datetime(2026, 7, 19, 10, tzinfo=ZoneInfo("Europe/Madrid"))
    assert draft.due == date(2026, 7, 24)


def test_about_counts_only_with_its_own_client(understand):
    about = "clients/acme/opportunities/red-k3x9"
    assert understand("llamada: hola", "clients/acme/client", about).about is not None
    assert understand("llamada bold: hola", "clients/acme/client", about).about is None


def test_the_plan_writes_interaction_task_and_next_step_together(book, understand):
    draft = understand(
        "llamada maria: va bien > enviar contrato @viernes",
        "clients/acme/client",
        "clients/acme/opportunities/red-k3x9",
    )
    book.apply(plan_log(book, draft))
    snapshot = book.snapshot()
    [call] = snapshot.of_type("interaction")
    [task] = snapshot.of_type("task")
    deal = snapshot.records["clients/acme/opportunities/red-k3x9"]
    assert call.tree["actions"] == [task.name]
    assert call.tree["about"] == ["red-k3x9"]
    assert task.text("due") == "2026-07-24"
    assert deal.text("next_step") == "enviar contrato"
    assert deal.text("next_step_due") == "2026-07-24"


def test_a_long_text_becomes_a_title_and_a_body():
    text = "palabra " * 30
    title, body = split_title(text.strip())
    assert title.endswith("…")
    assert len(title) <= 73
    assert body == f"{text.strip()}\n"
