"""The private folder: whose it is, what becomes of damage, and that no two books share one."""

import json
import stat

import pytest
from cartera.records.files.mistakes import UnsafePath
from cartera.records.files.private import PrivateFolder, private_folder
from cartera.schema.errors import Refused


@pytest.fixture
def private(tmp_path):
    return private_folder(tmp_path / "book", {"XDG_STATE_HOME": str(tmp_path / "state")})


def test_the_folder_lies_where_the_desktop_says_and_names_no_book(tmp_path, private):
    assert private.path.parent == tmp_path / "state/cartera"
    assert "book" not in private.path.name


def test_two_books_have_two_folders_and_one_book_has_one_by_every_path(tmp_path, private):
    environment = {"XDG_STATE_HOME": str(tmp_path / "state")}
    (tmp_path / "book").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "book")
    assert private_folder(tmp_path / "link", environment) == private
    assert private_folder(tmp_path / "other", environment) != private


def test_a_state_home_that_is_no_absolute_path_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = private_folder(tmp_path, {"XDG_STATE_HOME": "state"})
    assert folder.path.is_relative_to(tmp_path / ".local/state/cartera")


def test_what_is_written_is_read_back_and_is_mine_alone(private):
    private.write("note", b"one")
    private.write("note", b"two")
    assert private.read("note") == b"two"
    assert stat.S_IMODE(private.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(private.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((private.path / "note").stat().st_mode) == 0o600


def test_a_file_that_others_could_read_becomes_mine_alone(private):
    private.write("note", b"one")
    (private.path / "note").chmod(0o644)
    private.write("note", b"two")
    assert stat.S_IMODE((private.path / "note").stat().st_mode) == 0o600


def test_nothing_there_is_nothing_and_not_a_mistake(private):
    assert private.read("note") is None
    assert private.read_json("note") is None
    assert private.names() == []
    private.drop("note")
    private.tidy()


def test_a_damaged_file_counts_as_absent_and_is_kept_aside(private):
    private.write("list.json", b'{"half": ')
    assert private.read_json("list.json") is None
    assert (private.path / "list.json.damaged").read_bytes() == b'{"half": '
    assert private.names() == []


def test_a_file_that_is_no_text_is_damaged_too(private):
    private.write("list.json", b"\xff\xfe\x00")
    assert private.read_json("list.json") is None


def test_names_are_those_that_begin_so(private):
    for name in ("draft-b", "draft-a", "history"):
        private.write(name, b"x")
    assert private.names("draft-") == ["draft-a", "draft-b"]
    private.drop("draft-a")
    assert private.names("draft-") == ["draft-b"]


def test_json_is_written_for_people_to_read(private):
    private.write_json("list.json", {"title": "Ñandú"})
    assert "Ñandú" in private.read("list.json").decode()
    assert private.read_json("list.json") == json.loads(private.read("list.json"))


def test_a_symlink_in_the_folder_is_not_followed(tmp_path, private):
    private.write("note", b"x")
    (tmp_path / "secret").write_bytes(b"secret")
    (private.path / "link").symlink_to(tmp_path / "secret")
    assert private.read("link") is None


def test_a_name_never_leaves_the_folder(private):
    with pytest.raises(UnsafePath):
        private.write("../other", b"x")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "state").write_bytes(b"a file")
    folder = PrivateFolder(tmp_path / "state" / "cartera")
    with pytest.raises(Refused) as told:
        folder.write("note", b"x")
    assert "state" in str(told.value)
