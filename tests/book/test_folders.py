"""A client's or a person's folder is one thing: it moves whole, goes whole, and is never taken over."""

import subprocess

import pytest
from cartera.records.folders import FolderTaken, IgnoredInside, LinkInside, UncommittedInside

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
    """
TASK = """
    ---
    title: Llamar
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
    "clients/acme/tasks/llamar-m2p7.md": TASK,
    "clients/acme/tasks/rota-aa11.md": "---\na: 1\na: 2\n---\n",
    "clients/acme/files/oferta.pdf": b"%PDF \x00\xff",
    "people/ana/user.md": USER,
}


@pytest.fixture
def book(make_book):
    return make_book(FILES)


def contents_of(book):
    return {
        each.relative_to(book.root).as_posix(): each.read_bytes()
        for folder in ("clients", "people")
        for each in (book.root / folder).rglob("*")
        if each.is_file()
    }


def put(book, path, text="mine"):
    place = book.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


@pytest.mark.parametrize(("ref", "folder"), [("acme", "clients/beta"), ("ana", "people/beta")])
def test_a_rename_into_a_folder_with_files_is_refused_and_names_it(book, ref, folder):
    put(book, f"{folder}/files/note.txt")
    before = contents_of(book)
    with pytest.raises(FolderTaken, match=folder):
        book.rename(book.find(ref), "beta")
    assert contents_of(book) == before


def test_a_rename_into_a_file_or_a_symlink_is_refused(book):
    put(book, "clients/beta")
    (book.root / "clients/gama").symlink_to("nowhere")
    for name in ("beta", "gama"):
        with pytest.raises(FolderTaken):
            book.rename(book.find("acme"), name)


def test_a_rename_into_an_empty_folder_is_made(book):
    (book.root / "clients/beta/files").mkdir(parents=True)
    book.apply(book.rename(book.find("acme"), "beta"))
    assert (book.root / "clients/beta/files/oferta.pdf").exists()
    assert not (book.root / "clients/acme").exists()


def test_a_new_client_does_not_take_over_a_folder_with_files(book):
    put(book, "clients/beta/files/note.txt")
    with pytest.raises(FolderTaken, match="clients/beta"):
        book.new("client", {"title": "Beta"})
    book.new("client", {"title": "Gama"})


def test_a_symlink_inside_is_named_and_nothing_moves_or_goes(book):
    (book.root / "clients/acme/files/elsewhere").symlink_to(book.root / "people")
    (book.root / "clients/acme/files/nowhere.pdf").symlink_to("missing.pdf")
    before = contents_of(book)
    for planned in (
        lambda: book.rename(book.find("acme"), "beta"),
        lambda: book.remove(book.find("acme"), with_contents=True),
    ):
        with pytest.raises(LinkInside, match=r"clients/acme/files/elsewhere, clients/acme/files/nowhere\.pdf"):
            planned()
    assert contents_of(book) == before


def test_what_git_ignores_is_named_and_never_committed_or_deleted(make_book):
    book = make_book({**FILES, ".gitignore": "*.bak\n"})
    put(book, "clients/acme/files/ñ 1.bak")
    with pytest.raises(IgnoredInside, match=r"clients/acme/files/ñ 1\.bak"):
        book.rename(book.find("acme"), "beta")
    with pytest.raises(IgnoredInside):
        book.remove(book.find("acme"), with_contents=True)


def test_an_ignored_pattern_does_not_hold_up_a_file_that_git_holds(book):
    put(book, ".gitignore", "*.pdf\n")
    book.apply(book.rename(book.find("acme"), "beta"))
    assert (book.root / "clients/beta/files/oferta.pdf").exists()


def test_a_client_goes_with_its_contents_in_one_commit_and_undo_restores_all(book):
    before = contents_of(book)
    book.apply(book.remove(book.find("acme"), with_contents=True))
    assert list(contents_of(book)) == ["people/ana/user.md"]
    assert [each.id for each in book.snapshot()] == ["people/ana/user"]
    status = ["git", "-C", str(book.root), "status", "--porcelain"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""
    book.undo()
    assert contents_of(book) == before


@pytest.mark.parametrize("path", ["clients/acme/files/new.txt", "clients/acme/files/oferta.pdf"])
def test_what_no_commit_holds_is_named_and_not_deleted(book, path):
    put(book, path)
    with pytest.raises(UncommittedInside, match=path):
        book.remove(book.find("acme"), with_contents=True)


def test_without_its_contents_only_the_record_goes(book):
    (change,) = book.remove(book.find("acme")).changes
    assert change.path == "clients/acme/client.md"
