"""Importing: rows into records, one commit, and never over a person's edit."""

import pytest
from cartera.records.exchange.engine import apply_import, prepare_import
from cartera.records.exchange.mistakes import MissingColumn, NoSource, RowsRefused
from cartera.records.files.edits import Put

RECIPE = """
    title: Small CRM
    schema:
      client:
        extends: client
        fields:
          sector: {label: {en: Sector, es: Sector}}
    steps:
      - file: accounts.csv
        type: client
        key: {crm: {column: name}}
        mend:
          sector: {technolgy: technology}
        fields: &none
          title: "{name}"
          kind: company
          sector: "{sector}"
          industry: {column: sector, map: {technology: technology, toys: retail}}
          country: "ES"
          tz: Europe/Madrid
          lang: es
          currency: EUR
          lifecycle: lead
          source: import
          first_contact_at: 2026-01-02
          parent: {column: parent, link: client, near: yes}
      - file: deals.csv
        type: opportunity
        key: {crm: {column: id}}
        client: {column: account, link: client, near: yes}
        fields:
          title: "Deal {id}"
          kind: new
          pipeline: b2b
          stage: {column: stage, map: {New: prospecting, Won: won}}
          stage_history:
            - only_if: opened
              at: {column: opened, at: "09:00"}
              to: {column: stage, map: {New: prospecting, Won: won}}
          amount: {column: value, money: EUR, if_wrong: note}
          closed_on: {column: closed}
        body: "{comment}"
    """.replace(" &none", "")

ACCOUNTS = """
    name,sector,parent
    Acme,technolgy,
    Toy House,toys,Acmee
    """

DEALS = """
    id,account,stage,value,opened,closed,comment
    A1,Acme,New,1000,2026-02-01,,=SUM(A1)
    A2,Toy Hose,Won,"2.500,50",2026-02-01,2026-03-01,
    A3,,New,a lot,2026-02-03,,
    """


@pytest.fixture
def book(make_book):
    return make_book({})


@pytest.fixture
def recipe(make_recipe):
    return make_recipe(RECIPE)


@pytest.fixture
def source(make_source):
    return make_source({"accounts.csv": ACCOUNTS, "deals.csv": DEALS})


def opportunity(book, key):
    return next(each for each in book.snapshot().of_type("opportunity") if each.tree["ext"]["crm"] == key)


def test_rows_become_records_in_one_commit(book, recipe, source, bring_in):
    preview, saved = bring_in(book, recipe, source)
    assert preview.refusals == ()
    assert {name: each.created for name, each in preview.counts.items()} == {"client": 2, "opportunity": 3}
    assert len(book.history()) == 2
    assert saved.receipt.commit
    deal = opportunity(book, "A1")
    assert (deal.client, deal.tree["stage"], deal.tree["amount"]) == ("acme", "prospecting", "1000.00 EUR")
    assert deal.tree["stage_history"] == [{"at": "2026-02-01T09:00:00+01:00", "to": "prospecting"}]


