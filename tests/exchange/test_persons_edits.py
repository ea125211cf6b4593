"""What a person wrote stays where nothing is known of the last import, and nothing broken is written over."""

import pytest
from cartera.records.exchange.engine import prepare_import
from cartera.records.exchange.ledger import ledger_path, read_ledger, write_ledger
from cartera.records.files.edits import Drop, Put
from cartera.records.files.write import BrokenRecord

RECIPE = """
    title: Prospects
    schema:
      client:
        extends: client
        fields:
          sector: {label: {en: Sector, es: Sector}}
    steps:
      - file: prospects.csv
        type: client
        key: {crm: {column: id}}
        fields:
          title: "{name}"
          kind: company
          industry: technology
          country: "{country}"
          tz: Europe/Madrid
          lang: es
          currency: EUR
          lifecycle: lead
          source: import
          first_contact_at: 2026-01-02
        body: "{comment}"
    """
ROWS = """
    id,name,country,comment
    C1,Acme,ES,Met at the fair.
    C2,Toy House,ES,
    """
LEDGER = ledger_path("demo")


@pytest.fixture
def book(make_book):
    return make_book({})


@pytest.fixture
def recipe(make_recipe):
    return make_recipe(RECIPE)


@pytest.fixture
def source(make_source):
    return make_source({"prospects.csv": ROWS})


def client(book, name="acme"):
    return book.snapshot().records[f"clients/{name}/client"]


def kept(preview):
    return [(each.path, each.field, each.said) for each in preview.kept]


def correct(book):
    """Give Acme another country and no time zone, as a person does."""
    book.apply(book.edit(client(book), [Put(("country",), "PT"), Drop(("tz",))]))


def damage(book, change):
    """Rewrite the ledger's bytes behind the import's back."""
    path = book.root / LEDGER
    path.write_bytes(change(path.read_bytes()))
    book.refresh()


def test_an_import_under_another_recipe_name_fills_only_what_is_empty(book, recipe, source, bring_in, make_recipe):
    bring_in(book, recipe, source)
    correct(book)
    preview, _ = bring_in(book, make_recipe(RECIPE, "renamed.yaml"), source)
    assert kept(preview) == [("clients/acme/client.md", "country", "ES")]
    assert (client(book).tree["country"], client(book).tree["tz"]) == ("PT", "Europe/Madrid")


def test_an_import_without_its_ledger_fills_only_what_is_empty(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    correct(book)
    (book.root / LEDGER).unlink()
    book.refresh()
    preview, _ = bring_in(book, recipe, source)
    assert kept(preview) == [("clients/acme/client.md", "country", "ES")]
    assert client(book).tree["country"] == "PT"


def test_a_record_typed_with_the_same_id_is_completed(make_book, recipe, source, bring_in):
    book = make_book(
        {"clients/acme-iberia/client.md": "---\ntitle: Acme Iberia\ncountry: PT\next:\n  crm: C1\n---\nOurs.\n"}
    )
    preview, _ = bring_in(book, recipe, source)
    acme = client(book, "acme-iberia")
    assert (acme.title, acme.tree["country"], acme.tree["kind"], acme.body) == (
        "Acme Iberia",
        "PT",
        "company",
        "Ours.\n",
    )
    assert {each.field for each in preview.kept} == {"title", "country", "body"}


def test_the_import_after_a_completing_one_makes_no_commit(make_book, recipe, source, bring_in):
    book = make_book({"clients/acme/client.md": "---\ntitle: ACME\ncountry: PT\n---\nOurs.\n"})
    first, _ = bring_in(book, recipe, source)
    assert {each.field for each in first.kept} == {"title", "country", "body"}
    second, saved = bring_in(book, recipe, source)
    assert saved is None
    assert second.kept == ()


@pytest.mark.parametrize(
    "broken",
    [
        b"client\tcrm:C1",
        b"client\tcrm:C1\t",
        b"client\tcrm:C1\t12345",
        b"client\tcrm:C\xff1\t1234567",
        b"<<<<<<< HEAD",
        b"",
    ],
)
def test_a_damaged_line_of_the_ledger_is_told_and_its_record_only_completed(book, recipe, source, bring_in, broken):
    bring_in(book, recipe, source)
    correct(book)
    damage(book, lambda content: b"\n".join((broken, *content.split(b"\n")[1:])))
    preview = prepare_import(book, recipe, source)
    (notice,) = [each for each in preview.notices if each.file == LEDGER]
    assert (notice.line, notice.rows) == (1, 1)
    assert "damaged" in str(notice.what)
    assert kept(preview) == [("clients/acme/client.md", "country", "ES")]


def test_a_ledger_that_git_gave_windows_line_ends_is_sound(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    damage(book, lambda content: content.replace(b"\n", b"\r\n"))
    preview, saved = bring_in(book, recipe, source)
    assert saved is None
    assert preview.notices == ()


def test_ids_with_tabs_and_odd_line_ends_come_back_from_the_ledger(tmp_path):
    marks = {("client", "crm:a\tb\u2028c\x85d"): frozenset({"1234567", "89abcde"})}
    (tmp_path / LEDGER).parent.mkdir(parents=True)
    (tmp_path / LEDGER).write_bytes(write_ledger(marks))
    ledger = read_ledger(tmp_path, "demo")
    assert (ledger.marks, ledger.damaged) == (marks, ())


def test_an_id_of_several_lines_keeps_to_one_line_of_the_ledger(book, recipe, bring_in, make_source):
    source = make_source({"prospects.csv": b'id,name,country,comment\n"C\n1",Acme,ES,\n'})
    bring_in(book, recipe, source)
    correct(book)
    preview, saved = bring_in(book, recipe, source)
    assert saved is None
    assert (preview.kept, preview.notices) == ((), ())


@pytest.mark.parametrize(
    "broken", [b"extends: client\nfields: {sector: [\n", b"\x00\x01", b"<<<<<<< HEAD\nextends: client\n"]
)
def test_a_schema_file_that_cannot_be_read_is_not_written_over(make_book, recipe, source, broken):
    book = make_book({})
    path = book.root / "schema/client.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(broken)
    book.refresh()
    with pytest.raises(BrokenRecord, match=r"schema/client\.yaml"):
        prepare_import(book, recipe, source)
    assert path.read_bytes() == broken


def test_a_broken_schema_file_the_recipe_does_not_speak_of_is_left_alone(make_book, recipe, source, bring_in):
    book = make_book({"schema/visit.yaml": "fields: {sector: [\n"})
    bring_in(book, recipe, source)
    assert (book.root / "schema/visit.yaml").read_text() == "fields: {sector: [\n"
    assert book.schema.types["client"].by_name["sector"].from_book
