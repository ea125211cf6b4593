"""Which files of a book are records, and what is only listed."""

import os

import pytest
from cartera.records.files.mistakes import NoSuchFile
from cartera.records.files.scan import is_record_path, list_files, stat_file


def make(root, *paths):
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\n---\n")


def paths(listing):
    return [found.path for found in listing.files]


def codes(listing):
    return [(problem.path, problem.code) for problem in listing.problems]


def test_records_are_listed_by_path_with_what_a_cache_asks_for(tmp_path):
    make(tmp_path, "clients/b/client.md", "clients/a/tasks/x.yaml", "people/ana/user.yml", "clients/a/client.md")
    listing = list_files(tmp_path)
    assert paths(listing) == [
        "clients/a/client.md",
        "clients/a/tasks/x.yaml",
        "clients/b/client.md",
        "people/ana/user.yml",
    ]
    status = (tmp_path / "clients/a/client.md").stat()
    assert listing.files[0][1:] == (status.st_size, status.st_mtime_ns, status.st_ino)
    assert listing.problems == []


def test_what_is_no_record_is_passed_over(tmp_path):
    make(
        tmp_path,
        "cartera.yaml", "README.md", "templates/a.md", "schema/types/a.yaml", "rules/a.yaml", "reports/a.md", ".git/a.md",
        ".hidden/a.md", "clients/.b/a.md", "clients/a/.draft.md", "clients/a/files/offer.md", "clients/a/deck.pdf",
        "clients/a/.cartera-1-0.tmp",
    )  # fmt: skip
    assert list_files(tmp_path).files == []
    assert list_files(tmp_path).problems == []


def test_a_folder_called_files_elsewhere_holds_records(tmp_path):
    make(tmp_path, "clients/files/client.md")
    assert paths(list_files(tmp_path)) == ["clients/files/client.md"]


def test_symlinks_are_listed_and_never_followed(tmp_path):
    book, outside = tmp_path / "book", tmp_path / "outside"
    make(outside, "clients/secret/client.md")
    make(book, "clients/a/client.md")
    (book / "clients/door").symlink_to(outside)
    (book / "clients/a/link.md").symlink_to(outside / "clients/secret/client.md")
    (book / "clients/a/dangling.md").symlink_to("nowhere")
    listing = list_files(book)
    assert paths(listing) == ["clients/a/client.md"]
    assert codes(listing) == [
        ("clients/a/dangling.md", "symlink"),
        ("clients/a/link.md", "symlink"),
        ("clients/door", "symlink"),
    ]
    assert stat_file(book, "clients/door/clients/secret/client.md") is None
    assert stat_file(book, "clients/a/link.md") is None


def test_a_pipe_is_listed_and_not_opened(tmp_path):
    (tmp_path / "tasks").mkdir()
    os.mkfifo(tmp_path / "tasks/pipe.md")
    assert codes(list_files(tmp_path)) == [("tasks/pipe.md", "not-a-file")]
    assert stat_file(tmp_path, "tasks/pipe.md") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [("a\x1b[31m.md", "unsafe-name"), ("a\u202edm.md", "unsafe-name"), ("a\nb.md", "unsafe-name"), ("con.md", "reserved-name"),
     ("a:b.md", "reserved-name"), ("what?.md", "reserved-name"), ("LPT1.yaml", "reserved-name")],
)  # fmt: skip
def test_an_odd_name_is_listed_and_not_opened(tmp_path, name, code):
    make(tmp_path, f"tasks/{name}", "tasks/good.md")
    listing = list_files(tmp_path)
    assert paths(listing) == ["tasks/good.md"]
    assert codes(listing) == [(f"tasks/{name}", code)]
    assert stat_file(tmp_path, f"tasks/{name}") is None


def test_a_name_that_is_not_utf8_is_listed(tmp_path):
    (tmp_path / "tasks").mkdir()
    (tmp_path / os.fsdecode(b"tasks/\xff.md")).write_text("")
    assert [code for _, code in codes(list_files(tmp_path))] == ["unsafe-name"]


def test_an_odd_folder_is_listed_and_not_entered(tmp_path):
    make(tmp_path, "clients/nul/client.md", "clients/git~1/client.md")
    listing = list_files(tmp_path)
    assert listing.files == []
    assert codes(listing) == [("clients/git~1", "unsafe-name"), ("clients/nul", "reserved-name")]


def test_names_that_are_one_file_elsewhere_are_listed_and_read(tmp_path):
    make(
        tmp_path,
        "tasks/Acme.md",
        "tasks/acme.md",
        "tasks/a\u00f1o.md",
        "tasks/an\u0303o.md",
        "tasks/other-task.md",
        "tasks/Other-Task.md",
    )
    listing = list_files(tmp_path)
    assert len(listing.files) == 6
    assert [problem.code for problem in listing.problems] == ["twin-name"] * 3


def test_another_repository_inside_the_book_is_listed_and_not_entered(tmp_path):
    make(tmp_path, "clients/a/.git/config", "clients/a/client.md", "clients/b/client.md")
    listing = list_files(tmp_path)
    assert paths(listing) == ["clients/b/client.md"]
    assert codes(listing) == [("clients/a", "embedded-repository")]


def test_a_folder_that_cannot_be_read_is_listed_and_hides_nothing_else(tmp_path, monkeypatch):
    make(tmp_path, "clients/a/client.md", "clients/b/client.md")
    real = os.scandir

    def forbid(path):
        if str(path).endswith("clients/a"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", forbid)
    listing = list_files(tmp_path)
    assert paths(listing) == ["clients/b/client.md"]
    assert codes(listing) == [("clients/a", "unreadable-folder")]


def test_a_book_that_is_not_there_is_said(tmp_path):
    with pytest.raises(NoSuchFile):
        list_files(tmp_path / "none")


def test_one_file_is_looked_at_as_in_the_listing(tmp_path):
    make(tmp_path, "clients/a/client.md")
    assert stat_file(tmp_path, "clients/a/client.md") == list_files(tmp_path).files[0]
    assert stat_file(tmp_path, "clients/a/gone.md") is None
    assert stat_file(tmp_path, "clients/../x.md") is None
    assert stat_file(tmp_path, "cartera.yaml") is None


def test_a_candidate_is_known_by_its_path_alone():
    assert is_record_path("clients/a/client.md")
    assert not is_record_path("client.md")
    assert not is_record_path("clients/a/files/client.md")
    assert not is_record_path("clients/a/client.txt")
