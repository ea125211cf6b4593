"""The facade: what a person does with a book, from the first file to the commit."""

import subprocess
import textwrap
from contextlib import closing

import pytest
from cartera.records.creating import BookExists, FolderInUse, create_book
from cartera.records.files.edits import Append, Drop, Put, PutBody
from cartera.records.guards import MoveRefused
from cartera.records.names import AmbiguousReference, NoSuchRecord
from cartera.records.opening import open_book
from cartera.records.plan import Plan, join
from cartera.records.planning import EditConflict, plan_extras
from cartera.records.renaming import NameTaken
from cartera.records.saving.undo import NothingToUndo
from cartera.records.saving.writes import ChangedOnDisk
from cartera.schema.sentences import sentence

CLIENT = """
    ---
    title: Acme
    kind: company
    industry: technology
    country: "ES"
    tz: Europe/Madrid
    lang: "es"
    currency: EUR
    lifecycle: qualified
    lifecycle_history:
      - {at: 2026-05-04T10:00:00+02:00, to: qualified, by: ana}
    source: web
    first_contact_at: 2026-05-04
    owner: ana
    ---
    Notas.
    """
DEAL = """
    ---
    title: Plataforma   # la grande
    kind: new
    pipeline: b2c
    stage: proposal
    stage_history:
      - {at: 2026-05-11T12:00:00+02:00, to: proposal, by: ana}
    amount: 48000.00 EUR
    expected_close: 2026-08-14
    forecast: pipeline
    next_step: Llamar
    next_step_due: 2026-07-21
    strategy: Empezar pequeño
    technique: solution
    owner: ana
    ---
    """
USER = """
    ---
    title: Ana Prueba
    role: ae
    email: ana@example.com
    tz: Europe/Madrid
    hours: {mon: ["09:00-14:00"]}
    ---
    """
FILES = {
    "clients/acme/client.md": CLIENT,
    "clients/acme/opportunities/plataforma-k3x9.md": DEAL,
    "people/ana/user.md": USER,
}


@pytest.fixture
def book(make_book):
    return make_book(FILES)


