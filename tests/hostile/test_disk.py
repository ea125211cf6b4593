"""A disk that is full, read-only or failing: a sentence with what to do, the old record whole, and the next save works."""

import errno
from datetime import datetime

import pytest
from cartera.cli.running import run
from cartera.cli.world import World
from cartera.records.files import disk

FILE = "clients/acme/opportunities/line-2-k3x9.md"
SAVE = ["set", "line-2", "amount=1k"]


@pytest.fixture
def cartera(place, monkeypatch, capsys):
    """Return a function that runs a command in this process and gives its code and what it said."""
    for name in ("GIT_CONFIG_GLOBAL", "HOME", "XDG_CACHE_HOME", "LANG"):
        monkeypatch.setenv(name, place.environment[name])
    moment = datetime.fromisoformat("2026-07-20T09:30:00+02:00")

    def command(*arguments):
        world = World(clock=lambda: moment, is_interactive=lambda: False)
        code = run(["-C", str(place.book), *arguments], world)
        told = capsys.readouterr()
        return code, told.out + told.err

    return command


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.EIO, "The disk failed"),
    ],
    ids=errno.errorcode.get,
)
@pytest.mark.parametrize("call", ["create_file", "write", "flush"])
def test_a_save_that_the_disk_refuses_is_told_and_loses_nothing(place, cartera, monkeypatch, call, number, says):
    before = (place.book / FILE).read_bytes()

    def refuse(*_):
        raise OSError(number, "injected")

    with monkeypatch.context() as patched:
        patched.setattr(disk, call, refuse)
        code, told = cartera(*SAVE)
        assert (code, says in told) == (1, True), told
        assert (place.book / FILE).read_bytes() == before
        assert cartera("list", "opportunity", "--ids")[0] == 0
        assert cartera("show", "line-2")[0] == 0
    code, told = cartera(*SAVE)
    assert code == 0, told
    assert b"1000.00" in (place.book / FILE).read_bytes()
    assert cartera("doctor")[1].count("! ") == 0


def test_a_place_for_the_lock_that_is_none_is_told(place, cartera):
    (place.book / ".git/cartera").write_text("in the way")
    code, told = cartera(*SAVE)
    assert code == 1
    assert ".git/cartera" in told
    assert cartera("list", "opportunity", "--ids")[0] == 0
    (place.book / ".git/cartera").unlink()
    assert cartera(*SAVE)[0] == 0


def test_a_record_under_a_folder_that_became_a_link_is_not_written_through_it(place, cartera):
    place.outside.mkdir()
    cartera("list", "opportunity")
    (place.book / "clients/acme/opportunities").rename(place.outside / "opportunities")
    (place.book / "clients/acme/opportunities").symlink_to(place.outside / "opportunities")
    before = (place.outside / "opportunities/line-2-k3x9.md").read_bytes()
    assert cartera(*SAVE)[0] in {1, 3}
    assert (place.outside / "opportunities/line-2-k3x9.md").read_bytes() == before
    code, told = cartera("new", "opportunity", "title=Third", "--client", "acme", "amount=1k")
    assert code == 1, told
    assert len(list((place.outside / "opportunities").iterdir())) == 1


def test_a_cache_that_cannot_be_kept_costs_time_and_nothing_else(place, cartera):
    (place.home / "cache").write_text("in the way")
    code, told = cartera("list", "opportunity", "--ids")
    assert code == 0, told
    assert cartera(*SAVE)[0] == 0


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"garbage", b"\x83" * 70_000])
def test_a_damaged_cache_changes_nothing(place, cartera, content):
    before = cartera("list", "opportunity", "--json")
    for file in (place.home / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(content)
    assert cartera("list", "opportunity", "--json") == before
    assert cartera("check")[0] == 0
