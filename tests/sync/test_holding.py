"""Getting another client into a clone that holds only some: over file://, with real git, and killed on the way."""

import subprocess

import pytest
from cartera.records.book import Book
from cartera.records.git.mistakes import ObjectsElsewhere
from cartera.records.sync import holding
from cartera.records.sync.cloning import Extent, clone_book
from cartera.records.sync.holding import absent_clients, hold_clients
from cartera.records.sync.mistakes import NoSuchClientThere

from .conftest import Person

BETA = "clients/beta/client.md"
GAMMA = "clients/gamma/client.md"


@pytest.fixture
def server(ana, hub):
    """A book of three clients, one of them with two versions."""
    for name in ("beta", "gamma"):
        ana.save({f"clients/{name}/client.md": f"---\ntitle: {name.title()}\ncity: Lugo\n---\n"})
    ana.edit("Lugo", "Vigo", BETA)
    ana.sync()
    subprocess.run(["git", "-C", str(hub), "config", "uploadpack.allowFilter", "true"], check=True)
    return f"file://{hub}"


@pytest.fixture
def part(server, tmp_path):
    """A clone of one client, whose other files' contents stayed on the server."""
    root = tmp_path / "part"
    clone_book(server, root, Extent(("acme",)))
    for key, value in (("name", "Eva"), ("email", "eva@example.com")):
        subprocess.run(["git", "-C", str(root), "config", f"user.{key}", value], check=True)
    person = Person(root, "eva")
    yield person
    person.keeper.close()


def test_a_client_is_got_byte_for_byte_and_nothing_else_changes(ana, part):
    held = hold_clients(part.keeper, ["beta"])
    assert (held.clients, held.files) == (("beta",), (BETA,))
    assert (part.root / BETA).read_bytes() == (ana.root / BETA).read_bytes()
    assert not (part.root / GAMMA).exists()
    part.check_sound()


def test_what_is_held_now_comes_in_and_goes_out_with_the_next_syncs(ana, part):
    hold_clients(part.keeper, ["beta"])
    ana.save(
        {"clients/beta/tasks/new-a1b2.md": "---\ntitle: New\n---\n", GAMMA: "---\ntitle: Gamma\ncity: Ourense\n---\n"}
    )
    ana.sync()
    part.edit("Vigo", "Pontevedra", BETA)
    part.sync()
    assert (part.root / "clients/beta/tasks/new-a1b2.md").exists()
    assert not (part.root / GAMMA).exists()
    part.check_sound()
    ana.sync()
    assert "Pontevedra" in ana.read(BETA)


def test_everything_is_got_and_the_clone_is_a_whole_one(ana, part):
    held = hold_clients(part.keeper)
    assert held.files == (BETA, GAMMA)
    assert part.git("config", "--bool", "core.sparseCheckout") == "false"
    part.check_sound()
    ana.save({"clients/delta/client.md": "---\ntitle: Delta\n---\n"})
    ana.sync()
    part.sync()
    assert (part.root / "clients/delta/client.md").exists()


def test_a_clone_that_git_made_sparse_gets_a_client_and_everything_too(ana, eva, server):
    for cone in ("--cone", "--no-cone"):
        eva.sync()
        eva.git("status")  # git only takes away what it has looked at
        eva.git(
            "sparse-checkout",
            "set",
            cone,
            *(("clients/acme",) if cone == "--cone" else ("/*", "!/clients/*/", "/clients/acme/")),
        )
        assert not (eva.root / BETA).exists()
        hold_clients(eva.keeper, ["beta"])
        assert (eva.root / BETA).exists()
        assert not (eva.root / GAMMA).exists()
        eva.check_sound()
        hold_clients(eva.keeper)
        assert (eva.root / GAMMA).exists()
        eva.check_sound()


def test_git_itself_agrees_with_what_is_held(part):
    hold_clients(part.keeper, ["beta"])
    part.git("sparse-checkout", "reapply")
    assert (part.root / BETA).exists()
    assert not (part.root / GAMMA).exists()
    part.check_sound()


def test_an_open_book_shows_what_was_got(part):
    book = Book(part.root, part._clock)
    assert absent_clients(book.snapshot().absent.ids) == ("beta", "gamma")
    hold_clients(part.keeper, ["beta"])
    book.refresh()
    assert "clients/beta/client" in book.snapshot().records
    assert absent_clients(book.snapshot().absent.ids) == ("gamma",)
    book.close()


def test_who_is_killed_on_the_way_gets_the_rest_the_next_time(part, monkeypatch):
    def die(*_arguments):
        raise KeyboardInterrupt

    for step in ("mark_held", "widen_sparse"):
        with monkeypatch.context() as patch:
            patch.setattr(holding, step, die)
            with pytest.raises(KeyboardInterrupt):
                hold_clients(part.keeper, ["beta"])
        part.edit("Vigo", "Lugo") if "Vigo" in part.read() else part.edit("Lugo", "Vigo")
        part.sync()
    hold_clients(part.keeper, ["beta"])
    assert (part.root / BETA).exists()
    part.check_sound()


def test_a_file_that_somebody_has_put_there_is_not_replaced(part):
    (part.root / "clients/beta").mkdir()
    (part.root / BETA).write_text("mine\n")
    hold_clients(part.keeper, ["beta"])
    assert (part.root / BETA).read_text() == "mine\n"
    assert part.git("status", "--porcelain") == f"M {BETA}"


def test_a_server_that_does_not_answer_leaves_all_as_it_is(part, hub):
    hub.rename(hub.with_name("gone"))
    with pytest.raises(ObjectsElsewhere):
        hold_clients(part.keeper, ["beta"])
    assert not (part.root / BETA).exists()
    part.check_sound()


def test_a_client_that_nobody_knows_is_named_with_the_nearest(part):
    with pytest.raises(NoSuchClientThere, match="gama"):
        hold_clients(part.keeper, ["gama"])


def test_a_clone_of_everything_has_nothing_to_get(ana):
    assert hold_clients(ana.keeper, ["acme"]).files == ()
    assert hold_clients(ana.keeper).files == ()
