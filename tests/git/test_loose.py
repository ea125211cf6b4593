"""Blobs read where they lie: what is not just what is expected is left to git."""

import hashlib
import zlib

import pytest
from cartera.records.git.loose import read_loose_blobs


@pytest.fixture
def put(tmp_path):
    """Return a function that lays an object into a repository and returns its id."""

    def lay(told, stored=None):
        name = hashlib.sha1(told).hexdigest()
        place = tmp_path / ".git/objects" / name[:2] / name[2:]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(zlib.compress(told) if stored is None else stored)
        return name

    return lay


def test_a_loose_blob_is_read(put, tmp_path):
    name = put(b"blob 5\0hello")
    assert read_loose_blobs(tmp_path, [name]) == {name: b"hello"}


@pytest.mark.parametrize(
    "told", [b"tree 5\0hello", b"blob 4\0hello", b"blob 6\0hello", b"hello", b"blob 4194304\0" + bytes(4 << 20)]
)
def test_another_object_and_one_of_another_size_are_left_to_git(put, tmp_path, told):
    assert read_loose_blobs(tmp_path, [put(told)]) == {}


@pytest.mark.parametrize("damage", [lambda stored: stored[:-4], lambda stored: stored[:-1] + b"?", lambda _: b""])
def test_a_damaged_one_is_left_to_git(put, tmp_path, damage):
    told = b"blob 5\0hello"
    assert read_loose_blobs(tmp_path, [put(told, damage(zlib.compress(told)))]) == {}


def test_what_is_not_there_is_left_to_git(put, tmp_path):
    put(b"blob 5\0hello")
    assert read_loose_blobs(tmp_path, ["0" * 40, "../../config"]) == {}
