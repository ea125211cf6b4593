"""Damaged objects: the doctor gets them again from where the book is shared, and keeps a copy of the damage."""

import random

import pytest
from cartera.records.git.repository import ATTRIBUTES
from cartera.records.saving.stale_locks import SET_ASIDE
from cartera.records.sync.mending import mend
from cartera.schema.language import ENGLISH

from .conftest import CLIENT


@pytest.fixture(autouse=True)
def attributes(ana):
    """Give the book the attributes that every book has, so that the doctor has nothing to say of them."""
    ana.save({".gitattributes": ATTRIBUTES.decode()})
    ana.sync()


def mended(person):
    return [str(each) for each in mend(person.keeper, ENGLISH)]


def objects_of(person):
    return person.root / ".git/objects"


def loose(person, name):
    commit = person.git("rev-parse", name)
    return objects_of(person) / commit[:2] / commit[2:]


def spoil(file, content):
    file.chmod(0o644)
    file.write_bytes(content)


def check_rescued(person, head, text):
    person.keeper.close()
    assert person.head() == head
    assert person.read() == text
    assert person.git("cat-file", "blob", f"HEAD:{CLIENT}") == text.rstrip("\n")
    person.check_sound()


@pytest.fixture
def packed(ana, eva):
    for city in ("Lugo", "Pontevedra", "Ourense"):
        ana.edit("city: " + ana.read().partition("city: ")[2].split("\n")[0], f"city: {city}")
    ana.sync()
    ana.git("repack", "-adq")
    ana.keeper.close()
    (pack,) = (objects_of(ana) / "pack").glob("*.pack")
    return pack


def test_nothing_is_said_of_a_sound_book(ana):
    mended(ana)
    assert mended(ana) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("HEAD", b""),
        (f"HEAD:{CLIENT}", b"garbage"),
        ("HEAD^{tree}", None),
        *(
            pytest.param(name, content, marks=pytest.mark.exhaustive)
            for name in ("HEAD", "HEAD~1", "HEAD^{tree}", "HEAD:clients", f"HEAD:{CLIENT}")
            for content in (b"", b"garbage", None)
        ),
    ],
)
def test_a_loose_object_that_is_shared_is_got_again(ana, name, content):
    ana.edit("owner: ana", "owner: luis")
    ana.edit("Vigo", "Lugo")
    ana.sync()
    ana.keeper.close()
    head, text, file = ana.head(), ana.read(), loose(ana, name)
    if content is None:
        file.unlink()
    else:
        spoil(file, content)
    told = mended(ana)
    assert "History is whole again." in told
    if content is not None:
        assert any((ana.root / ".git" / SET_ASIDE).iterdir())
    check_rescued(ana, head, text)


def test_an_object_that_says_something_else_is_found_though_it_unpacks(ana):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    ana.keeper.close()
    head, text = ana.head(), ana.read()
    other = loose(ana, "HEAD^{tree}").read_bytes()
    spoil(loose(ana, f"HEAD:{CLIENT}"), other)
    assert "History is whole again." in mended(ana)
    check_rescued(ana, head, text)


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.exhaustive) for each in range(1, 30))])
def test_a_pack_with_a_flipped_byte_is_got_again_and_kept_aside(ana, packed, seed):
    head, text, content = ana.head(), ana.read(), bytearray(packed.read_bytes())
    at = random.Random(seed).randrange(12, len(content) - 20)
    content[at] ^= 0x55
    spoil(packed, bytes(content))
    assert "History is whole again." in mended(ana)
    kept = [each for each in (ana.root / ".git" / SET_ASIDE).iterdir() if ".pack" in each.name]
    assert [each.read_bytes() for each in kept] == [bytes(content)]
    check_rescued(ana, head, text)


def test_a_pack_that_is_cut_off_and_an_index_that_is_damaged_are_mended(ana, packed):
    head, text = ana.head(), ana.read()
    spoil(packed.with_suffix(".idx"), b"\xfftOc" + b"\0" * 100)
    assert "History is whole again." in mended(ana)
    check_rescued(ana, head, text)
    for pack in (objects_of(ana) / "pack").glob("*.pack"):
        spoil(pack, pack.read_bytes()[: pack.stat().st_size // 2])
    assert "History is whole again." in mended(ana)
    check_rescued(ana, head, text)


def test_what_was_never_shared_is_taken_from_the_disk(ana, hub):
    ana.edit("owner: ana", "owner: luis")
    ana.keeper.close()
    head, text = ana.head(), ana.read()
    for file in [loose(ana, name) for name in (f"HEAD:{CLIENT}", "HEAD^{tree}", "HEAD:clients")]:
        file.unlink()
    hub.rename(hub.with_name("away.git"))
    told = mended(ana)
    assert any("could not be asked" in each for each in told)
    assert "History is whole again." in told
    check_rescued(ana, head, text)


def test_a_commit_that_nobody_has_any_more_leaves_the_files_and_the_one_before(ana):
    before = ana.head()
    ana.edit("owner: ana", "owner: luis")
    ana.keeper.close()
    spoil(loose(ana, "HEAD"), b"")
    told = mended(ana)
    assert any("newest commit could not be got back" in each for each in told)
    assert ana.head() == before
    assert "owner: luis" in ana.read()
    assert ana.git("status", "--porcelain") == f"M {CLIENT}"
    ana.edit("owner: luis", "owner: eva")
    assert "owner: eva" in ana.git("show", f"HEAD:{CLIENT}")


@pytest.mark.parametrize("content", ["", "\0" * 41])
def test_a_branch_that_a_power_cut_emptied_leads_to_its_last_commit_again(ana, content):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    ana.keeper.close()
    head, text = ana.head(), ana.read()
    (ana.root / ".git/refs/heads/main").write_text(content)
    mended(ana)
    check_rescued(ana, head, text)


def test_what_only_makes_git_faster_is_written_anew(ana, packed):
    head, text = ana.head(), ana.read()
    ana.git("commit-graph", "write", "--reachable")
    graph = objects_of(ana) / "info/commit-graph"
    content = bytearray(graph.read_bytes())
    content[len(content) // 2] ^= 0x55
    spoil(graph, bytes(content))
    mended(ana)
    assert any((ana.root / ".git" / SET_ASIDE).iterdir())
    check_rescued(ana, head, text)


def test_an_index_that_cannot_be_read_is_made_anew(ana):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    head, text = ana.head(), ana.read()
    index = ana.root / ".git/index"
    index.write_bytes(index.read_bytes()[:100])
    told = mended(ana)
    assert any("index was damaged" in each for each in told), told
    check_rescued(ana, head, text)


def test_a_sync_keeps_the_graph_of_commits(ana, eva):
    ana.edit("owner: ana", "owner: luis")
    ana.sync()
    eva.sync()
    for each in (ana, eva):
        assert (objects_of(each) / "info/commit-graphs/commit-graph-chain").exists()
        assert each.git("commit-graph", "verify") == ""