def test_the_second_import_makes_no_commit(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    preview, saved = bring_in(book, recipe, source)
    assert saved is None
    assert not preview.plan
    assert {name: each.unchanged for name, each in preview.counts.items()} == {"client": 2, "opportunity": 3}


def test_a_dry_run_writes_nothing(book, recipe, source):
    before = sorted(book.root.rglob("*"))
    preview = prepare_import(book, recipe, source)
    assert preview.plan.changes
    assert sorted(path for path in book.root.rglob("*") if ".git/" not in str(path)) == [
        path for path in before if ".git/" not in str(path)
    ]


def test_two_people_get_the_same_files(make_book, recipe, source, bring_in):
    books = [make_book({}, folder=name) for name in ("one", "two")]
    for book in books:
        bring_in(book, recipe, source)
    assert [*books[0].snapshot().records] == [*books[1].snapshot().records]


def test_mends_are_told_with_their_rows(book, recipe, source, bring_in):
    preview, _ = bring_in(book, recipe, source)
    assert {(each.column, each.said, each.meant, each.line) for each in preview.mends} == {
        ("sector", "technolgy", "technology", 2),
        ("parent", "Acmee", "Acme", 3),
        ("account", "Toy Hose", "Toy House", 3),
        ("value", "a lot", "", 4),
    }
    assert book.snapshot().records["clients/toy-house/client"].tree["parent"] == "acme"


def test_text_of_the_wrong_kind_can_go_to_the_body(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    assert opportunity(book, "A3").body == "value: a lot\n"
    assert opportunity(book, "A1").body == "=SUM(A1)\n"


def test_a_record_without_a_client_lies_at_the_root_with_a_warning(book, recipe, source, bring_in):
    preview, _ = bring_in(book, recipe, source)
    deal = opportunity(book, "A3")
    assert deal.path.startswith("opportunities/")
    assert any("no client" in str(each.what) and each.rows == 1 for each in preview.notices)
    assert "without-client" in {each.code for each in book.snapshot().problems_of(deal.path)}


def test_the_schema_of_the_recipe_comes_with_it(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    assert book.schema.types["client"].by_name["sector"].from_book
    assert not [each for each in book.snapshot().problems if each.code == "unknown-field"]


def test_the_schema_the_book_has_is_kept(make_book, recipe, source, bring_in):
    own = (
        "extends: client\nfields:\n  sector: {label: {en: Trade, es: Ramo}}  # ours\n  nick: {label: {en: N, es: N}}\n"
    )
    book = make_book({"schema/client.yaml": own})
    bring_in(book, recipe, source)
    assert (book.root / "schema/client.yaml").read_text() == own


def test_a_changed_row_changes_only_its_field(book, recipe, source, bring_in, make_source):
    bring_in(book, recipe, source)
    path = book.root / opportunity(book, "A1").path
    path.write_text(path.read_text().replace("stage: prospecting", "stage: prospecting  # hot"))
    make_source({"deals.csv": DEALS.replace("A1,Acme,New,1000", "A1,Acme,New,1200")})
    book.refresh()
    preview, _ = bring_in(book, recipe, source)
    assert [(each.id, [diff.field for diff in each.diffs]) for each in preview.plan.changes] == [
        (opportunity(book, "A1").id, ["amount"])
    ]
    assert "stage: prospecting  # hot\n" in path.read_text()
    assert "amount: 1200.00 EUR\n" in path.read_text()


def test_a_persons_edit_stays_when_the_source_says_the_same_as_before(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    book.apply(book.edit(opportunity(book, "A1"), [Put(("amount",), "900.00 EUR")]))
    preview, saved = bring_in(book, recipe, source)
    assert saved is None
    assert preview.kept == ()
    assert opportunity(book, "A1").tree["amount"] == "900.00 EUR"


def test_a_persons_edit_stays_and_is_told_when_the_source_changed_too(book, recipe, source, bring_in, make_source):
    bring_in(book, recipe, source)
    book.apply(book.edit(opportunity(book, "A1"), [Put(("amount",), "900.00 EUR")]))
    make_source({"deals.csv": DEALS.replace("A1,Acme,New,1000", "A1,Acme,New,1200")})
    preview, _ = bring_in(book, recipe, source)
    assert [(each.field, each.said) for each in preview.kept] == [("amount", "1200.00 EUR")]
    assert opportunity(book, "A1").tree["amount"] == "900.00 EUR"


def test_what_the_source_takes_back_is_taken_out(book, recipe, source, bring_in, make_source):
    bring_in(book, recipe, source)
    make_source({"deals.csv": DEALS.replace("A1,Acme,New,1000", "A1,Acme,New,")})
    bring_in(book, recipe, source)
    assert "amount" not in opportunity(book, "A1").tree


def test_a_client_made_by_hand_is_completed_not_overwritten(make_book, recipe, source, bring_in):
    book = make_book({"clients/acme/client.md": "---\ntitle: ACME\nkind: partner\n---\nOurs.\n"})
    bring_in(book, recipe, source)
    acme = book.snapshot().records["clients/acme/client"]
    assert (acme.title, acme.tree["kind"], acme.tree["country"], acme.body) == ("ACME", "partner", "ES", "Ours.\n")
    assert acme.tree["ext"] == {"crm": "Acme"}


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("A9,Nobody Ltd,New,1,2026-02-01,,", "account", "Nobody Ltd"),
        ("A9,Acme,Wonn,1,2026-02-01,,", "stage", "Wonn"),
        ("A9,Acme,New,1,yesterday,,", "opened", "yesterday"),
        ("A9,Acme,New,1,2026-02-01,2026-02-30,", "closed", "2026-02-30"),
        (",Acme,New,1,2026-02-01,,", "id", "no id"),
        ("A1,Acme,New,1,2026-02-01,,", "id", "line 2 has the same id"),
        ("A9,Acme,New,1,2026-02-01,,a,b,c", "", "more cells"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_column_and_the_rest_comes_in(
    book, recipe, bring_in, make_source, row, column, words
):
    source = make_source({"accounts.csv": ACCOUNTS, "deals.csv": DEALS.rstrip() + f"\n    {row}\n"})
    preview, _ = bring_in(book, recipe, source)
    refusal = preview.refusals[0]
    assert (refusal.file, refusal.line, refusal.column) == ("deals.csv", 5, column)
    assert words in str(refusal.reason)
    assert len(book.snapshot().of_type("opportunity")) == 3


def test_strict_imports_all_rows_or_none(book, recipe, make_source):
    source = make_source({"accounts.csv": ACCOUNTS, "deals.csv": DEALS + "    A9,Nobody,New,1,,,\n"})
    with pytest.raises(RowsRefused):
        apply_import(book, prepare_import(book, recipe, source), strict=True)
    assert not book.snapshot().records


def test_the_report_stays_in_the_book(book, recipe, source, bring_in):
    preview, _ = bring_in(book, recipe, source)
    report = (book.root / preview.report).read_text()
    assert "technolgy" in report
    assert "Toy Hose" in report


def test_one_undo_takes_the_whole_import_back(book, recipe, source, bring_in):
    bring_in(book, recipe, source)
    book.undo()
    assert not book.snapshot().records


def test_one_file_can_be_imported_alone(book, recipe, source, bring_in):
    preview, _ = bring_in(book, recipe, source / "accounts.csv")
    assert len(preview.plan.changes) == 2


def test_records_of_one_title_get_different_files(book, recipe, bring_in, make_source):
    source = make_source({"accounts.csv": "name,sector,parent\nAcme!,toys,\nÁcme,toys,\nAcme?,toys,\n"})
    preview, _ = bring_in(book, recipe, source)
    assert preview.refusals == ()
    assert len(book.snapshot().of_type("client")) == 3


def test_a_missing_column_is_told_before_anything_happens(book, recipe, make_source):
    source = make_source({"accounts.csv": "nane,sector,parent\nAcme,toys,\n"})
    with pytest.raises(MissingColumn):
        prepare_import(book, recipe, source)


def test_a_folder_without_any_of_the_files_is_told(book, recipe, tmp_path):
    with pytest.raises(NoSource):
        prepare_import(book, recipe, tmp_path / "nowhere")


def test_cells_with_anything_in_them_come_back_unchanged(book, recipe, bring_in, make_source):
    hostile = [
        "[bold]x[/]",
        "\u202eabc",
        "NO",
        "- a: b",
        "{x}",
        "C:\\new",
        "a\x1b[31mb",
        "@ana",
        "0x1F",
        "#1",
        "…" * 150,
    ]
    rows = "".join(f'"{name}",toys,\n' for name in hostile)
    source = make_source({"accounts.csv": f"name,sector,parent\n{rows}".encode()})
    preview, _ = bring_in(book, recipe, source)
    assert preview.refusals == ()
    assert {each.title for each in book.snapshot().of_type("client")} == set(hostile)


def test_an_entry_that_lacks_what_it_must_have_is_no_entry(book, make_recipe, bring_in, make_source):
    recipe = make_recipe(RECIPE.replace("- only_if: opened\n              at:", "- at:"))
    source = make_source(
        {"accounts.csv": ACCOUNTS, "deals.csv": "id,account,stage,value,opened,closed,comment\nB1,Acme,New,,,,\n"}
    )
    preview, _ = bring_in(book, recipe, source)
    assert preview.refusals == ()
    assert "stage_history" not in opportunity(book, "B1").tree


@pytest.mark.parametrize("account", ["Acm", "Toy", "Toy Hose Corporation", "Acne 2"])
def test_only_a_clear_slip_is_mended(book, recipe, bring_in, make_source, account):
    accounts = ACCOUNTS.rstrip() + "\n    Acma,toys,\n    Acm2,toys,\n"
    deal = f"id,account,stage,value,opened,closed,comment\nB1,{account},New,,,,\n"
    preview, _ = bring_in(book, recipe, make_source({"accounts.csv": accounts, "deals.csv": deal}))
    assert [each.column for each in preview.refusals] == ["account"]
