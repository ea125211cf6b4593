"""What a seller reads of a change: titles of records and clients, not the names of their files and folders."""

import pytest
from cartera.records.link_titles import by_titles
from cartera.records.subjects import subject_by_title
from cartera.schema.language import SPANISH
from cartera.schema.showing import show_tree

FILES = {
    "people/ana/user.md": "---\ntitle: Ana Ruiz\nrole: ae\n---\n",
    "clients/acme/client.md": "---\ntitle: Acme Foods\nowner: ana\n---\n",
    "clients/acme/contacts/elena.md": "---\ntitle: Elena Gil\n---\n",
    "clients/acme/opportunities/platform-k3x9.md": "---\ntitle: Platform\nstage: proposal\n---\n",
}


@pytest.fixture
def snapshot(make_book):
    return make_book(FILES).snapshot()


@pytest.mark.parametrize(
    ("field", "tree", "shown"),
    [
        ("owner", "ana", "Ana Ruiz"),
        ("owner", "nobody", "nobody"),
        ("origin", "elena", "elena"),
        ("stakeholders", [{"contact": "elena"}, {"contact": "unknown"}], "Contacto: Elena Gil; Contacto: unknown"),
        ("stage_history", [{"to": "won", "by": "ana"}], "A: won, Por: Ana Ruiz"),
        ("amount", "1000 EUR", "1.000,00 €"),
        ("amount", "much", "much"),
    ],
)
def test_links_are_shown_by_the_titles_of_what_they_lead_to(snapshot, field, tree, shown):
    record = snapshot.records["clients/acme/opportunities/platform-k3x9"]
    declared = snapshot.type_of(record).by_name[field]
    assert show_tree(declared, tree, SPANISH, retell=by_titles(snapshot, record)) == shown


@pytest.mark.parametrize(
    ("subject", "heard"),
    [
        ("acme: opportunity “Platform”: Stage", "Acme Foods: opportunity “Platform”: Stage"),
        ("acme: cliente “Acme Foods”: Sector", "Cliente “Acme Foods”: Sector"),
        ("ana: objetivo “2026”: Importe", "Ana Ruiz: objetivo “2026”: Importe"),
        ("nobody: something", "nobody: something"),
        ("acme:", "acme:"),
        ("3 records changed", "3 records changed"),
        ("", ""),
    ],
)
def test_a_change_is_called_by_the_title_of_its_client(snapshot, subject, heard):
    assert subject_by_title(subject, snapshot) == heard