def log_of(book):
    done = subprocess.run(
        ["git", "-C", str(book.root), "log", "--format=%s"], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def text_of(book, path):
    return (book.root / path).read_text(encoding="utf-8")


def test_the_book_knows_who_works_by_the_git_address(book):
    assert book.me == "ana"
    assert [each.id for each in book.snapshot()] == [
        "clients/acme/client",
        "clients/acme/opportunities/plataforma-k3x9",
        "people/ana/user",
    ]
    assert [str(each.message) for each in book.snapshot().problems] == []


def test_one_edited_field_is_one_changed_line_and_one_commit(book):
    deal = book.find("plataforma")
    before = text_of(book, deal.path)
    saved = book.apply(book.edit(deal, [Put(("amount",), "50000.00 EUR")]))
    assert text_of(book, deal.path) == before.replace("48000.00", "50000.00")
    assert saved.change.edited == (deal.id,)
    assert saved.receipt.commit
    assert log_of(book) == ["acme: Oportunidad «Plataforma»: Importe 48.000,00 € → 50.000,00 €", "Start"]
    assert book.snapshot().records[deal.id].text("amount") == "50000.00 EUR"


def test_a_postponed_close_leaves_its_trace(book):
    deal = book.find("plataforma")
    book.apply(book.edit(deal, [Put(("expected_close",), "2026-09-30")]))
    deal = book.find("plataforma")
    assert deal.tree["close_date_moves"] == [
        {"at": "2026-07-20T09:30:00+02:00", "from": "2026-08-14", "to": "2026-09-30"}
    ]
    assert not book.edit(deal, [Put(("expected_close",), "2026-09-30")])
    assert book.snapshot().problems == ()


def test_an_edit_that_changes_nothing_is_no_commit(book):
    deal = book.find("plataforma")
    plan = book.edit(deal, [Put(("amount",), "48000.00 EUR"), Drop(("reason",))])
    assert not plan


def test_a_new_record_gets_its_defaults_and_lies_with_its_client(book):
    plan = book.new("task", {"title": "Llamar a Elena"}, client="acme")
    saved = book.apply(plan)
    task = book.snapshot().records[saved.ids[0]]
    assert task.path.startswith("clients/acme/tasks/llamar-a-elena-")
    assert (task.text("assignee"), task.text("status"), task.text("created")) == ("ana", "open", "2026-07-20")
    assert not book.snapshot().problems_of(task.path)


def test_an_outside_edit_of_another_field_is_kept_by_a_save(book):
    deal = book.find("plataforma")
    path = book.root / deal.path
    path.write_text(path.read_text().replace("next_step: Llamar", "next_step: Visitar"))
    book.apply(book.edit(deal, [Put(("amount",), "1.00 EUR")]))
    assert "next_step: Visitar" in path.read_text()
    assert "amount: 1.00 EUR" in path.read_text()


def test_an_outside_edit_of_the_same_field_is_a_conflict_that_names_it(book):
    deal = book.find("plataforma")
    path = book.root / deal.path
    path.write_text(path.read_text().replace("48000.00", "47000.00"))
    with pytest.raises(EditConflict) as conflict:
        book.edit(deal, [Put(("amount",), "1.00 EUR")])
    assert (conflict.value.field, conflict.value.theirs) == ("amount", "47000.00 EUR")
    assert "47000.00" in path.read_text()


def test_an_edit_between_plan_and_save_is_merged(book):
    deal = book.find("plataforma")
    plan = book.edit(deal, [Append(("tags",), "grande"), PutBody("Nuevo texto.\n")])
    path = book.root / deal.path
    path.write_text(path.read_text().replace("next_step: Llamar", "next_step: Visitar"))
    book.apply(plan)
    text = path.read_text()
    assert "Visitar" in text
    assert "grande" in text
    assert text.endswith("Nuevo texto.\n")


def test_refresh_sees_what_others_did_and_nothing_else(book):
    assert not book.refresh()
    (book.root / "clients/acme/client.md").write_text(
        text_of(book, "clients/acme/client.md").replace("Acme", "Acme SA")
    )
    (book.root / "clients/acme/opportunities/plataforma-k3x9.md").unlink()
    change = book.refresh()
    assert change.edited == ("clients/acme/client",)
    assert change.deleted == ("clients/acme/opportunities/plataforma-k3x9",)


def test_a_move_that_lacks_something_names_it(book):
    deal = book.find("plataforma")
    with pytest.raises(MoveRefused) as refused:
        book.move(deal, "lost")
    assert {each.field for each in refused.value.missing} >= {"reason"}
    assert not log_of(book)[1:]


def test_a_won_deal_makes_its_client_a_customer_in_the_same_commit(make_book):
    order = """
        ---
        title: Pedido 1
        kind: order
        date: 2026-07-19
        net: 48000.00 EUR
        tax: 0.00 EUR
        about: plataforma-k3x9
        ---
        """
    book = make_book({**FILES, "clients/acme/transactions/2026/2026-07-19-order-ab12.md": order})
    deal = book.find("plataforma")
    saved = book.apply(book.move(deal, "won", given={"lesson": "Escuchar", "reason": "fit"}))
    snapshot = book.snapshot()
    assert set(saved.ids) == {deal.id, "clients/acme/client"}
    assert snapshot.records[deal.id].text("closed_on") == "2026-07-20"
    assert snapshot.records["clients/acme/client"].text("lifecycle") == "customer"
    assert [str(each.message) for each in snapshot.problems] == []
    assert len(log_of(book)) == 2


def test_rename_rewrites_links_and_leaves_an_alias(make_book):
    note = """
        ---
        title: Llamada
        kind: call
        direction: out
        at: 2026-07-19T10:00:00+02:00
        about: [plataforma-k3x9]
        ---
        Sobre [[plataforma-k3x9]] y [[plataforma-k3x9|la grande]].
        """
    book = make_book({**FILES, "clients/acme/interactions/2026/2026-07-19-call-ab12.md": note})
    book.apply(book.rename(book.find("plataforma"), "traza"))
    snapshot = book.snapshot()
    deal = snapshot.records["clients/acme/opportunities/traza"]
    assert deal.tree["aliases"] == ["plataforma-k3x9"]
    call = snapshot.records["clients/acme/interactions/2026/2026-07-19-call-ab12"]
    assert call.tree["about"] == ["traza"]
    assert call.body == "Sobre [[traza]] y [[traza|la grande]].\n"
    assert snapshot.resolve("plataforma-k3x9", call) is deal
    assert len(log_of(book)) == 2


def test_renaming_a_client_moves_everything_it_holds(book):
    book.apply(book.rename(book.find("acme"), "acme-iberia"))
    assert {each.client for each in book.snapshot().of_type("opportunity")} == {"acme-iberia"}
    assert not (book.root / "clients/acme").exists()
    assert [each.code for each in book.snapshot().problems] == []


def test_renaming_a_client_takes_attachments_broken_files_and_qualified_links_along(make_book):
    other = CLIENT.replace("Acme", "Beta").replace("owner: ana", "owner: ana\n    links: [acme/plataforma-k3x9]")
    book = make_book(
        {
            **FILES,
            "clients/beta/client.md": other,
            "clients/acme/files/oferta.pdf": b"%PDF \x00\xff",
            "clients/acme/tasks/rota-aa11.md": "---\na: 1\na: 2\n---\n",
        }
    )
    book.apply(book.rename(book.find("acme"), "acme-iberia"))
    assert not (book.root / "clients/acme").exists()
    assert (book.root / "clients/acme-iberia/files/oferta.pdf").read_bytes() == b"%PDF \x00\xff"
    assert list(book.snapshot().broken) == ["clients/acme-iberia/tasks/rota-aa11.md"]
    assert book.find("beta").tree["links"] == ["acme-iberia/plataforma-k3x9"]
    assert [each.code for each in book.snapshot().problems] == ["duplicate-key"]
    book.undo()
    assert (book.root / "clients/acme/files/oferta.pdf").read_bytes() == b"%PDF \x00\xff"
    assert book.find("beta").tree["links"] == ["acme/plataforma-k3x9"]


def test_a_taken_name_is_refused(make_book):
    book = make_book({**FILES, "clients/beta/client.md": CLIENT.replace("Acme", "Beta")})
    with pytest.raises(NameTaken):
        book.rename(book.find("acme"), "beta")


def test_a_name_that_would_make_links_of_the_client_ambiguous_is_refused(book):
    saved = book.apply(book.new("task", {"title": "Otra"}, client="acme"))
    task = book.snapshot().records[saved.ids[0]]
    with pytest.raises(NameTaken):
        book.rename(task, "plataforma-k3x9")


def test_a_client_of_that_name_is_meant_before_what_lies_in_its_folder(book):
    book.apply(book.new("task", {"title": "Otra"}, client="acme"))
    assert book.find("acm").id == "clients/acme/client"
    with pytest.raises(NoSuchRecord):
        book.find("acme", ["task"])
    assert book.find("acme/tasks", ["task"]).title == "Otra"


def test_several_plans_are_one_commit(book):
    plans = [book.new("task", {"title": f"Tarea {number}"}, client="acme") for number in range(5)]
    book.apply(join(plans, sentence("five tasks")))
    assert len(log_of(book)) == 2
    assert len(book.snapshot().of_type("task")) == 5


def test_names_are_found_by_part_and_told_when_several_fit(make_book):
    book = make_book({**FILES, "clients/acme/opportunities/plata-aa11.md": DEAL.replace("Plataforma", "Plata")})
    assert book.find("acme").type == "client"
    assert book.find("k3x9").title == "Plataforma"
    with pytest.raises(AmbiguousReference) as several:
        book.find("plat", ["opportunity"])
    assert len(several.value.candidates) == 2
    with pytest.raises(NoSuchRecord):
        book.find("nada-de-nada")


def test_a_broken_file_hides_nothing_and_is_told(make_book):
    book = make_book({**FILES, "clients/acme/tasks/rota-aa11.md": "---\ntitle: x\ntitle: y\n---\n"})
    assert len(book.snapshot().records) == 3
    assert list(book.snapshot().broken) == ["clients/acme/tasks/rota-aa11.md"]
    assert book.snapshot().problems[0].code == "duplicate-key"


def test_a_new_book_knows_its_maker_and_is_committed(tmp_path, clock):
    book, receipt = create_book(tmp_path / "mi-cartera", clock, settings={"name": "Mía", "language": "es"})
    with closing(book):
        assert receipt.commit
        assert book.me == "ana"
        assert book.config.name == "Mía"
        assert not book.snapshot().problems
        assert len(log_of(book)) == 1
        with pytest.raises(NothingToUndo):
            book.undo()
        with closing(open_book(tmp_path / "mi-cartera" / "people", clock)) as again:
            assert again.root == book.root
    with pytest.raises(BookExists):
        create_book(tmp_path / "mi-cartera", clock, settings={})


def test_a_folder_in_use_does_not_become_a_book(tmp_path, clock):
    (tmp_path / "otros").mkdir()
    (tmp_path / "otros" / "carta.txt").write_text("hola")
    with pytest.raises(FolderInUse):
        create_book(tmp_path / "otros", clock, settings={})


def test_making_a_book_leaves_what_a_person_has_there(tmp_path, clock):
    root = tmp_path / "viejo"
    (root / "people/ana").mkdir(parents=True)
    (root / "people/ana/user.md").write_text("---\ntitle: Ana de siempre\n---\n")
    (root / ".gitattributes").write_text("*.pdf filter=lfs")
    subprocess.run(["git", "-C", str(root), "init", "-q"], check=True)
    create_book(root, clock, settings={"name": "Vieja"})[0].close()
    assert (root / "people/ana/user.md").read_text() == "---\ntitle: Ana de siempre\n---\n"
    attributes = (root / ".gitattributes").read_text()
    assert attributes.startswith("*.pdf filter=lfs\n")
    assert "diff=cartera" in attributes


def test_an_edit_at_a_place_in_a_list_that_grew_meanwhile_is_a_conflict(make_book):
    lines = "lines:\n  - {product: b, qty: 1}\n"
    text = textwrap.dedent(DEAL).replace("owner: ana\n", f"owner: ana\n{lines}")
    book = make_book({**FILES, "clients/acme/opportunities/plataforma-k3x9.md": text})
    deal = book.find("plataforma")
    path = book.root / deal.path
    path.write_text(path.read_text().replace("lines:\n", "lines:\n  - {product: a, qty: 1}\n"))
    with pytest.raises(EditConflict):
        book.edit(deal, [Put(("lines", 0, "qty"), "99")])


def test_a_comment_written_in_an_editor_is_a_change(book):
    from cartera.records.rewriting import plan_rewrite

    client = book.find("acme")
    content = (book.root / client.path).read_bytes().replace(b"title: Acme", b"# llamar antes de las 12\ntitle: Acme")
    book.apply(plan_rewrite(book.snapshot(), book.root, client, content))
    assert (book.root / client.path).read_bytes() == content


def test_an_extra_file_that_changed_since_the_plan_is_not_overwritten(book):
    (book.root / "schema").mkdir()
    (book.root / "schema/task.yaml").write_text("extends: task\n")
    plan = Plan(sentence("x"), extras=plan_extras(book.root, {"schema/task.yaml": b"extends: task\n# ours\n"}))
    (book.root / "schema/task.yaml").write_text("extends: task\n# theirs\n")
    with pytest.raises(ChangedOnDisk):
        book.apply(plan)
    assert "theirs" in (book.root / "schema/task.yaml").read_text()
