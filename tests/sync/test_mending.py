"""What the doctor puts right: nothing is deleted without a copy, and nothing that may be in use is touched."""

import os
import time

import pytest
from cartera.records.git.repository import ATTRIBUTES
from cartera.records.saving.stale_locks import SET_ASIDE
from cartera.records.sync.mending import mend
from cartera.records.sync.setup import complete_attributes
from cartera.schema.language import ENGLISH

from .conftest import CLIENT


@pytest.fixture(autouse=True)
def attributes(ana):
    """Give the book the attributes that every book has, so that the doctor has nothing to say of them."""
    ana.save({".gitattributes": ATTRIBUTES.decode()})
    ana.sync()


def mended(person, broken=()):
    return [str(each) for each in mend(person.keeper, ENGLISH, broken)]


def age(path, seconds=7200):
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


@pytest.fixture
def lock(ana):
    mended(ana)
    path = ana.root / ".git/index.lock"
    path.write_bytes(b"half an index")
    return path


def test_a_stale_lock_is_set_aside_and_saves_are_told_to_git_again(ana, lock):
    ana.edit("owner: ana", "owner: luis")
    age(lock)
    assert any("belonged to nobody" in each for each in mended(ana))
    assert (ana.root / ".git" / SET_ASIDE / "index.lock.0").read_bytes() == b"half an index"
    ana.check_sound()


def test_a_fresh_lock_is_left_alone(ana, lock):
    assert any("may be in use" in each for each in mended(ana))
    assert lock.exists()


def test_an_old_lock_beside_a_living_git_is_left_alone(ana, lock, living_git):
    age(lock)
    with living_git(ana.root) as git:
        assert any("may be in use" in each for each in mended(ana))
        git.stdin.close()
    assert lock.exists()


def test_a_half_written_file_is_set_aside(ana):
    half = ana.root / "clients/acme/.cartera-1-0.tmp"
    half.write_text("half")
    age(half)
    assert any("never finished" in each for each in mended(ana))
    assert not half.exists()
    assert (ana.root / ".git" / SET_ASIDE / "clients_acme_.cartera-1-0.tmp.0").read_text() == "half"


def test_git_is_set_up_once(ana):
    assert len(mended(ana)) == 1
    assert mended(ana) == []


def test_a_record_with_markers_is_made_whole(ana):
    mended(ana)
    ana.save({CLIENT: ana.read().replace("owner: ana\n", "<<<<<<< a\nowner: luis\n=======\nowner: eva\n>>>>>>> b\n")})
    assert any("conflict markers" in each for each in mended(ana, [CLIENT]))
    assert "owner: luis" in ana.read()
    assert "other: eva" in ana.read()


def test_markers_that_are_not_whole_are_left_to_the_person(ana):
    mended(ana)
    text = ana.read() + "<<<<<<< a\n>>>>>>> b\n"
    ana.save({CLIENT: text})
    assert any("not whole" in each for each in mended(ana, [CLIENT]))
    assert ana.read() == text


def test_a_clone_that_would_mix_lines_is_told_not_to_and_what_a_person_wrote_stays(ana):
    ana.save({".gitattributes": "*.png binary\n"})
    assert any(".gitattributes" in each for each in mended(ana))
    text = ana.read(".gitattributes")
    assert text.startswith("*.png binary\n")
    assert "*.md   -text -merge" in text
    assert complete_attributes(ana.root) is None
    ana.check_sound()


@pytest.mark.parametrize("text", ["*.md -text -merge diff=cartera\n*.yaml -text -merge diff=cartera\n"])
def test_attributes_are_told_by_what_they_say_and_not_by_their_gaps(ana, text):
    said = text + "*.yml -text -merge diff=cartera\n*.csv -text"
    (ana.root / ".gitattributes").write_text(said)
    assert complete_attributes(ana.root) is None
    (ana.root / ".gitattributes").write_text(text)
    assert complete_attributes(ana.root) is not None
